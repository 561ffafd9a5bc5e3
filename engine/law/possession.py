"""When the customer has the goods in hand: the last of several parcels, the first of regular ones, out of a locker.

CRD art. 9(2)(b): physical possession by the customer or a third person of her choice, not the carrier's scan.
"""

from __future__ import annotations

from collections.abc import Iterable

from whenever import Instant

from engine.law.deadline import Happening, Start
from engine.law.facts import Story, inside, line_ids, moment_of, start_at

_PATHS = ("order.delivered_at", "order.time")
_NOT_YET = ("in locker", "put in locker", "placed in locker", "left in locker", "at pick-up point")
_BY_OTHERS = ("neighbour", "safe place", "left at the door")

Delivery = tuple[Instant, int, Happening]


def last_delivery(story: Story) -> Start | None:
    """The last parcel, once every line of the order has come; nothing while one is still missing."""
    parcels = _parcels(story)
    if not parcels:
        return story.field("order.delivered_at", because="the customer has the goods")
    if _missing(story, parcels):
        return None
    because = "the last of the parcels came" if len(parcels) > 1 else "the customer has the goods"
    return _start(max(parcels, key=_order), because)


def first_delivery(story: Story) -> Start | None:
    """The first of regular deliveries."""
    parcels = _parcels(story)
    if not parcels:
        return story.field("order.delivered_at", because="the first delivery came")
    return _start(min(parcels, key=_order), "the first delivery came")


def _parcels(story: Story) -> list[Delivery]:
    """One delivery for each parcel: its first report, or the customer's own collection where a neighbour had it."""
    found: dict[str, Delivery] = {}
    for delivery in sorted(_deliveries(story), key=_order):
        number = str(inside(delivery[2].data, "shipment.number") or delivery[2].data.get("parcel") or delivery[1])
        if number not in found or (_by_others(found[number]) and not _by_others(delivery)):
            found[number] = delivery
    return list(found.values())


def _deliveries(story: Story) -> Iterable[Delivery]:
    for index, happening in story.all_of("order.delivered"):
        if _how(happening) not in _NOT_YET and inside(happening.data, "shipment.status") != "available for pickup":
            yield moment_of(happening, *_PATHS), index, happening


def _missing(story: Story, parcels: list[Delivery]) -> bool:
    """Whether a line of the order is known not to have come; a report without lines speaks for the whole order."""
    arrived = [line_ids(happening.data.get("lines")) for _, _, happening in parcels]
    if not all(arrived):
        return False
    return not line_ids(story.fields.get("order.lines")) <= frozenset().union(*arrived)


def _how(happening: Happening) -> str:
    return str(inside(happening.data, "shipment.how") or "")


def _by_others(delivery: Delivery) -> bool:
    return _how(delivery[2]) in _BY_OTHERS


def _order(delivery: Delivery) -> tuple[Instant, int]:
    return delivery[0], delivery[1]


def _start(delivery: Delivery, because: str) -> Start:
    time, index, happening = delivery
    if _by_others(delivery):
        because = f"{because} ({_how(happening)}; the customer may have got it later)"
    if _how(happening) == "collected from locker":
        because = f"{because} (collected from the locker)"
    return start_at(happening, time, index, because)
