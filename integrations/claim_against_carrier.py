"""`do: claim against carrier`: your people are asked to claim a lost or late parcel, with all that the claim needs."""

from __future__ import annotations

from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import lines_of, listed, order_named
from integrations.whom import first_known

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def claim_against_carrier(call: Call, /, *, why: str = "") -> Result:
    """Ask a person to file the claim; the customer is never made to wait for it."""
    parcel = call.lookup("shipment.number")
    if not parcel:
        return NothingDone("the case does not know the parcel's number, and no carrier takes a claim without it.")
    who = first_known(call.shop, "customer service", "returns team")
    return Done(note=f"A claim for parcel {parcel} was asked for.", tells=((who, _say(call, str(parcel), why)),))


def _say(call: Call, parcel: str, why: str) -> str:
    carrier = call.lookup("shipment.carrier") or "the carrier"
    goods = listed(lines_of(call.lookup("order.lines")))
    value = call.lookup("order.paid_total")
    facts = [f"goods: {goods}" if goods else "", f"value: {value}" if value else "", f"reason: {why}" if why else ""]
    told = "; ".join(fact for fact in facts if fact)
    return f"Please claim parcel {parcel} from {carrier} for {order_named(call.lookup)}." + (
        f" ({told})" if told else ""
    )
