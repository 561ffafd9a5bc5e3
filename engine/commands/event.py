"""`fjorten event`: something that happened, reported by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from sqlalchemy import Connection
from whenever import Instant

from engine.commands.assembly import Places, clock_of
from engine.commands.given import in_groups, read_values
from engine.commands.places import opened, shop_zone, with_places
from engine.errors import FjortenError, OutsideError, PlaybookError
from engine.language.catalogue import EVENTS, EVENTS_BY_WORDS, FIELDS
from engine.language.fields import field_value, moment_in
from engine.language.similar import did_you_mean, near_misses
from engine.run.doors import Report
from engine.run.intake import BY_HAND, assign, keep
from engine.store import cases, inbox
from engine.store.inbox import Delivery, Outcome
from integrations.inbound.cloudevents import problem_with, read_event

_NUMBERS = {"order": "order.number", "return_number": "return.number", "complaint": "complaint.number"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line said, before it is read."""

    words: str
    file: Path | None
    settings: tuple[str, ...]
    time: str
    name: str


@click.command(epilog='Example: fjorten event "return received" --order 1042 --time "2026-12-16 10:30"')
@click.argument("words", default="")
@with_places
@click.option("--order", default="", help="The number of the order.")
@click.option("--return", "return_number", default="", help="The number of the return.")
@click.option("--complaint", default="", help="The number of the complaint.")
@click.option("--case", "number", type=int, help="The case that it belongs to, where you know it.")
@click.option("--set", "settings", multiple=True, help="What is known of it: refund.amount=499 DKK.")
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A CloudEvent, or its data.")
@click.option("--time", default="", help="When it happened; now, if it is left out.")
@click.option(
    "--id", "name", default="", help="A name of its own, so that it is taken once however often you report it."
)
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def event(places: Places, words: str, form: str | None, number: int | None, **said: Any) -> None:
    """Report that something happened, in the WORDS of the playbooks: "return received", "refund issued" …

    The event goes straight into the inbox; a running engine takes it from there at once, one that is stopped later.
    """
    numbers = [f"{path}={said[option]}" for option, path in _NUMBERS.items() if said[option]]
    asked = _Asked(words, said["file"], (*numbers, *said["settings"]), said["time"], said["name"])
    zone = shop_zone(places)
    with opened(places) as store:
        report = _read(asked, zone, clock_of(store).now())
        now = clock_of(store).now()
        outcome = store.write_now(lambda conn: _keep(conn, report, number, now))
    _say(report, outcome, form)


def _read(asked: _Asked, zone: str, now: Instant) -> Report:
    content = _content(asked.file) if asked.file else {}
    if "specversion" in content:
        return _cloud_event(asked, now)
    data = {group: dict(fields) for group, fields in content.items() if isinstance(fields, dict)}
    for group, fields in in_groups(read_values(asked.settings, zone)).items():
        data.setdefault(group, {}).update(fields)
    kind = wire_type(asked.words)
    if problem := problem_with(kind, data):
        raise FjortenError(problem, where=asked.words)
    time = _time(asked.time, zone) if asked.time else now
    if time > now:
        raise FjortenError(f"{asked.time} lies ahead; only what has happened can be reported.", where="--time")
    return Report(Delivery(BY_HAND, asked.name or uuid4().hex, kind, time, data))


def wire_type(words: str) -> str:
    """The type of an event that people or senders report; FjortenError with the near miss for any other."""
    kind = EVENTS_BY_WORDS.get(words.strip().lower()) or EVENTS.get(words.strip())
    if kind and not kind.made_by_engine:
        return kind.type
    known = [one.words for one in EVENTS.values() if not one.made_by_engine]
    near = did_you_mean(near_misses(words, known)).strip() or f"Events are: {', '.join(known)}."
    raise FjortenError(f'"{words}" is no event that can be reported.', remedy=near)


def _content(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FjortenError(f"this is not JSON: {error}.", where=str(file)) from error
    if not isinstance(content, dict):
        raise FjortenError("this is not one JSON object.", where=str(file))
    return content


def _cloud_event(asked: _Asked, now: Instant) -> Report:
    if asked.words or asked.settings or asked.file is None:
        raise FjortenError("a CloudEvent says everything itself.", where="--file", remedy="Leave words and --set out.")
    try:
        report = read_event(asked.file.read_bytes(), now)
    except OutsideError as error:
        raise FjortenError(error.what, where=f"{asked.file}, {error.where}", remedy=error.remedy) from error
    if report.problem:
        raise FjortenError(report.problem, where=str(asked.file))
    return report


def _time(text: str, zone: str) -> Instant:
    try:
        moment = field_value(FIELDS["order.placed_at"], text)
    except PlaybookError:
        return moment_in(zone, text)
    if not isinstance(moment, Instant):
        raise FjortenError("the time is empty.", where="--time")
    return moment


def _keep(conn: Connection, report: Report, number: int | None, now: Instant) -> Outcome:
    if number is None:
        return keep(conn, report, now)
    cases.get(conn, number)
    arrival = inbox.accept(conn, report.delivery, now)
    if arrival.outcome is Outcome.NEW:
        assign(conn, arrival.id, number)
    return arrival.outcome


def _say(report: Report, outcome: Outcome, form: str | None) -> None:
    told = {"type": report.delivery.type, "id": report.delivery.event_id, "outcome": outcome.value}
    words = {
        Outcome.NEW: "taken; the engine looks for its case",
        Outcome.DUPLICATE: "known already",
        Outcome.CONFLICT: "kept apart: another event came before under this id",
    }
    click.echo(json.dumps(told) if form else f"{report.delivery.type}: {words[outcome]}.")
    if outcome is Outcome.CONFLICT:
        raise click.exceptions.Exit(1)
