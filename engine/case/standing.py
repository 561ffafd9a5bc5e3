"""How a deadline stands today, which alarms it has rung or must ring, and when to look again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from whenever import Instant

from engine.case.clocks import clocks, hold_of
from engine.case.known import Known
from engine.case.moments import contact, day_of, moved, shops
from engine.case.state import Happened, Pinned, read, values_of
from engine.case.view import DeadlineState, DeadlineView
from engine.errors import FjortenError, LawError
from engine.language.catalogue import event_words
from engine.language.playbook import Alarm, Clock, Tell
from engine.language.values import Money, Unit, Value

_CALLED_OFF = frozenset({"order.cancelled", "customer.wants_refund"})

_TAKEN_BACK: Mapping[str, frozenset[str]] = {
    "refund after withdrawal": frozenset({"return.cancelled"}),
    "return shipment": frozenset({"return.cancelled", "return.received"}),
    "withdrawal": frozenset({"return.requested"}),
    "delivery": _CALLED_OFF,
    "extra delivery time": _CALLED_OFF,
    "complaint answer": frozenset({"complaint.withdrawn"}),
    "repair": frozenset({"complaint.withdrawn"}),
}
"""What makes a legal clock moot: the matter that it was about is gone."""

_TAKEN_UP_AGAIN: Mapping[str, frozenset[str]] = {
    "refund after withdrawal": frozenset({"return.sent", "return.received"}),
}
"""What brings a matter back that was gone: the customer sends the goods all the same."""

_OF_THE_LAW_ONLY = frozenset({"refund after withdrawal", "return shipment"})
_WHOLE_DAYS = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.WORKING_DAYS})
_OTHER_THAN_MONEY = frozenset({"exchange", "credit"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock, its pinned dates, and how it stands."""

    clock: Clock
    pinned: Pinned
    state: DeadlineState
    note: str = ""
    met_at: Instant | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in {DeadlineState.UPCOMING, DeadlineState.DUE, DeadlineState.BROKEN}


@dataclass(frozen=True, slots=True)
class Ring:
    """An alarm of a deadline: its step, when it rings, and what it tells whom."""

    step: str
    at: Instant
    tell: Tell


def standings(known: Known) -> tuple[Standing, ...]:
    """Every pinned deadline of the case, as it stands at `known.now`."""
    pinned = known.state.deadlines
    return tuple(_standing(clock, pinned[clock.name], known) for clock in clocks(known) if clock.name in pinned)


def rings(standing: Standing, known: Known) -> Iterator[Ring]:
    """The alarms of a deadline that have not rung yet, whether their moment has come or not."""
    if standing.is_open and not standing.met_at:
        for step, alarm in alarms(standing):
            if step not in known.state.beside:
                yield Ring(step, _rings_at(alarm, standing.pinned, known), alarm.tell)


def alarms(standing: Standing) -> Iterator[tuple[str, Alarm]]:
    """The alarms of a deadline by the names of their steps; several at one moment are told apart by their place."""
    seen: Counter[str] = Counter()
    for alarm in standing.clock.alarms:
        name = f"alarm / {standing.pinned.identity} / {alarm.before} before"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} #{seen[name]}", alarm


def view(standing: Standing, known: Known) -> DeadlineView:
    """The deadline as screens show it."""
    pinned, clock = standing.pinned, standing.clock
    dates = pinned.deadline.last_day, pinned.deadline.end, pinned.deadline.safe_by
    met_on = day_of(standing.met_at, known.in_force.shop.time_zone) if standing.met_at else None
    law = pinned.deadline.rule
    return DeadlineView(clock.name, pinned.identity, clock.kind, law, *dates, standing.state, standing.note, met_on)


def _standing(clock: Clock, pinned: Pinned, known: Known) -> Standing:
    if met_at := _met_at(clock, known):
        return _met(clock, pinned, met_at, known)
    if reason := _moot(clock, pinned, known):
        return Standing(clock, pinned, DeadlineState.MOOT, reason)
    if hold := _hold(clock, pinned, known):
        return Standing(clock, pinned, DeadlineState.ON_HOLD, hold)
    return Standing(clock, pinned, _open_state(clock, pinned, known), pinned.deadline.doubt)


def _met(clock: Clock, pinned: Pinned, met_at: Instant, known: Known) -> Standing:
    """In time, or while the law let the shop wait; anything else was done too late."""
    if met_at < pinned.deadline.end:
        return Standing(clock, pinned, DeadlineState.MET, "", met_at)
    if _hold(clock, pinned, known):
        return Standing(clock, pinned, DeadlineState.MET, "done while the law still let the shop wait", met_at)
    if reason := _never_due(clock, pinned, known):
        return Standing(clock, pinned, DeadlineState.MOOT, reason, met_at)
    return Standing(clock, pinned, DeadlineState.BROKEN, "done, but too late", met_at)


def _open_state(clock: Clock, pinned: Pinned, known: Known) -> DeadlineState:
    if known.now >= pinned.deadline.end:
        return DeadlineState.BROKEN
    warned = any(known.now >= _rings_at(alarm, pinned, known) for alarm in clock.alarms)
    return DeadlineState.DUE if warned else DeadlineState.UPCOMING


def _never_due(clock: Clock, pinned: Pinned, known: Known) -> str:
    """Why a payment after the last day broke nothing: by then the law asked for none any more."""
    ended = _taken_back(clock, pinned, known)
    if ended and ended.time < pinned.deadline.end:
        return f"ended by {event_words(ended.type)}"
    return _given_up(clock.law, pinned, known) if clock.law in _OF_THE_LAW_ONLY else ""


def _taken_back(clock: Clock, pinned: Pinned, known: Known) -> Happened | None:
    """The event that ended what a legal clock was about, unless the customer has taken it up again since."""
    later = [event for event in known.state.events.values() if event.entry > pinned.start]
    ended = [event for event in later if event.type in _TAKEN_BACK.get(clock.law, ())]
    again = _TAKEN_UP_AGAIN.get(clock.law, frozenset())
    if ended and any(event.type in again and event.entry > ended[-1].entry for event in later):
        return None
    return next(iter(ended), None)


def _moot(clock: Clock, pinned: Pinned, known: Known) -> str:
    """Why nobody has to keep this deadline any more, if nobody has."""
    if over := _taken_back(clock, pinned, known):
        return f"ended by {event_words(over.type)}"
    if clock.law:
        return _given_up(clock.law, pinned, known)
    ended = known.state.closed_on
    if known.state.result is not None and ended and not (clock.done_when and pinned.deadline.end <= ended):
        return "the case has ended"
    return "the day has passed" if known.now >= pinned.deadline.end and not clock.done_when else ""


def _given_up(law: str, pinned: Pinned, known: Known) -> str:
    if law in _OF_THE_LAW_ONLY and known.lookup("return.statutory") is False:
        return "this is no withdrawal by law"
    if law == "refund after withdrawal" and known.lookup("choice.wish") in _OTHER_THAN_MONEY:
        return "the customer chose something else than money"
    if _TAKEN_BACK.get(law) is _CALLED_OFF and _all_paid_back(known):
        return "the whole order was paid back"
    over = known.now >= pinned.deadline.end
    return "the day has passed" if over and pinned.deadline.party == "consumer" else ""


def _all_paid_back(known: Known) -> bool:
    total = known.lookup("order.paid_total")
    paid = sum((_amount(event, total, known) for event in known.state.occurred("refund.issued")), Decimal(0))
    return isinstance(total, Money) and paid >= total.amount


def _hold(clock: Clock, pinned: Pinned, known: Known) -> str:
    try:
        hold = hold_of(clock, pinned.deadline, known)
    except LawError:
        return ""
    return hold.reason if hold and hold.state == "held" else ""


def _met_at(clock: Clock, known: Known) -> Instant | None:
    match clock.done_when:
        case "":
            return None
        case "refund.issued":
            return _paid_at(known)
        case message if message.startswith("message.sent:"):
            return _arrived_at(message, known)
        case wire_type:
            return min((event.time for event in known.state.occurred(wire_type)), default=None)


def _paid_at(known: Known) -> Instant | None:
    """The moment at which the whole amount owed was paid; a failed refund is none."""
    failed = {_refund_id(event) for event in known.state.occurred("refund.failed")} - {""}
    owed = known.lookup("return.refund_total")
    paid = Decimal(0)
    for event in known.state.occurred("refund.issued"):
        if _refund_id(event) in failed:
            continue
        paid += _amount(event, owed, known)
        if not isinstance(owed, Money) or paid >= owed.amount:
            return event.time
    return None


def _refund_id(event: Happened) -> str:
    return str(values_of(event).get("refund.id") or "")


def _amount(event: Happened, owed: Value, known: Known) -> Decimal:
    """What a refund paid of what is owed: nothing where it is in another currency, or cannot be read.

    A report without an amount counts for what a person wrote down of it afterwards.
    """
    try:
        paid = read("refund.amount", values_of(event).get("refund.amount")) or known.lookup("refund.amount")
    except FjortenError:
        return Decimal(0)
    other = isinstance(owed, Money) and isinstance(paid, Money) and paid.currency != owed.currency
    return paid.amount if isinstance(paid, Money) and not other else Decimal(0)


def _arrived_at(wire_type: str, known: Known) -> Instant | None:
    """The moment at which a message was taken by the mail server; one that came back afterwards has not arrived."""
    undone: dict[str, int] = {}
    for outcome in ("bounced", "failed"):
        for event in known.state.occurred(wire_type.replace("sent", outcome, 1)):
            letter = str(event.data.get("message_id"))
            undone[letter] = max(event.entry, undone.get(letter, 0))
    sent = known.state.occurred(wire_type)
    return min((e.time for e in sent if e.entry > undone.get(str(e.data.get("message_id")), 0)), default=None)


def _rings_at(alarm: Alarm, pinned: Pinned, known: Known) -> Instant:
    """Alarms count from the prudent day, and ring at the shop's contact hour; hours count from the end."""
    before, place = alarm.before, shops(known)
    anchor = pinned.deadline.safe_by if before.unit in _WHOLE_DAYS else pinned.deadline.end
    return contact(moved(anchor, -before.amount, before.unit, place), known, place.zone)
