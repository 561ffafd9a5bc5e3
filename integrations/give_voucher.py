"""`do: give voucher`: the customer gets a voucher code, up to the goodwill limit that you set in shop.yaml.

Fjorten makes a code that nobody can guess and asks your people to create it in the shop system; the message that
follows can show it as `remembered.<name>`.
"""

from __future__ import annotations

import secrets

from engine.case.note import Note
from engine.language.values import Money
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import order_named
from integrations.whom import first_known

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike when read aloud or printed

_NO_LIMIT = "shop.yaml sets no goodwill limit in {currency}. Write one under goodwill:."
_TOO_MUCH = "a voucher of {amount} is not within your goodwill limit of {limit}."
_PLEASE = "Please create the voucher {code} of {amount} in the shop, for {order}."

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def give_voucher(call: Call, /, *, amount: Money) -> Result:
    """Make a voucher code of an amount and have it created in the shop."""
    limit = call.shop.goodwill.get(amount.currency)
    if limit is None:
        return NothingDone(Note(_NO_LIMIT, currency=amount.currency))
    if not 0 < amount.amount <= limit:
        return NothingDone(Note(_TOO_MUCH, amount=amount, limit=Money(amount.currency, limit)))
    code = new_code()
    say = Note(_PLEASE, code=code, amount=amount, order=order_named(call.lookup))
    note = Note("A voucher of {amount} was given.", amount=amount)
    return Done(note=note, value=code, tells=((first_known(call.shop, "customer service"), say),))


def new_code() -> str:
    """A code such as `K7QM-2XRD-9HTW`: 59 bits of chance."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
