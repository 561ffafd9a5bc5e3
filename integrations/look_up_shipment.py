"""`do: look up shipment`: the case learns where the parcel is, as far as your shop or carrier has told Fjorten."""

from __future__ import annotations

from engine.case.note import Note
from engine.language.values import Value
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import order_named

_PATHS = ("shipment.carrier", "shipment.number", "shipment.link", "shipment.status")

_NOTHING = "nothing is known of the parcel of {order}: no sender has reported it."

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def look_up_shipment(call: Call, /) -> Result:
    """Gather what is known of the parcel, or say that a person must look."""
    known: dict[str, Value] = {path: value for path in _PATHS if (value := call.lookup(path)) is not None}
    if "shipment.link" not in known and (link := call.lookup("order.tracking_link")):
        known["shipment.link"] = link
    if not known:
        return NothingDone(Note(_NOTHING, order=order_named(call.lookup)))
    return Done(note=_sentence(known), fields=known, value=known.get("shipment.status"))


def _sentence(known: dict[str, Value]) -> Note:
    status = known.get("shipment.status")
    told = Note(str(status)) if status else Note("no status has been reported")
    parcel, carrier = known.get("shipment.number"), known.get("shipment.carrier")
    if parcel and carrier:
        return Note("Parcel {parcel} with {carrier}: {status}.", parcel=parcel, carrier=carrier, status=told)
    if one := parcel or carrier:
        return Note("The parcel ({facts}): {status}.", facts=one, status=told)
    return Note("The parcel: {status}.", status=told)
