"""`fjorten move`: cases that run go over to another version of their playbook, where they can."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from dataclasses import dataclass

import click

from engine.commands.assembly import Places, clock_of, read_shop
from engine.commands.moves import Planned, ask_to_move, meant, planned
from engine.commands.places import opened, with_places
from engine.commands.publishing import Past
from engine.commands.reading import language_option
from engine.rehearsal.publishing import say_in
from integrations.web.dates import Dates


@click.command("move", epilog='Example: fjorten move --all "Return requested" --dry-run')
@click.argument("case", type=int, nargs=-1)
@with_places
@language_option
@click.option("--all", "everything", default="", metavar="PLAYBOOK", help="Every open case of it on an older version.")
@click.option("--to", "number", type=int, help="The number of the version; without it, the one that new cases follow.")
@click.option("--dry-run", "shows", is_flag=True, help="Only show what would become of each case.")
@click.option("--yes", is_flag=True, help="Move without asking.")
@click.option("--who", default=getpass.getuser, help="Your name, as the case will remember it.")
@click.option("--json", "form", flag_value="json", help="Print JSON; without --yes, nothing is moved.")
def move(
    case: tuple[int, ...],
    places: Places,
    language: str,
    everything: str,
    number: int | None,
    who: str,
    form: str | None,
    **switched: bool,
) -> None:
    """Let each CASE follow another version from the step on at which it waits.

    What is done stays done, dates stay as they are, and a new step before that place does not happen late.
    """
    shop = read_shop(places.folder).shop
    with opened(places) as store:
        past, now = Past(store), clock_of(store).now()
        plans = tuple(planned(past, shop, meant(past, case, everything), number, now))
        telling = _Telling(plans, Dates(language, shop.time_zone))
        movable = tuple(plan for plan in plans if plan.moves)
        if not form:
            click.echo("\n".join(telling.lines()))
        asked = movable if _agreed(telling, movable, form, switched) else ()
        for plan in asked:
            ask_to_move(past, plan, who, now)
    if form:
        click.echo(json.dumps(telling.as_json(asked), ensure_ascii=False, indent=2))
    elif not switched["shows"]:
        click.echo("\n".join(telling.asked(asked)))


def _agreed(telling: _Telling, movable: tuple[Planned, ...], form: str | None, switched: dict[str, bool]) -> bool:
    if switched["shows"] or not movable:
        return False
    if form or switched["yes"]:
        return switched["yes"]
    return click.confirm(telling.say("confirm_move", count=len(movable)), default=False)


@dataclass(frozen=True, slots=True)
class _Telling:
    plans: tuple[Planned, ...]
    dates: Dates

    def say(self, word: str, /, **given: object) -> str:
        return say_in(self.dates.language, word, **given)

    def lines(self) -> Iterator[str]:
        if not self.plans:
            yield self.say("none_waits")
        for plan in self.plans:
            yield from self._one(plan)

    def _one(self, plan: Planned) -> Iterator[str]:
        data = plan.fact.data
        if not plan.moves:
            reason = self.say(f"why_{data['why']}", step=data["step"])
            yield self.say("would_stay", case=plan.case.number, number=plan.leaves, reason=reason)
            return
        yield self.say("would_move", case=plan.case.number, number=plan.to.number)
        left_out = [name.rpartition(" / ")[2] for name in (*data.get("passed", ()), *data.get("skipped", ()))]
        if left_out:
            yield f"  {self.say('passed', steps='; '.join(left_out))}"
        for date in plan.new_dates:
            yield f"  {self.say('new_date', name=date.name, day=self.dates.day(date.last_day))}"
        yield from (f"  {self.say('unwatched', name=name)}" for name in plan.unwatched)

    def asked(self, plans: tuple[Planned, ...]) -> Iterator[str]:
        if not plans:
            yield self.say("none_moves")
        yield from (self.say("asked", case=plan.case.number, number=plan.to.number) for plan in plans)

    def as_json(self, asked: tuple[Planned, ...]) -> list[dict[str, object]]:
        return [
            {
                "case": plan.case.number,
                "from": plan.leaves,
                "to": plan.to.number,
                "moves": plan.moves,
                "why": plan.fact.data.get("why", ""),
                "step": plan.fact.data.get("step", ""),
                "left_out": [*plan.fact.data.get("passed", ()), *plan.fact.data.get("skipped", ())],
                "new_dates": {date.name: date.last_day.format_iso() for date in plan.new_dates},
                "unwatched": list(plan.unwatched),
                "asked": plan in asked,
            }
            for plan in self.plans
        ]
