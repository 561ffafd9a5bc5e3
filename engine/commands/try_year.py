"""`fjorten try --year`: a year of cases played through, and every deadline that came near."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click
from whenever import Date

from engine.commands.rehearsing import Rehearsed
from engine.rehearsal.post import unwritten
from engine.rehearsal.report import Headings
from engine.rehearsal.year import year_of
from engine.rehearsal.year_report import Year, year_as_json, year_as_page, year_as_text


def play_year(shop: Rehearsed, first: Date, cases: int, say: Headings) -> Year:
    """Play the year, showing how far it has come."""
    stage = replace(shop.stage, write=unwritten)  # nobody reads thousands of letters; `try` and `test` write them
    with click.progressbar(
        year_of(stage, first, cases, say.language), length=cases, label=say("year_bar"), file=sys.stderr
    ) as played:
        return Year(first, tuple(played), shop.shop.time_zone)


def show_year(year: Year, page: Path | None, form: str | None, say: Headings, shop: str) -> None:
    """Print what the year taught, and write it as a page where one is wanted."""
    if page:
        page.write_text(year_as_page(year, say, shop), encoding="utf-8")
        click.echo(say("written", path=page), err=True)
    if form == "json":
        click.echo(json.dumps(year_as_json(year), ensure_ascii=False, indent=2))
    elif not page:
        click.echo(year_as_text(year, say))
