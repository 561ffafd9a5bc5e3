"""Checks of message files: every language that is sold to, every field known, every `must_show` kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.errors import PlaybookError
from engine.language.asked import Asked
from engine.language.catalogue import LINE_FIELDS, Field, FieldType
from engine.language.folder import Folder, Outline, Surroundings, Use
from engine.language.letters import decode
from engine.language.names import Names
from engine.language.playbook import Place, Playbook, Send, Subject
from engine.language.report import Report
from engine.language.shop import Shop
from engine.language.similar import did_you_mean, near_misses
from engine.language.wording_checks import Sent, check_wording

_LINE = re.compile(r"line (\d+)")
_T = FieldType
_WRITES = {
    "date": (_T.DATE, _T.MOMENT),
    "weekday": (_T.DATE, _T.MOMENT),
    "time": (_T.MOMENT,),
    "moment": (_T.MOMENT,),
    "money": (_T.MONEY,),
    "number": (_T.NUMBER,),
}
_BETTER = {_T.DATE: "date", _T.MOMENT: "moment", _T.MONEY: "money", _T.NUMBER: "number"}


@dataclass(slots=True)
class _Sending:
    """One message: the playbooks that send it, with what they can name, and what it has to show."""

    sent_by: dict[str, Names] = field(default_factory=dict)
    subjects: set[Subject] = field(default_factory=set)
    must_show: dict[str, str] = field(default_factory=dict)
    first: Send | None = None


def check_messages(
    asked: Asked,
    playbooks: Mapping[str, Playbook],
    names: Mapping[str, Names],
    shop: Shop | None,
    around: Surroundings,
) -> list[Report]:
    """The reports of every message file, and of the sends whose messages lack a language."""
    folder, sendings = asked.folder, _sendings(playbooks, names)
    written = folder.messages
    reports = [_missing_languages(folder, name, sending, written.get(name), shop) for name, sending in sendings.items()]
    if around.outline is not None:
        for path in sorted(folder.files):
            match path.split("/"):
                case ["messages", name, file] if file.endswith(".md") and asked.asks_about(path):
                    reports.append(_file(folder, path, sendings.get(name, _Sending()), around))
    return reports


def _sendings(playbooks: Mapping[str, Playbook], names: Mapping[str, Names]) -> dict[str, _Sending]:
    found: dict[str, _Sending] = {}
    for title, playbook in playbooks.items():
        for step in playbook.all_steps:
            if isinstance(step, Send):
                sending = found.setdefault(step.message, _Sending())
                sending.sent_by[title] = names[title]
                sending.subjects.add(playbook.one_case_per)
                sending.must_show.update(dict.fromkeys(step.must_show, title))
                sending.first = sending.first or step
    return found


def _missing_languages(
    folder: Folder, name: str, sending: _Sending, written: frozenset[str] | None, shop: Shop | None
) -> Report:
    step = sending.first
    place = step.place if step else Place("", 1, 1)
    report = Report(place.file, tuple((decode(folder.files.get(place.file, "")) or "").split("\n")))
    sold = dict.fromkeys(language for languages in (shop.sells_to if shop else {}).values() for language in languages)
    missing = [language for language in sold if language not in (written or ()) and language in folder.languages]
    if missing and written:
        files = ", ".join(f"messages/{name}/{language}.md" for language in missing)
        report.add("FJ050", place, length=4, message=name, missing=", ".join(missing), files=files)
    return report


def _file(folder: Folder, path: str, sending: _Sending, around: Surroundings) -> Report:
    text = decode(folder.files[path])
    report = Report(path, tuple((text or "").split("\n")))
    if text is None:
        report.add("FJ007.letters", Place(path, 1, 1))
        return report
    outline = _outlined(report, text, around)
    if outline is None:
        return report
    for use in outline.uses:
        _check_use(report, use, sending.sent_by)
    check_wording(report, text, outline, _sent(path, sending))
    misspelt = [mistake.details["found"] for mistake in report.mistakes if mistake.kind == "FJ053.field"]
    for shown, playbook in sending.must_show.items():
        if shown not in outline.certain and not near_misses(shown, misspelt):
            report.add("FJ052", Place(path, outline.first_line, 1), path=shown, playbook=playbook)
    return report


def _sent(path: str, sending: _Sending) -> Sent:
    """What the message is used for; one that nobody sends yet is judged by its name."""
    clocks = dict.fromkeys(name for names in sending.sent_by.values() for name in names.deadlines)
    unsent = not sending.sent_by and "complaint" in path
    return Sent(unsent or Subject.COMPLAINT in sending.subjects, tuple(clocks))


def _outlined(report: Report, text: str, around: Surroundings) -> Outline | None:
    try:
        return around.outline(text) if around.outline else None
    except PlaybookError as error:
        line = _LINE.match(error.where)
        kind = "FJ053.template" if line else "FJ051.message"
        place = Place(report.file, int(line[1]) if line else 1, 1)
        report.add(kind, place, length=len(report.line(place.line)), what=error.what, remedy=error.remedy)
        return None


def _check_use(report: Report, use: Use, sent_by: Mapping[str, Names]) -> None:
    for title, names in sent_by.items():
        told = _wrong(use, title, names)
        if told is not None:
            kind, details = told
            place, length = _found(report, use)
            report.add(kind, place, length=length, where="", patch=None, better=None, **details)
            return


def _wrong(use: Use, title: str, names: Names) -> tuple[str, dict[str, str]] | None:
    if use.loop:
        listed = names.find(use.loop)
        if listed is not None and listed.type is not _T.LINES:
            return "FJ053.loop", {"found": use.loop, "type": listed.type}
        found = LINE_FIELDS.get(use.path)
        kind = "FJ053.line"
    else:
        found, kind = names.find(use.path), "FJ053.field"
    if found is None:
        misses = near_misses(use.path, LINE_FIELDS) if use.loop else names.near(use.path)
        known = ", ".join(LINE_FIELDS)
        return kind, {"found": use.path, "playbook": title, "similar": did_you_mean(misses), "known": known}
    return _wrong_filter(use, found)


def _wrong_filter(use: Use, found: Field) -> tuple[str, dict[str, str]] | None:
    fits = _WRITES.get(use.filter)
    if not fits or found.type in fits or use.path.startswith("remembered."):
        return None
    if better := _BETTER.get(found.type):
        return "FJ053.filter", {"found": use.path, "type": found.type, "filter": use.filter, "fit": better}
    return "FJ053.text", {"found": use.path, "type": found.type, "filter": use.filter}


def _found(report: Report, use: Use) -> tuple[Place, int]:
    """The place of a field on its line; a line of a loop may name it by the line's own name."""
    column = next(_columns(report.line(use.line), use.path), 0)
    return Place(report.file, use.line, column + 1), len(use.path)


def _columns(line: str, path: str) -> Iterator[int]:
    for match in re.finditer(rf"(?<![\w.]){re.escape(path)}(?![\w])", line):
        yield match.start()
    yield max(0, line.find(path))
