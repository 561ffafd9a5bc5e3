"""`fjorten skip`: a case goes on without one of its steps; who decided it stays in the journal."""

from __future__ import annotations

import getpass
import json

import click

from engine.case.folding import fold
from engine.case.journal import Journal
from engine.case.state import State
from engine.commands.assembly import Places, clock_of
from engine.commands.places import opened, with_places
from engine.errors import FjortenError
from engine.run.intake import report_for_case
from engine.store import cases, journals


@click.command(epilog='Example: fjorten skip 17 "create return label" --who Mads')
@click.argument("case", type=int)
@click.argument("step")
@with_places
@click.option("--who", default=getpass.getuser, help="Your name, as the case will remember it.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def skip(case: int, step: str, places: Places, who: str, form: str | None) -> None:
    """Let a CASE go on without a STEP that it waits at or that failed; a part of the step's name is enough."""
    with opened(places) as store:
        store.read_now(lambda conn: cases.get(conn, case))
        found = pick(store.read_now(lambda conn: journals.journal(conn, case)), step, case)
        now = clock_of(store).now()
        data = {"step": found, "who": who}
        outcome = store.write_now(
            lambda conn: report_for_case(conn, case, "operator.skipped", data, now, now.format_iso())
        )
    told = {"case": case, "step": found, "outcome": outcome.value}
    click.echo(json.dumps(told, ensure_ascii=False) if form else f'Case {case} goes on without "{found}".')


def pick(journal: Journal, wanted: str, case: int) -> str:
    """The step that was meant, among those that the case waits at or that failed."""
    steps = _at(fold(journal))
    found = [one for one in steps if one == wanted] or [one for one in steps if wanted.casefold() in one.casefold()]
    if len(found) == 1:
        return found[0]
    there = "; ".join(steps) or "no step; nothing can be skipped"
    what = f'"{wanted}" fits {len(found)} steps.'
    raise FjortenError(what, where=f"case {case}", remedy=f"The case is at: {there}.")


def _at(state: State) -> list[str]:
    waits = [step for step, wait in state.waits.items() if not wait.over]
    asked = [step for step, question in state.questions.items() if question.answer is None]
    stuck = [*state.trouble, *state.handed_over, *state.outbox]
    return [step for step in dict.fromkeys([*waits, *asked, *stuck]) if step not in state.done]
