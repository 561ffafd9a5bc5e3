"""How a case begins: what its first entry says of the order, the customer, the country and the language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from engine.case import facts
from engine.case.in_force import InForce
from engine.case.journal import Fact
from engine.language.playbook import Subject
from engine.run.placing import opening_fields
from engine.run.recalling import Original, original_of
from engine.store import cases
from engine.store.inbox import Received

_NUMBERED = {Subject.RETURN: ("return.number", "R"), Subject.COMPLAINT: ("complaint.number", "C")}


def opening(conn: Connection, number: int, in_force: InForce, received: Sequence[Received]) -> tuple[Fact, ...]:
    """How a case begins: everything that it needs of its order is copied into the journal."""
    case = cases.get(conn, number)
    event = received[0].data if received else {}
    original = original_of(conn, received[0], number) if received else None
    fields = {**(original.fields if original else {}), **opening_fields(conn, event), **_counted(conn, case)}
    path, letter = _NUMBERED.get(in_force.version.playbook(case.playbook).one_case_per, ("", ""))
    if path:
        fields.setdefault(path, f"{letter}{number}")
    where = {"country": case.country, "region": str(fields.get("order.region") or ""), "language": case.language}
    return (facts.opened(number, case.playbook, case.version, where, fields), *_linked(original))


def _linked(original: Original | None) -> tuple[Fact, ...]:
    """A parcel with further lines of a return has a case of its own, whose refund clock counts from the same notice."""
    if original is None:
        return ()
    text = f"More of what the customer sent back; the notice and the refund clock are those of case {original.case}."
    return facts.note(text, f"linked with case {original.case}"), facts.event(original.notice)


def _counted(conn: Connection, case: cases.Case) -> dict[str, Any]:
    if case.customer_key is None:
        return {}
    return {"customer.cases_before": cases.count_before(conn, case.customer_key, case.number)}
