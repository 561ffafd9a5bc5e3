"""The letters of a file, before anybody asks what it says: UTF-8, size, TABs and what cannot be seen."""

from __future__ import annotations

import re

from engine.language.mistakes import Patch
from engine.language.playbook import Place
from engine.language.report import Report

_LARGEST = 256 * 1024
_LISTED = 5
HARD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff\ufffe\uffff]",
)


def decode(content: str | bytes) -> str | None:
    """The text of a file with plain line ends and without a mark at its start; nothing if it is not UTF-8."""
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_letters(report: Report, content: str | bytes, text: str | None) -> bool:
    """Whether a file can be read on; what keeps it from that is written down."""
    if text is None:
        report.add("FJ007.letters", Place(report.file, _first_wrong_line(content), 1))
    elif len(content) > _LARGEST:
        report.add("FJ007.large", Place(report.file, 1, 1), size=str(len(content) // 1024))
    elif wrong := _UNSEEN.search(text):
        place = _place(report.file, text, wrong.start())
        patch = Patch(place.line, place.column, 1, "")
        report.add("FJ007.sign", place, patch=patch, sign=f"U+{ord(wrong[0]):04X}")
    elif "\t" in text:
        _tell_all(report, "FJ001", text, "\t", "  ")
    else:
        return True
    return False


def without_hard_spaces(report: Report, text: str) -> str:
    """The text with plain spaces; hard ones are written down."""
    if found := HARD_SPACES.search(text):
        _tell_all(report, "FJ002", text, found[0], " ")
    return HARD_SPACES.sub(" ", text)


def _tell_all(report: Report, kind: str, text: str, sign: str, instead: str) -> None:
    """One message for all places of a sign; where there is only one, it can be put right at once."""
    place = _place(report.file, text, text.index(sign))
    patch = Patch(place.line, place.column, 1, instead) if text.count(sign) == 1 else None
    report.add(kind, place, patch=patch, lines=_lines_with(report, sign))
    report.spoilt.update(number for number, line in enumerate(report.lines, 1) if sign in line)


def _lines_with(report: Report, sign: str) -> str:
    lines = [str(number) for number, line in enumerate(report.lines, 1) if sign in line]
    more = " …" if len(lines) > _LISTED else ""
    return ("line " if len(lines) == 1 else "lines ") + ", ".join(lines[:_LISTED]) + more


def _first_wrong_line(content: str | bytes) -> int:
    try:
        content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1 if isinstance(content, bytes) else 1
    return 1


def _place(file: str, text: str, index: int) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)
