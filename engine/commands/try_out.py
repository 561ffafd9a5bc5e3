"""`fjorten try`: play one case on a simulated calendar, and read what everybody would have read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from whenever import Date, Instant

from engine.commands.given import known_country
from engine.commands.reading import language_for, owners_language_option
from engine.commands.rehearsing import Rehearsed, read_for_rehearsal, read_one_for_rehearsal
from engine.commands.try_year import play_year, show_year
from engine.errors import FjortenError, PlaybookError
from engine.language.fields import moment_in
from engine.language.playbook import Playbook
from engine.language.similar import did_you_mean, near_misses
from engine.law import zone_of
from engine.rehearsal.account import Account, account_of
from engine.rehearsal.lines import answers_of, failing_line, happenings_of
from engine.rehearsal.playing import play
from engine.rehearsal.report import as_json, as_text, headings
from engine.rehearsal.script import Script
from engine.rehearsal.staff import Staff

_EXAMPLE = """Example: fjorten try playbooks/return_requested.yaml --country DK --starts 2026-12-11T09:05
 --event "day 6: return received" --answer "inspection: Everything is as it should be" --html report.html"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the owner wants to see."""

    country: str
    customer_language: str
    starts: str
    events: Sequence[str]
    answers: Sequence[str]
    fails: Sequence[str]
    fields: Sequence[str]
    days: int


@click.command("try", epilog=_EXAMPLE)
@click.argument("path", type=click.Path(exists=True, path_type=Path), default="playbooks")
@click.option("--playbook", "title", default="", help="Which playbook, where a folder holds several.")
@click.option("--country", default="", help="The customer's country: DK, NO, SE … The shop's own if you leave it out.")
@click.option(
    "--customer-language", default="", help="The customer's language; the first of the country if you leave it out."
)
@click.option("--starts", default="", help="When the case begins: 2026-12-11T09:05, on the customer's clock.")
@click.option("--event", "events", multiple=True, help='What happens: "day 6: return received". As often as you like.')
@click.option("--answer", "answers", multiple=True, help='What a person answers: "inspection: Everything is fine".')
@click.option("--fails", "fails", multiple=True, help='What fails: "refund 2 times", "mail 1 times".')
@click.option("--case", "fields", multiple=True, help="A field of the case as it begins: return.wish=money.")
@click.option(
    "--silent-staff", "silent", is_flag=True, help="Nobody answers anything. Without it people answer in time."
)
@click.option("--days", default=60, show_default=True, help="How many days to look ahead.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write the report as one page.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--year", is_flag=True, help="Play a year of cases, and say which dates came near.")
@click.option("--cases", default=1000, show_default=True, help="How many cases a year has.")
@owners_language_option
def try_out(path: Path, title: str, page: Path | None, form: str | None, language: str | None, **given: Any) -> None:
    """Play a case from its first day to its last: every date, every mail, every question. Nothing leaves this machine."""
    year_wanted = given.pop("year")
    shop = read_for_rehearsal(path) if year_wanted or title else read_one_for_rehearsal(path)
    told_in = language_for(shop.shop, language)
    if year_wanted:
        say = headings(told_in)
        year = play_year(shop, _first_day(given["starts"], shop), given["cases"], say)
        show_year(year, page, form, say, shop.shop.name)
        return
    silent = given.pop("silent")
    given.pop("cases")
    asked = Asked(**given)
    playbook = _playbook(shop, path, title)
    staff = None if silent else Staff(_answers(asked, playbook.title, shop))
    account = account_of(play(_script(asked, playbook, shop), shop.stage, staff), told_in)
    _show(account, page, form, told_in, (playbook, shop))


def _show(account: Account, page: Path | None, form: str | None, language: str, of: tuple[Playbook, Rehearsed]) -> None:
    playbook, shop = of
    if page:
        from engine.rehearsal.explaining_subjects import subjects_of
        from engine.rehearsal.report_page import House, as_page

        house = House(
            shop.shop.name, shop.shop.time_zone, subjects_of(playbook, shop.versions[playbook.title], language)
        )
        page.write_text(as_page(account, playbook, language, house), encoding="utf-8")
        click.echo(headings(language)("written", path=page), err=True)
    if form == "json":
        click.echo(json.dumps(as_json(account), ensure_ascii=False, indent=2))
    elif not page:
        click.echo(as_text(account, language))


def _playbook(shop: Rehearsed, path: Path, title: str) -> Playbook:
    """The playbook that is meant: by its title or file name, or the file itself."""
    books = shop.checked.playbooks
    if not title and path.is_file():
        title = path.stem
    for playbook in books.values():
        if title in (playbook.title, playbook.slug) or (not title and len(books) == 1):
            return playbook
    if title in shop.checked.broken:
        raise PlaybookError(f"{title} has mistakes.", remedy=f"`fjorten check {path}` shows them.")
    known = ", ".join(books)
    if not title:
        raise FjortenError("this folder holds several playbooks.", remedy=f"Say which with --playbook: {known}.")
    near = did_you_mean(near_misses(title, books)).strip()
    raise FjortenError(f'there is no playbook "{title}".', remedy=near or f"There are: {known}.")


def _script(asked: Asked, playbook: Playbook, shop: Rehearsed) -> Script:
    country = known_country(asked.country or shop.shop.country)
    case = _fields(asked, country)
    lines = [*asked.events, *(failing_line(text) for text in asked.fails)]
    happens = happenings_of(lines, playbook.title, shop.checked.playbooks, shop.around)
    return Script(playbook.title, case, happens, starts=_starts(asked.starts, country), days=asked.days)


def _answers(asked: Asked, title: str, shop: Rehearsed) -> dict[str, str]:
    return answers_of(asked.answers, title, shop.checked.playbooks, shop.around)


def _fields(asked: Asked, country: str) -> dict[str, Any]:
    from engine.commands.given import read_values

    given = read_values(asked.fields, zone_of(country))
    language = {"customer.language": asked.customer_language} if asked.customer_language else {}
    return {"order.country": country, **language, **given}


def _first_day(text: str, shop: Rehearsed) -> Date:
    """The first day of a year: the one that the owner names, else the first of January of this one."""
    start = _starts(text, shop.shop.country).to_tz(shop.shop.time_zone).date()
    return start if text else Date(start.year, 1, 1)


def _starts(text: str, country: str) -> Instant:
    """The moment that the owner names, on the customer's clock; now if nothing is said."""
    if not text:
        return Instant.now()  # noqa: TID251 -- the command line is the edge: a rehearsal of today begins now
    try:
        return Instant.parse_iso(text)
    except ValueError:
        return moment_in(zone_of(country), text if ":" in text else f"{text} 09:00")
