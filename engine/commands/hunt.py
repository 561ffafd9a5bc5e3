"""`fjorten hunt`: look for the ways on which a legal deadline passes, a promise breaks or a customer is forgotten."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import click
from whenever import Instant

from engine.commands.given import known_country
from engine.commands.reading import language_for, owners_language_option
from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.errors import FjortenError
from engine.rehearsal.hunting import MOST_STATES, SILENT_DAYS, Limits
from engine.rehearsal.hunting_finds import Find
from engine.rehearsal.hunting_story import story_of
from engine.rehearsal.hunting_telling import Hunter
from engine.rehearsal.hunting_whole import Quarry, Result
from engine.rehearsal.hunting_whole import hunt as hunt_in

_BEGINS = "2026-11-02 09:05"
"""An ordinary Monday: what a hunt finds must not depend on the day on which somebody hunts."""


@click.command("hunt", epilog="Example: fjorten hunt playbooks/return_requested.yaml")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default="playbooks")
@click.option("--country", "countries", multiple=True, help="Only this country; else all that you sell to.")
@click.option("--starts", default=_BEGINS, show_default=True, help="When the cases begin, on your own clock.")
@click.option(
    "--silent-days", default=SILENT_DAYS, show_default=True, help="After so many days a customer is forgotten."
)
@click.option("--most", default=MOST_STATES, show_default=True, help="How many states to look at from each beginning.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@owners_language_option
def hunt(
    path: Path,
    countries: tuple[str, ...],
    starts: str,
    silent_days: int,
    most: int,
    form: str | None,
    language: str | None,
) -> None:
    """Walk every way that a case can go: each wait in time and too late, each answer, each step that may fail.

    Shows the shortest story for whatever it finds. Ends with 1 if there is something that you have not accepted in
    the file with `# fjorten: accept FJ054 because …`.
    """
    begun = time.perf_counter()
    shop = read_for_rehearsal(path)
    quarry = Quarry(
        shop.stage, _moment(starts, shop), tuple(map(known_country, countries)) or tuple(shop.shop.sells_to)
    )
    result = hunt_in(quarry, _titles(shop, path), Limits(most, silent_days), _Progress(form))
    hunter = Hunter.in_language(language_for(shop.shop, language))
    if form == "json":
        click.echo(json.dumps(_as_json(result, hunter), ensure_ascii=False, indent=2))
    else:
        _show(result, hunter, time.perf_counter() - begun)
    if result.open:
        raise SystemExit(1)


class _Progress:
    """Says on one line of the screen how far the hunt is; silent where nobody watches."""

    def __init__(self, form: str | None) -> None:
        self._shown = form is None and sys.stderr.isatty()

    def __call__(self, seen: int, left: int) -> None:
        if self._shown:
            click.echo(f"\r{seen} states seen, {left} to go   ", nl=False, err=True)


def _titles(shop: Rehearsed, path: Path) -> tuple[str, ...]:
    titles = {playbook.slug: title for title, playbook in shop.checked.playbooks.items()}
    if path.is_dir():
        return tuple(titles.values())
    if path.stem not in titles:
        raise FjortenError(
            "This playbook cannot be used.", where=str(path), remedy=f"`fjorten check {path}` shows what is wrong."
        )
    return (titles[path.stem],)


def _moment(text: str, shop: Rehearsed) -> Instant:
    from engine.language.fields import moment_in

    return moment_in(shop.shop.time_zone, text)


def _show(result: Result, hunter: Hunter, seconds: float) -> None:
    for find, reason in result.finds:
        if not reason:
            click.echo(f"\n{hunter.heading(find)}\n  {hunter.sentence(find)}\n  {hunter.remedy(find)}")
            click.echo(_indented(story_of(find, hunter.sentence(find))))
    accepted = [(find, reason) for find, reason in result.finds if reason]
    for find, reason in accepted:
        click.echo(hunter.accepted(find, reason))
    click.echo(hunter.summary(result, len(accepted), seconds))


def _indented(story: str) -> str:
    return "".join(f"    {line}\n" for line in story.splitlines())


def _as_json(result: Result, hunter: Hunter) -> dict[str, Any]:
    finds = [_find_as_json(find, reason, hunter) for find, reason in result.finds]
    return {"finds": finds, "states": result.states, "whole": result.whole}


def _find_as_json(find: Find, reason: str, hunter: Hunter) -> dict[str, Any]:
    where = {"code": find.code, "file": f"{find.playbook.slug}.yaml", "line": find.place.line}
    said = {"message": hunter.sentence(find), "fix": hunter.remedy(find), "accepted": reason}
    return {**where, **said, "story": story_of(find, hunter.sentence(find))}
