"""`do: claim against carrier`: your people are asked to claim a lost or late parcel, with all that the claim needs."""

from __future__ import annotations

from collections.abc import Iterator

from engine.case.note import Note
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import lines_of, listed, order_named
from integrations.whom import first_known

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def claim_against_carrier(call: Call, /, *, why: str = "") -> Result:
    """Ask a person to file the claim; the customer is never made to wait for it."""
    parcel = call.lookup("shipment.number")
    if not parcel:
        return NothingDone(Note("the case does not know the parcel's number, and no carrier takes a claim without it."))
    note = Note("A claim for parcel {parcel} was asked for.", parcel=str(parcel))
    who = first_known(call.shop, "customer service", "returns team")
    return Done(note=note, tells=((who, _say(call, str(parcel), why)),))


def _say(call: Call, parcel: str, why: str) -> Note:
    carrier = call.lookup("shipment.carrier")
    asked = Note(
        "Please claim parcel {parcel} from {carrier} for {order}.",
        parcel=parcel,
        carrier=str(carrier) if carrier else Note("the carrier"),
        order=order_named(call.lookup),
    )
    told = tuple(_facts(call, why))
    return Note("{asked} ({facts})", asked=asked, facts=told) if told else asked


def _facts(call: Call, why: str) -> Iterator[Note]:
    if goods := listed(lines_of(call.lookup("order.lines"))):
        yield Note("goods: {goods}", goods=goods)
    if value := call.lookup("order.paid_total"):
        yield Note("value: {value}", value=value)
    if why:
        yield Note("reason: {why}", why=why)
