"""Every event finds its case: it joins one, opens one, or waits where a person sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection
from whenever import Date, Instant, TimeDelta

from engine.case.in_force import InForce
from engine.case.keys import Keys, keys_of
from engine.case.known import Known
from engine.case.matching import Candidate, Join, Open, Unmatched, listens, match, reopens
from engine.case.moments import end_of
from engine.case.state import State
from engine.case.view import Stage
from engine.errors import FjortenError
from engine.language.conditions import holds
from engine.language.playbook import Playbook
from engine.run.frozen import Frozen
from engine.run.recalling import original_of, settled_by
from engine.store import cases, inbox, orders
from engine.store.cases import Case, NewCase
from engine.store.inbox import EventState, Received

_AT_ONCE = 200
Offered = Sequence[tuple[str, Playbook]]
"""The playbooks that new cases get, each with the digest of its version."""

_ORDER_GROUPS = ("order", "customer", "shipment")


def place(conn: Connection, frozen: Frozen, now: Instant) -> int:
    """Place every event that nobody has looked at yet; gives how many there were."""
    pending = inbox.pending(conn, _AT_ONCE)
    offered = frozen.published(conn) if pending else ()
    for event in pending:
        try:
            _place(conn, frozen, offered, event, now)
        except FjortenError as error:
            inbox.park(conn, event.id, EventState.UNMATCHED, str(error))
    return len(pending)


def _place(conn: Connection, frozen: Frozen, offered: Offered, event: Received, now: Instant) -> None:
    keys = keys_of(event.data)
    if event.type.startswith("order.") and keys.order:
        orders.upsert(conn, _report(keys.order, event))
    if event.subject.startswith("case ") and event.subject[5:].isdecimal():
        inbox.assign(conn, event.id, int(event.subject[5:]))
        return
    starters = [(digest, p) for digest, p in offered if p.starts_when == event.type]
    candidates = _candidates(conn, keys)
    if starters and (original := original_of(conn, event)):
        fields = {**original.fields, **opening_fields(conn, event.data)}
        _open(conn, frozen, event, keys, starters, fields, now)
        return
    if case := settled_by(conn, event, candidates):
        inbox.assign(conn, event.id, case)
        return
    match match(event.type, keys, candidates, (playbook for _, playbook in starters)):
        case Join(case):
            inbox.assign(conn, event.id, case)
        case Open():
            _open(conn, frozen, event, keys, starters, opening_fields(conn, event.data), now)
        case Unmatched(reason):
            _set_aside(conn, event, reason)


def _candidates(conn: Connection, keys: Keys) -> tuple[Candidate, ...]:
    found = cases.find(conn, cases.Keys(keys.order, keys.returned, keys.complaint))
    if not found and keys.customer:
        found = cases.of_customer(conn, cases.customer_key(keys.customer))
    return tuple(_candidate(case, keys.customer) for case in found)


def _candidate(case: Case, customer: str) -> Candidate:
    ended = case.stage is Stage.CLOSED
    same = case.customer_key is not None and bool(customer) and case.customer_key == cases.customer_key(customer)
    keys = Keys(
        case.keys.order,
        frozenset(case.keys.lines),
        case.keys.return_number,
        case.keys.complaint,
        customer if same else "",
    )
    return Candidate(case.number, case.playbook, keys, ended, frozenset(case.reopens if ended else case.listens))


def _open(
    conn: Connection,
    frozen: Frozen,
    event: Received,
    keys: Keys,
    starters: Offered,
    fields: dict[str, Any],
    now: Instant,
) -> None:
    """Open a case under the first playbook that the event starts and whose condition is true."""
    for digest, playbook in starters:
        in_force = frozen.in_force(conn, digest)
        if not playbook.only_if or holds(playbook.only_if, _provisional(in_force, fields, playbook, now).lookup):
            _begin(conn, in_force, event, keys, playbook, fields, now)
            return
    titles = ", ".join(playbook.title for _, playbook in starters)
    inbox.park(conn, event.id, EventState.NO_CASE_WANTED, f"The condition `only_if` of {titles} is false.")


def _begin(
    conn: Connection,
    in_force: InForce,
    event: Received,
    keys: Keys,
    playbook: Playbook,
    fields: dict[str, Any],
    now: Instant,
) -> None:
    country = str(fields.get("order.country") or in_force.shop.country)
    email = str(fields.get("customer.email") or "")
    new = NewCase(
        opened_for=f"inbox:{event.id}",
        playbook=playbook.title,
        slug=playbook.slug,
        version=in_force.version.digest,
        country=country,
        language=language_for(in_force, fields, country),
        opened_at=now,
        keys=cases.Keys(keys.order, keys.returned, keys.complaint, tuple(sorted(keys.lines))),
        customer_key=cases.customer_key(email) if email else None,
        listens=tuple(sorted(listens(playbook.title, in_force))),
        reopens=tuple(sorted(reopens(playbook.title, in_force))),
    )
    inbox.assign(conn, event.id, cases.open_case(conn, new))


def opening_fields(conn: Connection, data: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a case's order when it begins: the shop's snapshot, and the event's own words over it."""
    number = keys_of(data).order
    order = orders.find(conn, number) if number else None
    return flat(order.snapshot if order else {}) | flat(data)


def flat(groups: Mapping[str, Any]) -> dict[str, Any]:
    """Groups of fields as fields by their path."""
    parts = ((group, part) for group, part in groups.items() if isinstance(part, Mapping))
    return {f"{group}.{name}": value for group, part in parts for name, value in part.items() if value is not None}


def language_for(in_force: InForce, fields: Mapping[str, Any], country: str) -> str:
    """The customer's language, if the shop writes it in that country; else the country's first, else English."""
    offered = in_force.shop.sells_to.get(country, ())
    for path in ("customer.language", "order.language"):
        wanted = str(fields.get(path) or "")[:2].lower()
        if wanted in offered or (wanted and not offered):
            return wanted
    return offered[0] if offered else "en"


def _provisional(in_force: InForce, fields: dict[str, Any], playbook: Playbook, now: Instant) -> Known:
    """What would be known of the case, to ask whether it should begin at all."""
    opened = {"playbook": playbook.title, "country": fields.get("order.country", ""), "case": 0}
    state = State(opened=opened, values=fields, entered=[playbook.title])
    return Known(in_force, state, now, playbook.title, MappingProxyType({}))


def _set_aside(conn: Connection, event: Received, reason: str) -> None:
    if event.type.startswith("order."):
        inbox.park(conn, event.id, EventState.SETTLED, "Kept with the order.")
    else:
        inbox.park(conn, event.id, EventState.UNMATCHED, reason)


def _report(number: str, event: Received) -> orders.Report:
    snapshot = {group: event.data[group] for group in _ORDER_GROUPS if isinstance(event.data.get(group), Mapping)}
    order = snapshot.get("order", {})
    delivered = event.time if event.type == "order.delivered" else None
    promised = order.get("promised_delivery")
    moments = {"order.dispatched": "dispatched_at", "order.delivered": "delivered_at", "order.placed": "placed_at"}
    if (name := moments.get(event.type)) and not order.get(name):
        snapshot = {**snapshot, "order": {**order, name: event.time.format_iso()}}
    return orders.Report(
        number, event.time, snapshot, str(order.get("country") or ""), _date(promised), delivered or _moment(order)
    )


def _date(text: object) -> Date | None:
    try:
        return Date.parse_iso(str(text)) if text else None
    except ValueError:
        return None


def _moment(order: Mapping[str, Any]) -> Instant | None:
    try:
        return Instant.parse_iso(str(order["delivered_at"])) if order.get("delivered_at") else None
    except ValueError:
        return None


def promise_ends(conn: Connection, zone: str) -> Instant | None:
    """When the next promised day ends undelivered."""
    day = orders.next_promise(conn)
    return end_of(day, zone) if day else None


def watch_promises(conn: Connection, zone: str, now: Instant) -> int:
    """Say of every order whose promised day has passed undelivered that it was missed; gives how many."""
    today = now.to_tz(zone).date()
    late = orders.overdue(conn, today)
    for order in late:
        promised = order.promised_delivery
        if promised is None or not orders.mark_missed(conn, order.number, promised, now):
            continue
        inbox.accept(conn, _missed(order, promised, now), now)
    return len(late)


def _missed(order: orders.Order, promised: Date, now: Instant) -> inbox.Delivery:
    data = {"order": {"number": order.number, "promised_delivery": promised.format_iso()}}
    name = f"missed:{order.number}:{promised.format_iso()}"
    return inbox.Delivery("fjorten", name, "order.delivery_missed", now - TimeDelta(microseconds=1), data)
