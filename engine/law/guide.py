"""A country's rules in plain words, for the command `law` and for docs/law.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import LawError
from engine.law import wording
from engine.law.calendars import SATURDAY
from engine.law.catalogue import find_rule
from engine.law.deadline import Jurisdiction
from engine.law.places import check_country
from engine.law.rule import Reading, Rule
from engine.law.sheets import rules_of
from engine.law.shelf import country_codes, sheet, words_in

_ANY_MEMBER = "DK"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One rule as a reader sees it: its name, its id, and its sentences."""

    title: str
    id: str
    sentences: tuple[str, ...]


def title_of(country_name: str, language: str) -> str:
    """The heading of a country's page."""
    return str(words_in(language)["law"]["title"].format(country=country_name))


def warning_of(country: str, language: str) -> str:
    """Why the country is not to be relied on before the shop accepts it; empty where its sources are confirmed."""
    why = sheet(check_country(country)).get("unverified", "")
    return str(words_in(language)["law"]["unverified"].format(why=wording.phrase(why, language))) if why else ""


def paragraphs(country: str, language: str) -> Iterator[Paragraph]:
    """Every rule that counts in a country, then the words for which it has none."""
    words = words_in(language)
    told: set[str] = set()
    for rule in rules_of(check_country(country)):
        if rule.id.startswith("eu.") and (told & set(rule.words) or set(rule.words) & _without(country)):
            continue
        told |= set(rule.words) if rule.valid_to is None else set()
        yield Paragraph(words["words"][rule.words[0]], rule.id, tuple(_sentences(rule, language)))
    for word, reason in sheet(country).get("without", {}).items():
        said = words["law"]["without"].format(reason=wording.phrase(reason, language))
        yield Paragraph(words["words"][word], "", (str(said),))


def paragraph(words: str, country: str, language: str) -> Paragraph:
    """What one country's law says to the words of a playbook, or why it has no such rule."""
    title = str(words_in(language)["words"].get(words, words))
    try:
        rule = find_rule(words, Jurisdiction(country))
    except LawError:
        reason = sheet(country).get("without", {}).get(words, "") if country in country_codes() else ""
        said = words_in(language)["law"]["without"].format(reason=wording.phrase(reason, language)) if reason else ""
        return Paragraph(title, "", (str(said),) if said else ())
    return Paragraph(title, rule.id, tuple(_sentences(rule, language)))


def length_of(rule: Rule, language: str) -> str:
    """How long a rule's period is and from when it counts, in one sentence."""
    return _who(rule, language)


def union(language: str) -> Iterator[Paragraph]:
    """The Union's rules once, without the days that move an end: those are each country's own."""
    for rule in (rule for rule in rules_of(_ANY_MEMBER) if rule.id.startswith("eu.")):
        sentences = (_who(rule, language), *_leave(rule, language), *_about(rule, language))
        yield Paragraph(words_in(language)["words"][rule.words[0]], rule.id, sentences)


def _without(country: str) -> set[str]:
    return set(sheet(country).get("without", {}))


def _sentences(rule: Rule, language: str) -> Iterator[str]:
    words = words_in(language)
    say = words["law"]
    yield _who(rule, language)
    if len(rule.count) > 1:
        yield say[f"open_{rule.party}"]
    for reading in rule.count:
        yield from _moves(reading, language)
    if rule.argue:
        yield say["argued"].format(by="; ".join(wording.phrase(reading.by, language) for reading in rule.argue))
    yield from _leave(rule, language)
    yield from _about(rule, language)


def _leave(rule: Rule, language: str) -> Iterator[str]:
    """What the rule allows: sending in time, waiting, and the time that money needs."""
    say = words_in(language)["law"]
    if rule.dispatch:
        yield say["sending"]
    if rule.hold:
        yield say["hold"]
    if rule.bank_days:
        yield say["bank"].format(count=rule.bank_days)


def _who(rule: Rule, language: str) -> str:
    words = words_in(language)
    form = words["law"]["hours" if rule.length.hours else rule.party]
    return str(form.format(length=wording.length(rule.length.text, language), start=words["starts"][rule.start]))


def _moves(reading: Reading, language: str) -> Iterator[str]:
    say, by = words_in(language)["law"], wording.phrase(reading.by, language)
    if reading.count_from == "same day":
        yield say["counted_day"].format(by=by)
    elif not reading.rolls:
        yield say["stays"].format(by=by)
    else:
        yield say["moves_all" if SATURDAY in reading.weekdays else "moves_holidays"].format(by=by)


def _about(rule: Rule, language: str) -> Iterator[str]:
    words = words_in(language)
    say = words["law"]
    if rule.valid_from:
        yield say["valid_from"].format(day=wording.date(rule.valid_from, language))
    if rule.valid_to:
        yield say["valid_to"].format(day=wording.date(rule.valid_to, language))
    source = wording.phrase(rule.source, language)
    yield say["basis"].format(basis=rule.basis, source=source, confidence=words["confidence"][rule.confidence])
    if rule.unconfirmed:
        yield say["unconfirmed"]
    yield say["write"].format(words=rule.words[0])
