"""A message file as its author wrote it: `subject` and `kind` above, the text in Markdown below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import PlaybookError

KINDS = ("statutory", "service", "marketing")
LARGEST = 64_000
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<head>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)(?P<body>.*)\Z", re.DOTALL)
_LINE = re.compile(r"(?P<name>[a-z_]+)[ \t]*:[ \t]*(?P<text>.*?)[ \t]*")
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<inner>.*)(?P=quote)")
_FORM = "Begin it with three lines: ---, subject: …, kind: service, and ---."


@dataclass(frozen=True, slots=True)
class Source:
    """One message in one language; `first_line` is the line of the file on which the body begins."""

    subject: str
    kind: str
    body: str
    subject_line: int
    first_line: int


@lru_cache(maxsize=512)
def read(text: str) -> Source:
    """Take a message file apart; a file without subject or kind is refused with the line that is missing."""
    if len(text) > LARGEST:
        raise PlaybookError("This message is too long.", remedy=f"Keep it below {LARGEST // 1000},000 characters.")
    match = _HEAD.match(text)
    if match is None:
        raise PlaybookError("This message has no subject and kind at its top.", remedy=_FORM)
    lines = match["head"].splitlines()
    head = _head(lines)
    subject_line = 2 + next(number for number, line in enumerate(lines) if line.startswith("subject"))
    return Source(head["subject"], head["kind"], match["body"].replace("\r\n", "\n"), subject_line, len(lines) + 3)


def _head(lines: list[str]) -> Mapping[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None or match["name"] not in {"subject", "kind"} or match["name"] in head:
            raise PlaybookError(f'"{line}" is not understood here.', where=f"line {number}", remedy=_FORM)
        head[match["name"]] = _unquoted(match["text"])
    _check(head)
    return head


def _unquoted(text: str) -> str:
    match = _QUOTED.fullmatch(text)
    if match is None:
        return text
    quote = match["quote"]
    return match["inner"].replace("''" if quote == "'" else '\\"', quote)


def _check(head: Mapping[str, str]) -> None:
    if not head.get("subject"):
        raise PlaybookError("This message has no subject.", remedy=_FORM)
    if head.get("kind") not in KINDS:
        found = head.get("kind", "")
        raise PlaybookError(f'The kind "{found}" is not known.', remedy=f"Write one of: {', '.join(KINDS)}.")
