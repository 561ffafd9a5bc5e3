"""`fjorten cases`: every case in one line, the newest first."""

from __future__ import annotations

import json

import click

from engine.case.view import Stage
from engine.commands.as_json import view_as_json
from engine.commands.assembly import Places
from engine.commands.places import opened, with_places
from engine.store.cases import Case
from engine.store.lists import Wanted, list_cases


@click.command(epilog="Example: fjorten cases --stage waiting --country DK")
@with_places
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only those that stand so.")
@click.option("--country", default="", help="Only those of one country.")
@click.option("--order", default="", help="Only those of one order.")
@click.option("--limit", default=100, help="How many at most.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def cases(places: Places, stage: str | None, country: str, order: str, limit: int, form: str | None) -> None:
    """List the cases: where each stands, and how many questions are open."""
    stages = (Stage(stage),) if stage else ()
    with opened(places) as store:
        found = store.read_now(lambda conn: list_cases(conn, Wanted(stages, country=country, order=order, limit=limit)))
    if form == "json":
        click.echo(json.dumps([_as_json(case) for case in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_line(case) for case in found) or "There is no case yet.")


def _line(case: Case) -> str:
    asked = len(case.view.questions) if case.view else 0
    questions = f" · {asked} question{'' if asked == 1 else 's'} open" if asked else ""
    order = case.keys.order or "-"
    return f"{case.number:>6}  {case.country or '-':<3} {order:<14} {case.playbook:<20} {case.headline}{questions}"


def _as_json(case: Case) -> dict[str, object]:
    if case.view:
        return view_as_json(case.view)
    return {"case": case.number, "playbook": case.playbook, "country": case.country, "stage": case.stage.value}
