"""The events of a case: their words, their wire types, and the fields that they carry."""

from __future__ import annotations

from engine.language.kinds import EventKind

_ORDER = ("order", "customer", "shipment")
_RETURN = ("order", "customer", "return", "notice")
_E = EventKind

CASE_EVENTS: tuple[EventKind, ...] = (
    _E("order placed", "order.placed", "The customer ordered", _ORDER, ("order.placed_at",)),
    _E("order changed", "order.changed", "Something about the order is new: lines, address, amounts", _ORDER),
    _E("order paid", "order.paid", "The order was paid", _ORDER),
    _E("order dispatched", "order.dispatched", "The order left the shop", _ORDER, ("order.dispatched_at",)),
    _E(
        "order delivered",
        "order.delivered",
        "The customer has the goods",
        _ORDER,
        ("order.delivered_at",),
        ("shipment.number",),
    ),
    _E("order cancelled", "order.cancelled", "The order was cancelled", _ORDER),
    _E("promised delivery date missed", "order.delivery_missed", "The promised day has passed", _ORDER),
    _E(
        "return requested",
        "return.requested",
        "The customer withdraws or asks for a return",
        _RETURN,
        ("notice.received_at", "return.requested_at"),
    ),
    _E("return cancelled by customer", "return.cancelled", "The customer keeps the goods after all", _RETURN),
    _E(
        "proof of sending received",
        "return.sent",
        "The customer proved that the parcel is on its way",
        _RETURN,
        ("return.sent_at",),
    ),
    _E(
        "return received",
        "return.received",
        "The goods are back",
        (*_RETURN, "shipment"),
        ("return.received_at",),
        ("shipment.number",),
    ),
    _E("return inspected", "return.inspected", "Somebody looked at the goods", _RETURN),
    _E(
        "refund issued",
        "refund.issued",
        "The money was paid back",
        ("order", "customer", "refund", "return"),
        ("refund.issued_at",),
        ("refund.id",),
    ),
    _E(
        "refund failed",
        "refund.failed",
        "The money could not be paid back",
        ("order", "customer", "refund"),
        (),
        ("refund.id",),
    ),
    _E(
        "complaint received",
        "complaint.received",
        "The customer complains",
        ("order", "customer", "complaint"),
        ("complaint.received_at",),
    ),
    _E("complaint withdrawn", "complaint.withdrawn", "The customer lets the complaint rest", ("order", "complaint")),
    _E("photos received", "complaint.photos", "Photos of the fault have come", ("order", "complaint")),
    _E(
        "repair finished",
        "complaint.repaired",
        "The repaired or new goods are with the customer",
        ("order", "complaint"),
    ),
    _E("customer replied", "customer.replied", "The customer wrote back", ("order", "customer", "reply")),
    _E("customer will wait", "customer.will_wait", "The customer accepts the new date", ("order", "customer")),
    _E("customer wants refund", "customer.wants_refund", "The customer wants the money back", ("order", "customer")),
    _E(
        "customer chose",
        "customer.chose",
        "The customer chose money, exchange or credit",
        ("order", "customer", "choice"),
    ),
    _E("data request received", "privacy.requested", "Somebody asks for their personal data", ("customer", "request")),
    _E("message sent", "message.sent", "The mail server took a message", made_by_engine=True),
    _E("message failed", "message.failed", "A message could not be sent", made_by_engine=True),
    _E("message bounced", "message.bounced", "A message came back", made_by_engine=True),
    _E("answered", "operator.answered", "A person answered a question", made_by_engine=True),
    _E("skipped", "operator.skipped", "A person skipped a step", made_by_engine=True),
    _E("retried", "operator.retried", "A person had a step tried again", made_by_engine=True),
    _E("handed over", "operator.handed_over", "A person took the case over", made_by_engine=True),
    _E("resumed", "operator.resumed", "A person let the case go on", made_by_engine=True),
    _E("approved", "operator.approved", "A person let a held message go", made_by_engine=True),
    _E("moved", "operator.moved", "A person moved the case to another version", made_by_engine=True),
)
