"""Checks of what a message says to a customer: nothing demanded that nobody owes, nobody blamed, no empty words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.language.folder import Outline
from engine.language.playbook import Place
from engine.language.report import Report
from engine.language.signs import Patterns, signs_of

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n\-*>#\d|])")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S)|\.(?=\s\d)|(?<=\b\d)\.(?=\s\w)|(?<=\b\d\d)\.(?=\s\w))+[.!?]*")
_CLAUSE = re.compile(r"[^,;:(–]+")
_ODR = re.compile(r"(?:ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr)\S*", re.IGNORECASE)
_FIGURES = re.compile(r"\b20\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:20)?\d\d\b")
_SHOWN_DATE = re.compile(r"\|\s*(?:date|moment|weekday|time)\b")
_LINK = re.compile(r"\{\{\s*(?!case\.)[\w.]*(?:link|voucher|code|label)\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message is used for: by playbooks of complaints, and by playbooks that have clocks."""

    complaint: bool
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A message's text with everything but its own words blanked out, letter for letter."""

    report: Report
    words: str
    source: str
    signs: Patterns

    def sentences(self) -> Iterator[re.Match[str]]:
        """Its sentences, one by one."""
        return _SENTENCE.finditer(self.words)

    def tell(self, kind: str, start: int, length: int, **details: str) -> None:
        """Write down what is said at a place of the text."""
        line = self.source.count("\n", 0, start) + 1
        column = start - (self.source.rfind("\n", 0, start) + 1) + 1
        self.report.add(kind, Place(self.report.file, line, column), length=length, patch=None, better=None, **details)


def check_wording(report: Report, text: str, outline: Outline, sent: Sent) -> None:
    """Write down what a message should not say, or fails to say; messages in other languages are not understood."""
    for link in _ODR.finditer(text):
        line = text.count("\n", 0, link.start()) + 1
        column = link.start() - text.rfind("\n", 0, link.start())
        report.add("FJ071", Place(report.file, line, column), length=len(link[0]), found=link[0])
    signs = signs_of(report.file.rpartition("/")[2].removesuffix(".md"))
    if signs is None:
        return
    page = _Page(report, _own_words(text, outline.first_line), text, signs)
    for sentence in page.sentences():
        _check_sentence(page, sentence, outline, sent)
    if outline.kind != "marketing" and not _leads_on(page, outline.body):
        report.add("FJ073", Place(report.file, outline.first_line, 1))


def _own_words(text: str, first_line: int) -> str:
    """The body without fields, quotations and line ends inside paragraphs; every letter stays where it was."""
    start = sum(len(line) + 1 for line in text.split("\n")[: first_line - 1])
    head, body = text[:start], text[start:]
    for pattern in (_BRACES, _QUOTED):
        body = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return re.sub(r"[^\n]", " ", head) + _WRAPPED.sub(" ", body)


def _check_sentence(page: _Page, sentence: re.Match[str], outline: Outline, sent: Sent) -> None:
    start, said, signs = sentence.start(), sentence[0], page.signs
    if sent.complaint and (found := _demanded_packaging(said, signs)):
        page.tell("FJ070", start + found.start(), len(found[0].strip()))
    if (found := signs["blame"].search(said)) and not signs["ours"].search(said):
        page.tell("FJ072", start + found.start(), len(found[0]), found=found[0].strip())
    if outline.kind == "statutory" and (found := signs["offer"].search(said)):
        page.tell("FJ074", start + found.start(), len(found[0]), found=found[0].strip())
    if sent.clocks and not signs["elsewhere"].search(said) and (found := _literal_time(said, signs)):
        known = ", ".join(sent.clocks)
        page.tell(
            "FJ056", start + found.start(), len(found[0]), found=found[0].strip(), known=known, clock=sent.clocks[0]
        )


def _demanded_packaging(said: str, signs: Patterns) -> re.Match[str] | None:
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


def _leads_on(page: _Page, body: str) -> bool:
    """Whether the text shows a date, or says what comes next; what stands in every mail does not count."""
    if _SHOWN_DATE.search(body) or _LINK.search(body):
        return True
    signs = page.signs
    return any(signs["next"].search(one[0]) and not signs["closing"].search(one[0]) for one in page.sentences())
