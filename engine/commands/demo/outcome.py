"""How the demo ended: a table for people, JSON for programs, and whether everything expected did happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.case.journal import first_break
from engine.case.view import CaseView, DeadlineState, DeadlineView, Stage
from engine.commands.demo.month import Expected, Month
from engine.run.doors import MailSeen
from engine.run.showing import StoreViews

_MANY = 500


async def outcome(views: StoreViews) -> dict[str, Any]:
    """Every case with its mails to the customer and its deadlines."""
    cases = sorted(await views.cases(_MANY), key=lambda case: case.case)
    return {
        "cases": [await _case(case, views) for case in cases],
        "unmatched": [{"type": one.type, "reason": one.reason} for one in await views.strays(_MANY)],
    }


async def _case(case: CaseView, views: StoreViews) -> dict[str, Any]:
    mails = await views.newest(case=case.case, language="", limit=_MANY)
    to_customer = [mail for mail in reversed(mails) if mail.message != "note"]
    return {
        "case": case.case,
        "order": case.order,
        "playbook": case.playbook,
        "country": case.country,
        "language": case.language,
        "stage": case.stage.value,
        "result": case.result,
        "messages": [_message(mail) for mail in to_customer],
        "deadlines": [_deadline(one) for one in case.deadlines],
        "journal_ok": first_break(case.case, await views.journal(case.case)) is None,
    }


def _message(mail: MailSeen) -> dict[str, Any]:
    return {
        "to": mail.recipient,
        "subject": mail.subject,
        "message": mail.message,
        "language": mail.language,
        "at": (mail.sent_at or mail.written_at).format_iso(),
        "outcome": mail.outcome,
        "message_id": mail.message_id,
    }


def _deadline(one: DeadlineView) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": str(one.kind),
        "law": one.law,
        "due": one.last_day.format_iso(),
        "state": one.state.value,
    }


def shortfalls(found: dict[str, Any], month: Month) -> Iterator[str]:
    """Everything that was expected and did not happen, a sentence each."""
    for expected in month.expected:
        fitting = [case for case in found["cases"] if case["order"] == expected.order]
        if not fitting:
            yield f"There is no case for order {expected.order}."
        else:
            yield from _shortfalls(fitting[0], expected)
    if not found["unmatched"]:
        yield "The report of an unknown order is not where staff see it."


def _shortfalls(case: dict[str, Any], expected: Expected) -> Iterator[str]:
    name = f"case {case['case']} (order {expected.order})"
    if case["playbook"] != expected.playbook:
        yield f"{name} was opened by {case['playbook']}, not {expected.playbook}."
    if case["stage"] != Stage.CLOSED.value or case["result"] != expected.result:
        yield f"{name} ended {case['result'] or 'not at all'}, not {expected.result}."
    if not case["journal_ok"]:
        yield f"The journal of {name} is not whole."
    if not case["messages"] or any(one["outcome"] != "sent" for one in case["messages"]):
        yield f"Not every mail of {name} was sent."
    broken = {d["name"] for d in case["deadlines"] if d["kind"] == "legal" and d["state"] == DeadlineState.BROKEN.value}
    if broken != set(expected.broken):
        yield f"{name} broke the legal deadlines {sorted(broken)}, not {sorted(expected.broken)}."


def table(found: dict[str, Any]) -> str:
    """One line for each case."""
    rows = [("case", "order", "playbook", "", "mails", "ended", "legal deadlines")]
    for case in found["cases"]:
        legal = ", ".join(f"{d['name']} {d['state']}" for d in case["deadlines"] if d["kind"] == "legal")
        place = f"{case['country']} {case['language']}"
        ended = case["result"] or case["stage"]
        rows.append(
            (str(case["case"]), case["order"], case["playbook"], place, str(len(case["messages"])), ended, legal)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
