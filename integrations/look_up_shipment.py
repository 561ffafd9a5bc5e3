"""`do: look up shipment`: the case learns where the parcel is, as far as your shop or carrier has told Fjorten."""

from __future__ import annotations

from engine.language.values import Value
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import order_named

_PATHS = ("shipment.carrier", "shipment.number", "shipment.link", "shipment.status")

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def look_up_shipment(call: Call, /) -> Result:
    """Gather what is known of the parcel, or say that a person must look."""
    known: dict[str, Value] = {path: value for path in _PATHS if (value := call.lookup(path)) is not None}
    if "shipment.link" not in known and (link := call.lookup("order.tracking_link")):
        known["shipment.link"] = link
    if not known:
        return NothingDone(f"nothing is known of the parcel of {order_named(call.lookup)}: no sender has reported it.")
    return Done(note=_sentence(known), fields=known, value=known.get("shipment.status"))


def _sentence(known: dict[str, Value]) -> str:
    parcel = f"parcel {known['shipment.number']}" if "shipment.number" in known else "the parcel"
    carrier = f" with {known['shipment.carrier']}" if "shipment.carrier" in known else ""
    status = f": {known['shipment.status']}" if "shipment.status" in known else ": no status has been reported"
    return f"{parcel[0].upper()}{parcel[1:]}{carrier}{status}."
