"""`do: refund`: the money goes back. Fjorten asks a person to pay, unless you allow it to pay by itself up to a limit.

In shop.yaml: `refunds: {by: a person}` (or a person or team of yours), or `by:` the name of a payment connector with
`limit_per_case` and `limit_per_day`; whatever is above a limit, or has none in its currency, is asked of a person.
"""

from __future__ import annotations

from decimal import Decimal

from engine.case.note import Note
from engine.errors import OutsideError
from engine.language.fields import plain
from engine.language.values import Money, Value
from engine.run.steps import Call, Done, NothingDone, Result, Unclear
from integrations.case_words import order_named
from integrations.payments import connector_named
from integrations.payments.connector import Connector, Paid, Payout
from integrations.whom import first_known

_PLEASE = "Please pay {amount} back for {order}; report it when it is done."
_BY_MEANS = "Please pay {amount} back by {means} for {order}; report it when it is done."

STAYS_HERE = True  # in a rehearsal no payment connector is asked: there, a person pays


async def refund(call: Call, /, *, amount: Money, means: str = "") -> Result:
    """Pay an amount back, or ask a person to do it."""
    if amount.amount <= 0:
        return NothingDone(Note("{amount} cannot be paid back: the amount must be more than nothing.", amount=amount))
    connector = connector_named(call.shop.refunds.by)
    if connector is None:
        return ask_a_person(call, amount, means)
    return await pay(call, amount, means, connector)


def ask_a_person(call: Call, amount: Money, means: str, why: Note | None = None) -> Done:
    """A note to whoever pays refunds in this shop."""
    say = Note(_BY_MEANS if means else _PLEASE, amount=amount, means=means, order=order_named(call.lookup))
    if why:
        say = Note("{asked} {reason}", asked=say, reason=Note("Fjorten did not pay it by itself: {why}", why=why))
    who = first_known(call.shop, call.shop.refunds.by, "refunds", "returns team")
    return Done(note=Note("A person was asked to pay {amount} back.", amount=amount), tells=((who, say),))


async def pay(call: Call, amount: Money, means: str, connector: Connector) -> Result:
    """Look whether it was paid already; if not, and if the limits allow it, pay once."""
    payout = Payout(call.key, str(call.lookup("order.number") or ""), amount, means)
    try:
        if paid := await connector.find(payout):
            return _settled(paid)
        if why := await _above_limit(call, amount, connector):
            return ask_a_person(call, amount, means, why)
    except OutsideError as error:
        return NothingDone(Note("the payment provider could not be asked: {error}", error=error.what))
    return await _once(payout, connector)


async def _once(payout: Payout, connector: Connector) -> Result:
    try:
        answer = await connector.pay(payout)
    except OutsideError as error:
        return Unclear(Note("the payment provider did not say whether it paid: {error}", error=error.what))
    return _settled(answer) if isinstance(answer, Paid) else answer


async def _above_limit(call: Call, amount: Money, connector: Connector) -> Note | None:
    case_limit = call.shop.refunds.limit_per_case.get(amount.currency, Decimal(0))
    if amount.amount > case_limit:
        return Note("it may pay {limit} in one case.", limit=Money(amount.currency, case_limit))
    day = call.now.to_tz(call.shop.time_zone).date()
    day_limit = call.shop.refunds.limit_per_day.get(amount.currency, Decimal(0))
    if await connector.paid_on(day, amount.currency) + amount.amount > day_limit:
        return Note("it may pay {limit} in one day.", limit=Money(amount.currency, day_limit))
    return None


def _settled(paid: Paid) -> Result:
    fields: dict[str, Value] = {
        "refund.id": paid.id,
        "refund.amount": paid.amount,
        "refund.currency": paid.amount.currency,
        "refund.means": paid.means,
        "refund.reference": paid.reference,
        "refund.issued_at": paid.issued_at,
    }
    refund = {path.removeprefix("refund."): plain(value) for path, value in fields.items()}
    happened = (("refund.issued", paid.issued_at, {"refund": refund}),)
    note = Note("{amount} was paid back (reference {reference}).", amount=paid.amount, reference=paid.reference)
    return Done(note=note, fields=fields, value=paid.amount, happened=happened)
