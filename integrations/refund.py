"""`do: refund`: the money goes back. Fjorten asks a person to pay, unless you allow it to pay by itself up to a limit.

In shop.yaml: `refunds: {by: a person}` (or a person or team of yours), or `by:` the name of a payment connector with
`limit_per_case` and `limit_per_day`; whatever is above a limit, or has none in its currency, is asked of a person.
"""

from __future__ import annotations

from decimal import Decimal

from engine.errors import OutsideError
from engine.language.fields import plain
from engine.language.values import Money, Value
from engine.run.steps import Call, Done, NothingDone, Result, Unclear
from integrations.case_words import order_named
from integrations.payments import connector_named
from integrations.payments.connector import Connector, Paid, Payout
from integrations.whom import first_known

STAYS_HERE = True  # in a rehearsal no payment connector is asked: there, a person pays


async def refund(call: Call, /, *, amount: Money, means: str = "") -> Result:
    """Pay an amount back, or ask a person to do it."""
    if amount.amount <= 0:
        return NothingDone(f"{amount} cannot be paid back: the amount must be more than nothing.")
    connector = connector_named(call.shop.refunds.by)
    if connector is None:
        return ask_a_person(call, amount, means, why="")
    return await pay(call, amount, means, connector)


def ask_a_person(call: Call, amount: Money, means: str, *, why: str) -> Done:
    """A note to whoever pays refunds in this shop."""
    by = f" by {means}" if means else ""
    reason = f" Fjorten did not pay it by itself: {why}" if why else ""
    say = f"Please pay {amount} back{by} for {order_named(call.lookup)}; report it when it is done.{reason}"
    who = first_known(call.shop, call.shop.refunds.by, "refunds", "returns team")
    return Done(note=f"A person was asked to pay {amount} back.", tells=((who, say),))


async def pay(call: Call, amount: Money, means: str, connector: Connector) -> Result:
    """Look whether it was paid already; if not, and if the limits allow it, pay once."""
    payout = Payout(call.key, str(call.lookup("order.number") or ""), amount, means)
    try:
        if paid := await connector.find(payout):
            return _settled(paid)
        if why := await _above_limit(call, amount, connector):
            return ask_a_person(call, amount, means, why=why)
    except OutsideError as error:
        return NothingDone(f"the payment provider could not be asked: {error.what}")
    return await _once(payout, connector)


async def _once(payout: Payout, connector: Connector) -> Result:
    try:
        answer = await connector.pay(payout)
    except OutsideError as error:
        return Unclear(f"the payment provider did not say whether it paid: {error.what}")
    return _settled(answer) if isinstance(answer, Paid) else answer


async def _above_limit(call: Call, amount: Money, connector: Connector) -> str:
    case_limit = call.shop.refunds.limit_per_case.get(amount.currency, Decimal(0))
    if amount.amount > case_limit:
        return f"it may pay {case_limit} {amount.currency} in one case."
    day = call.now.to_tz(call.shop.time_zone).date()
    day_limit = call.shop.refunds.limit_per_day.get(amount.currency, Decimal(0))
    if await connector.paid_on(day, amount.currency) + amount.amount > day_limit:
        return f"it may pay {day_limit} {amount.currency} in one day."
    return ""


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
    note = f"{paid.amount} was paid back (reference {paid.reference})."
    return Done(note=note, fields=fields, value=paid.amount, happened=happened)
