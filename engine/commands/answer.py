"""`fjorten answer`: a person's answer to a question of a case."""

from __future__ import annotations

import getpass
import json

import click

from engine.case.view import QuestionView
from engine.commands.assembly import Places, clock_of
from engine.commands.given import read_values
from engine.commands.places import opened, shop_zone, with_places
from engine.errors import FjortenError
from engine.run.doors import Given
from engine.run.intake import report_answer
from engine.store import cases
from engine.store.inbox import Outcome


@click.command(epilog='Example: fjorten answer 17 1 "Refund anyway" --who Mads')
@click.argument("case", type=int)
@click.argument("question")
@click.argument("answer", default="")
@with_places
@click.option("--set", "settings", multiple=True, help="What the question asks for: refund.amount=499 DKK.")
@click.option("--who", default=getpass.getuser, help="Your name, as the case will remember it.")
@click.option("--comment", default="", help="What else is worth knowing.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def answer(
    case: int,
    question: str,
    answer: str,
    places: Places,
    settings: tuple[str, ...],
    who: str,
    comment: str,
    form: str | None,
) -> None:
    """Answer a QUESTION of a CASE: by the number that `fjorten case` shows, by its name, or by words of it."""
    values = read_values(settings, shop_zone(places))
    with opened(places) as store:
        now = clock_of(store).now()
        asked = pick(store.read_now(lambda conn: cases.get(conn, case)), question)
        given = Given(answer or _only(asked), who, values, comment)
        outcome = store.write_now(lambda conn: report_answer(conn, case, asked.key, given, now))
    _say(case, asked, given, outcome, form)


def pick(case: cases.Case, wanted: str) -> QuestionView:
    """The open question that was meant; FjortenError where none or several could be."""
    questions = case.view.questions if case.view else ()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(questions):
        return questions[int(wanted) - 1]
    exact = [one for one in questions if one.key == wanted]
    close = exact or [one for one in questions if wanted.casefold() in f"{one.key} {one.text}".casefold()]
    if len(close) == 1:
        return close[0]
    open_now = "; ".join(f"{number}: {one.text}" for number, one in enumerate(questions, 1)) or "no question is open"
    what = f'"{wanted}" fits {len(close)} open questions.'
    raise FjortenError(what, where=f"case {case.number}", remedy=f"Open are: {open_now}.")


def _only(question: QuestionView) -> str:
    """The answer where there is but one, or none to choose from."""
    return question.answers[0] if len(question.answers) == 1 else ""


def _say(case: int, question: QuestionView, given: Given, outcome: Outcome, form: str | None) -> None:
    if form:
        told = {"case": case, "question": question.key, "answer": given.answer, "outcome": outcome.value}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif outcome is Outcome.NEW:
        click.echo(f'Case {case}: "{given.answer}" was taken as the answer to "{question.text}"')
    else:
        click.echo(f"Case {case}: this answer had been taken already.")
