"""`fjorten case`: one case from its first day on, in plain sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import click

from engine.case.journal import Entry, first_break
from engine.commands.as_json import view_as_json
from engine.commands.assembly import Places
from engine.commands.places import opened, shop_zone, with_places
from engine.commands.reading import language_option
from engine.errors import StoreError
from engine.rehearsal.timeline import Sentence, sentences
from engine.store import cases as stored_cases
from engine.store import journals
from engine.store.cases import Case
from integrations.web.dates import Dates
from integrations.web.headlines import headline
from integrations.web.languages import words_in


@dataclass(frozen=True, slots=True)
class _Told:
    case: Case
    journal: tuple[Entry, ...]
    timeline: tuple[Sentence, ...]
    dates: Dates

    @property
    def broken_at(self) -> int | None:
        return first_break(self.case.number, self.journal)


@click.command(epilog="Example: fjorten case 17 --language da")
@click.argument("number", type=int)
@with_places
@language_option
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def case(number: int, places: Places, language: str, form: str | None) -> None:
    """Tell one case: what it waits for, its questions and dates, and everything that has happened."""
    zone = shop_zone(places)
    with opened(places) as store:
        found = store.read_now(lambda conn: stored_cases.get(conn, number))
        journal = store.read_now(lambda conn: journals.journal(conn, number))
    told = _Told(found, journal, sentences(journal, language, zone), Dates(language, zone))
    click.echo(json.dumps(_as_json(told), ensure_ascii=False, indent=2) if form else "\n".join(_lines(told)))
    if told.broken_at is not None:
        raise StoreError(
            f"entry {told.broken_at} of its journal is not as it was written.",
            where=f"case {number}",
            remedy="Somebody has changed the database; take it from a backup.",
        )


def _lines(told: _Told) -> Iterator[str]:
    case, words = told.case, words_in(told.dates.language)
    about = [f"{words['case']} {case.number}", case.playbook]
    about += [f"{words['order']} {case.keys.order}"] if case.keys.order else []
    yield " · ".join([*about, case.country, words[case.stage.value.replace(" ", "_")]])
    yield headline(case.view, told.dates) if case.view else case.headline
    yield from _questions(told, words["questions"], words["answer_by"])
    yield from _deadlines(told, words["deadlines"])
    yield from ("", words["timeline"])
    for sentence in told.timeline:
        yield f"  {told.dates.moment(sentence.at)}  {sentence.text}"
        if sentence.detail:
            yield f"      {sentence.detail}"


def _questions(told: _Told, title: str, by: str) -> Iterator[str]:
    questions = told.case.view.questions if told.case.view else ()
    if questions:
        yield from ("", title)
    for number, question in enumerate(questions, 1):
        yield f"  {number}. {question.text} ({question.who} · {by.format(when=told.dates.moment(question.due))})"
        for answer in question.answers:
            yield f'     fjorten answer {told.case.number} {number} "{answer}"'
        for path, kind, choices in question.fields:
            yield f"       --set {path}=… ({', '.join(choices) or kind})"


def _deadlines(told: _Told, title: str) -> Iterator[str]:
    deadlines = told.case.view.deadlines if told.case.view else ()
    words = words_in(told.dates.language)
    if deadlines:
        yield from ("", title)
    for deadline in sorted(deadlines, key=lambda one: one.last_day):
        state = words[deadline.state.value.replace(" ", "_")]
        note = f" · {deadline.note}" if deadline.note else ""
        day = told.dates.day(deadline.last_day)
        yield f"  {day:<22} {deadline.name.replace('_', ' '):<24} {state} · {words[deadline.kind]}{note}"


def _as_json(told: _Told) -> dict[str, object]:
    view = view_as_json(told.case.view) if told.case.view else {"case": told.case.number}
    timeline = [
        {"entry": one.entry, "at": one.at.format_iso(), "kind": one.kind, "text": one.text, "detail": one.detail}
        for one in told.timeline
    ]
    return {**view, "timeline": timeline, "journal_ok": told.broken_at is None}
