"""`fjorten due`: count one legal date and show every step, or check a table of worked examples."""

from __future__ import annotations

import json
from pathlib import Path

import click
from whenever import Date, Instant, OffsetDateTime

from engine.commands.due_cases import differences
from engine.commands.reading import language_option
from engine.errors import LawError
from engine.law import Deadline, Jurisdiction, Rule, count, find_rule, zone_of
from engine.law.guide import warning_of
from engine.law.places import has_regions
from engine.law.telling import tell


@click.command("due")
@click.option("--country", help="The customer's country: DK, NO, SE …")
@click.option("--region", default="", help="The region, where the law needs one: BY in Germany.")
@click.option("--rule", "words", help='A rule by its words ("refund after withdrawal") or its id (dk.refund).')
@click.option("--from", "start", help="When it begins, with offset: 2026-12-10T16:00:00+01:00.")
@click.option("--contract", default="", help="The day of the contract; it chooses the version of the law.")
@click.option("--party", type=click.Choice(["consumer", "trader"]), help="Refuse a rule that is not this party's.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check a table of dates.")
@language_option
def due(
    country: str | None,
    region: str,
    words: str | None,
    start: str | None,
    contract: str,
    party: str | None,
    form: str | None,
    cases: Path | None,
    language: str,
) -> None:
    """Count a legal date: its last day, its end, and each step on the way."""
    try:
        if cases:
            _check(cases)
            return
        if not (country and words and start):
            raise click.UsageError("Give --country, --rule and --from, or --cases.")
        where = _where(country.upper(), region)
        rule = _rule(words, where, contract, party)
        _print(rule, moment(start), where, form or language)
    except LawError as error:
        raise click.ClickException(str(error)) from error


def moment(text: str) -> Instant:
    """A moment with its offset; a time without one is refused, because it could be any of two days."""
    try:
        return OffsetDateTime.parse_iso(text.strip().replace(" ", "T").replace("Z", "+00:00")).to_instant()
    except ValueError:
        raise LawError(
            f'"{text}" is no moment with a time zone.',
            where="--from",
            remedy="Give day, time and offset, as in 2026-12-10T16:00:00+01:00.",
        ) from None


def _where(country: str, region: str) -> Jurisdiction:
    if region and not has_regions(country):
        remedy = "Leave --region out: one list of days holds for all of it."
        raise LawError(f'the law of {country} has no region "{region}".', where="--region", remedy=remedy)
    return Jurisdiction(country, region)


def _rule(words: str, where: Jurisdiction, contract: str, party: str | None) -> Rule:
    try:
        day = Date.parse_iso(contract) if contract else None
    except ValueError:
        raise LawError(f'"{contract}" is no day.', where="--contract", remedy="Write it as 2026-08-01.") from None
    rule = find_rule(words, where, day)
    if party and rule.party != party:
        raise LawError(f"this is a rule for the {rule.party}, not for the {party}.", where=f"rule {rule.id}")
    return rule


def _print(rule: Rule, start: Instant, where: Jurisdiction, form: str) -> None:
    deadline = count(rule, start, where)
    end = local_end(deadline, rule, where)
    if form == "json":
        click.echo(json.dumps(_as_json(deadline, end), ensure_ascii=False, indent=2))
        return
    told = tell(rule, start, where, form)
    click.echo(f"{deadline.rule}: {deadline.last_day}, before {end}")
    for number, step in enumerate(told.steps, 1):
        click.echo(f"  {number}. {step}")
    for line in (told.doubt, warning_of(where.country, form)):
        if line:
            click.echo(f"  ! {line}")
    click.echo(f"  latest {deadline.latest} · safe by {deadline.safe_by} · confidence {deadline.confidence}")
    click.echo(f"  {deadline.basis} · {deadline.source}")


def local_end(deadline: Deadline, rule: Rule, where: Jurisdiction) -> str:
    """The first moment that is too late, with the offset of the place."""
    zone = (where.trader_zone if rule.zone == "trader" else "") or where.zone or zone_of(where.country, where.region)
    return deadline.end.to_tz(zone).to_fixed_offset().format_iso()


def _as_json(deadline: Deadline, end: str) -> dict[str, object]:
    doubts = [deadline.doubt] if deadline.doubt else []
    return {
        "rule": deadline.rule,
        "last_day": deadline.last_day.format_iso(),
        "end": end,
        "latest": deadline.latest.format_iso(),
        "safe_by": deadline.safe_by.format_iso(),
        "confidence": deadline.confidence,
        "basis": deadline.basis,
        "source": deadline.source,
        "steps": [*deadline.steps, *doubts],
    }


def _check(table: Path) -> None:
    checked, found = differences(table)
    for line in found:
        click.echo(line)
    click.echo(f"{checked} dates checked, {len(found)} differ." if found else f"{checked} dates checked, none differs.")
    if found:
        raise click.exceptions.Exit(1)
