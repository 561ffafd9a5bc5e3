"""`fjorten doctor`: whether everything that Fjorten needs is well, and what to do where it is not."""

from __future__ import annotations

import json

import click

from engine.commands.assembly import Places
from engine.commands.health import Finding, Health, examine
from engine.commands.places import with_places

_SIGNS = {Health.WELL: "ok     ", Health.WATCH: "look   ", Health.ILL: "PROBLEM"}


@click.command(epilog="Example: fjorten doctor --folder shop")
@with_places
@click.option("--prefect-port", default=4200, envvar="FJORTEN_PREFECT_PORT", help="Where Prefect is on this machine.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def doctor(places: Places, prefect_port: int, form: str | None) -> None:
    """Look at the folder, the database, the mail server, Prefect, the clock, the holidays and the versions.

    Ends with 1 if there is a problem; a thing to look at alone ends with 0.
    """
    findings = examine(places, prefect_port)
    if form:
        click.echo(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(_line(finding))
    if any(finding.health is Health.ILL for finding in findings):
        raise click.exceptions.Exit(1)


def _line(finding: Finding) -> str:
    remedy = f"\n{'':>22}{finding.remedy}" if finding.remedy else ""
    return f"{_SIGNS[finding.health]}  {finding.about:<12} {finding.what}{remedy}"


def _as_json(finding: Finding) -> dict[str, str]:
    return {"about": finding.about, "health": finding.health.value, "what": finding.what, "remedy": finding.remedy}
