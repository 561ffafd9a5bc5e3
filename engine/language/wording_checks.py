"""Checks of what a message says to a customer: nothing demanded that nobody owes, nobody blamed, no empty words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.language.folder import Outline
from engine.language.playbook import Place
from engine.language.report import Report
from engine.language.signs import Patterns, signs_of

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n\-*>#\d|])")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S)|\.(?=\s\d)|(?<=\b\d)\.(?=\s\w)|(?<=\b\d\d)\.(?=\s\w))+[.!?]*")
_CLAUSE = re.compile(r"[^,;:(–]+(?:, (?:at|att|dass|että)\b[^,;:(–]+)?")
_ODR = re.compile(r"(?:ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr)\S*", re.IGNORECASE)
_FIGURES = re.compile(r"\b20\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:20)?\d\d\b(?![-/]\w)")
_SHOWN_DATE = re.compile(r"\|\s*(?:date|moment|weekday|time)\b")
_LINK = re.compile(r"\{\{\s*(?!case\.)[\w.]*(?:link|voucher|code|label)\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message is used for: by playbooks of complaints, and by playbooks that have clocks."""

    complaint: bool
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says and should not: the kind of mistake, the piece of the text, and the details of the message."""

    kind: str
    start: int
    length: int
    details: tuple[tuple[str, str], ...] = ()


def check_wording(report: Report, text: str, outline: Outline, sent: Sent) -> None:
    """Write down what a message should not say, or fails to say; messages in other languages are not understood."""
    language = report.file.rpartition("/")[2].removesuffix(".md")
    for said in _all_said(language, text, outline.first_line, outline.kind, sent):
        line = text.count("\n", 0, said.start) + 1
        place = Place(report.file, line, said.start - text.rfind("\n", 0, said.start))
        report.add(said.kind, place, length=said.length, patch=None, better=None, **dict(said.details))


@lru_cache(maxsize=1024)
def _all_said(language: str, text: str, first_line: int, kind: str, sent: Sent) -> tuple[_Said, ...]:
    """What one text says; a shop's texts seldom change, and are checked at every change of any file."""
    links = [_Said("FJ071", link.start(), len(link[0]), (("found", link[0]),)) for link in _ODR.finditer(text)]
    signs = signs_of(language)
    if signs is None:
        return tuple(links)
    body = sum(len(line) + 1 for line in text.split("\n")[: first_line - 1])
    sentences = tuple(_SENTENCE.finditer(_own_words(text, body)))
    found = [said for sentence in sentences for said in _in_sentence(sentence, signs, kind, sent)]
    if kind != "marketing" and not _leads_on(sentences, signs, text[body:]):
        found.append(_Said("FJ073", body, 1))
    return (*links, *found)


def _own_words(text: str, start: int) -> str:
    """The body without fields, quotations and line ends inside paragraphs; every letter stays where it was."""
    head, body = text[:start], text[start:]
    for pattern in (_BRACES, _QUOTED):
        body = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return re.sub(r"[^\n]", " ", head) + _WRAPPED.sub(" ", body)


def _in_sentence(sentence: re.Match[str], signs: Patterns, kind: str, sent: Sent) -> Iterator[_Said]:
    start, said = sentence.start(), sentence[0]
    if sent.complaint and (found := _demanded_packaging(said, signs)):
        yield _Said("FJ070", start + found.start(), len(found[0].strip()))
    if (found := signs["blame"].search(said)) and not signs["ours"].search(said):
        yield _piece("FJ072", start, found)
    if kind == "statutory" and (found := signs["offer"].search(said)):
        yield _piece("FJ074", start, found)
    if sent.clocks and (found := _literal_time(said, signs)) and not signs["elsewhere"].search(said):
        yield _piece("FJ056", start, found, known=", ".join(sent.clocks), clock=sent.clocks[0])


def _piece(kind: str, start: int, found: re.Match[str], **details: str) -> _Said:
    named = {"found": found[0].strip(), **details}
    return _Said(kind, start + found.start(), len(found[0]), tuple(named.items()))


def _demanded_packaging(said: str, signs: Patterns) -> re.Match[str] | None:
    if not signs["packaging"].search(said):
        return None
    if signs["demand_without"].search(said) and signs["refusal"].search(said):
        return signs["packaging"].search(said)
    for clause in _CLAUSE.finditer(said):
        piece = clause[0]
        if not signs["packaging"].search(piece):
            continue
        demanded = signs["demand"].search(piece) and not signs["soft"].search(piece)
        if demanded or signs["demand_only"].search(piece):
            return signs["packaging"].search(said, clause.start())
    return None


def _literal_time(said: str, signs: Patterns) -> re.Match[str] | None:
    return signs["spans"].search(said) or signs["dates"].search(said) or _FIGURES.search(said)


def _leads_on(sentences: tuple[re.Match[str], ...], signs: Patterns, body: str) -> bool:
    """Whether the text shows a date, or says what comes next; what stands in every mail does not count."""
    if _SHOWN_DATE.search(body) or _LINK.search(body):
        return True
    return any(signs["next"].search(one[0]) and not signs["closing"].search(one[0]) for one in sentences)
