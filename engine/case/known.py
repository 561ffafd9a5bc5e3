"""What the case knows: every field, setting and date of it by its path, typed, as conditions and messages see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from whenever import Date, Instant

from engine.case.in_force import InForce
from engine.case.state import Happened, State, read, set_values, values_of
from engine.errors import LawError, PlaybookError
from engine.language.catalogue import FIELDS
from engine.language.values import Line, Money, Reference, Value
from engine.law import Jurisdiction, count, find_rule, on_account_by


@dataclass(frozen=True, slots=True)
class Known:
    """A case's values at one moment; `playbook` is the title whose settings are meant, `lines` those of a `for_each`."""

    in_force: InForce
    state: State
    now: Instant
    playbook: str
    lines: Mapping[str, Line]

    def inside(self, variable: str, line: Line) -> Known:
        """The same, inside one turn of a `for_each`."""
        return replace(self, lines={**self.lines, variable: line})

    def with_event(self, event: Happened) -> Known:
        """The same, with the fields as this event gives them: for the receipt of a second notice."""
        state = replace(self.state, values=dict(self.state.values), typed=dict(self.state.typed), unreadable={})
        set_values(state, values_of(event), event.entry)
        return replace(self, state=state)

    @property
    def country(self) -> str:
        """The consumer's country, pinned when the case began."""
        return str(self.state.opened.get("country", ""))

    @property
    def where(self) -> Jurisdiction:
        """Whose law counts."""
        return self.in_force.jurisdiction(self.country, str(self.state.opened.get("region", "")))

    @property
    def zone(self) -> str:
        """The customer's time zone."""
        return self.in_force.customer_zone(self.country, str(self.state.opened.get("region", "")))

    def lookup(self, path: str) -> Value:
        """The value of a field, setting, line, remembered value or deadline; nothing where it is empty.

        A path that nobody knows is an error of the playbook.
        """
        group, _, name = path.partition(".")
        if group in self.lines:
            return self.lines[group].get(name)
        if group in _GROUPS:
            return _GROUPS[group](self, name)
        if path in self.state.deadlines:
            return self.state.deadlines[path].deadline.last_day
        if path in FIELDS:
            return self._field(path)
        if not name:
            return None
        raise PlaybookError(f'The case has no field "{path}".', where=self.playbook)

    def resolve(self, value: Value | Reference) -> Value:
        """A value as it stands, or what a Reference points at."""
        return self.lookup(value.path) if isinstance(value, Reference) else value

    def moment(self, path: str) -> Instant | None:
        """A field that holds a moment, or nothing."""
        value = self.lookup(path)
        return value if isinstance(value, Instant) else None

    def _field(self, path: str) -> Value:
        state, value = self.state, None
        if path in state.values:
            value = state.typed[path] if path in state.typed else read(path, state.values[path])
        return _DERIVED[path](self) if value is None and path in _DERIVED else value


def _settings(known: Known, name: str) -> Value:
    for title in (known.playbook, *known.state.entered):
        for setting in known.in_force.version.playbook(title).settings:
            if setting.name == name:
                return setting.value
    raise PlaybookError(f'There is no setting "{name}".', where=known.playbook)


def _remembered(known: Known, name: str) -> Value:
    value = known.state.values.get(f"remembered.{name}")
    return value if value is None or isinstance(value, str | bool) else str(value)


def _deadlines(known: Known, name: str) -> Value:
    clock, _, part = name.partition(".")
    pinned = known.state.deadlines.get(clock)
    if pinned is None:
        return None
    values: Mapping[str, Value] = {
        "last_day": pinned.deadline.last_day,
        "safe_by": pinned.deadline.safe_by,
        "basis": pinned.deadline.basis,
        "end": pinned.deadline.end,
    }
    return _state_of(known, clock) if part == "state" else values.get(part or "last_day")


def _state_of(known: Known, clock: str) -> Value:
    from engine.case.standing import standings

    return next((str(standing.state) for standing in standings(known) if standing.clock.name == clock), None)


def _shop(known: Known, name: str) -> Value:
    shop = known.in_force.shop
    match name:
        case "dispute_body":
            return _dispute_body(known)
        case "review_link":
            return shop.reviews.link if known.country in shop.reviews.countries else ""
        case "goodwill_limit":
            currency = str(known.lookup("order.currency") or "")
            return Money(currency, shop.goodwill.get(currency, Decimal(0)))
        case _:
            return str(getattr(shop, name, ""))


def _dispute_body(known: Known) -> Value:
    from engine.law import complaint_body

    try:
        body = complaint_body(known.country)
    except LawError:
        return None
    return ", ".join(part for part in (body.name, body.address, body.web) if part)


def _case(known: Known, name: str) -> Value:
    match name:
        case "number":
            return str(known.state.opened.get("case", ""))
        case "opened_at":
            return known.state.opened_at
        case "today":
            return known.now.to_tz(known.zone).date()
        case _:
            return str(known.state.values.get(f"case.{name}", ""))


_GROUPS: Mapping[str, Callable[[Known, str], Value]] = {
    "settings": _settings,
    "remembered": _remembered,
    "deadlines": _deadlines,
    "shop": _shop,
    "case": _case,
}


def _contract_date(known: Known) -> Date | None:
    placed = known.moment("order.placed_at")
    return placed.to_tz(known.zone).date() if placed else None


def _days_late(known: Known) -> Decimal:
    promised = known.lookup("order.promised_delivery")
    today = known.now.to_tz(known.zone).date()
    return Decimal(max(0, today.since(promised, total="days"))) if isinstance(promised, Date) else Decimal(0)


def _first_name(known: Known) -> str | None:
    name = known.lookup("customer.name")
    return name.split()[0] if isinstance(name, str) and name.split() else None


def _within_withdrawal(known: Known) -> bool | None:
    """Whether the declaration came in time; before delivery it always is (CRD art. 9), unknown delivery is no delay."""
    noticed, delivered = known.moment("notice.received_at"), known.moment("order.delivered_at")
    if noticed is None or delivered is None:
        return None if noticed is None else True
    day = known.lookup("order.contract_date")
    end = _withdrawal_ends(day if isinstance(day, Date) else None, delivered, known.where)
    return None if end is None else noticed < end


@lru_cache(maxsize=1024)
def _withdrawal_ends(contract: Date | None, delivered: Instant, where: Jurisdiction) -> Instant | None:
    """The end of the withdrawal period; asked for at almost every look at a case, so it is counted once."""
    try:
        return count(find_rule("withdrawal", where, contract), delivered, where).end
    except LawError:
        return None


def _statutory(known: Known) -> bool:
    """A declaration that says nothing else is a withdrawal by law, unless it came too late for one."""
    return known.lookup("return.within_withdrawal") is not False


def _on_account_by(known: Known) -> Date | None:
    issued = known.moment("refund.issued_at")
    if issued is None:
        return None
    country = known.country or known.in_force.shop.country
    try:
        return on_account_by(country, issued.to_tz(known.in_force.shop.time_zone).date())
    except LawError:
        return None


def _currency(known: Known) -> str | None:
    for path in ("order.paid_total", "refund.amount", "return.refund_total"):
        if isinstance(value := known.lookup(path), Money):
            return value.currency
    return None


def _refund_currency(known: Known) -> str | None:
    amount = known.lookup("refund.amount")
    return amount.currency if isinstance(amount, Money) else None


def _return_address(known: Known) -> str:
    return known.in_force.shop.return_address


_DERIVED: Mapping[str, Callable[[Known], Value]] = {
    "order.contract_date": _contract_date,
    "order.days_late": _days_late,
    "order.currency": _currency,
    "customer.first_name": _first_name,
    "customer.language": lambda known: str(known.state.opened.get("language", "")),
    "return.within_withdrawal": _within_withdrawal,
    "return.statutory": _statutory,
    "return.address": _return_address,
    "refund.on_account_by": _on_account_by,
    "refund.currency": _refund_currency,
}
