"""The shared words: every event and every field of a case, in one table that all else is generated from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What a field can hold."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes or no"
    CHOICE = "choice"
    COUNTRY = "country"
    LANGUAGE = "language"
    DURATION = "duration"
    LINES = "list of lines"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a case: its path, type, what it means, and the choices if it is one."""

    path: str
    type: FieldType
    about: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: its words, its wire type, the groups of fields that it carries.

    `sets_moment` are fields that take the event's own time where its data do not give them.
    `fact` names the path that identifies the fact, so that a second report of it changes nothing.
    """

    words: str
    type: str
    about: str
    groups: tuple[str, ...] = ()
    sets_moment: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    made_by_engine: bool = False


_T = FieldType
_CONDITIONS = ("unopened", "as new", "used", "damaged", "missing")
_WISHES = ("money", "exchange", "credit")
_STATUS = (
    "pending",
    "info received",
    "in transit",
    "out for delivery",
    "attempt failed",
    "available for pickup",
    "delivered",
    "exception",
    "expired",
)

_FIELDS: tuple[Field, ...] = (
    Field("order.number", _T.TEXT, "The order's number in the shop"),
    Field("order.placed_at", _T.MOMENT, "When the customer ordered"),
    Field("order.contract_date", _T.DATE, "The day on which the contract was made; chooses the version of the law"),
    Field("order.country", _T.COUNTRY, "The consumer's country; its law counts"),
    Field("order.region", _T.TEXT, "The region, where the law needs one (DE-BY)"),
    Field("order.currency", _T.TEXT, "The currency of the order"),
    Field("order.language", _T.LANGUAGE, "The language in which the customer ordered"),
    Field("order.lines", _T.LINES, "What was ordered"),
    Field("order.paid_total", _T.MONEY, "Everything that the customer paid"),
    Field("order.shipping_paid", _T.MONEY, "What the customer paid for delivery"),
    Field("order.shipping_standard", _T.MONEY, "What the cheapest ordinary delivery would have cost"),
    Field("order.promised_delivery", _T.DATE, "The delivery day that was promised"),
    Field("order.dispatched_at", _T.MOMENT, "When the order left the shop"),
    Field("order.delivered_at", _T.MOMENT, "When the customer had the goods in hand"),
    Field("order.tracking_link", _T.TEXT, "Where the parcel can be followed"),
    Field("order.payment_means", _T.TEXT, "How the customer paid"),
    Field("order.terms_version", _T.TEXT, "The version of the terms that the customer accepted"),
    Field("order.days_late", _T.NUMBER, "Days since the promised delivery day"),
    Field("order.channel", _T.TEXT, "Where the order was placed"),
    Field(
        "order.kind",
        _T.CHOICE,
        "What was bought, where the law counts differently",
        ("goods", "service", "digital", "regular delivery"),
    ),
    Field("customer.name", _T.TEXT, "The customer's full name"),
    Field("customer.first_name", _T.TEXT, "The customer's first name"),
    Field("customer.email", _T.TEXT, "Where mails to the customer go"),
    Field("customer.phone", _T.TEXT, "The customer's phone number"),
    Field("customer.language", _T.LANGUAGE, "The language of mails to the customer"),
    Field("customer.consent_marketing", _T.YES_NO, "Whether the customer agreed to marketing by mail"),
    Field("customer.cases_before", _T.NUMBER, "How many cases the customer had before this one"),
    Field("notice.text", _T.TEXT, "What the customer declared, word for word"),
    Field("notice.received_at", _T.MOMENT, "When the declaration reached the shop"),
    Field("notice.channel", _T.TEXT, "How the declaration came: page, mail, phone, shop system"),
    Field("return.number", _T.TEXT, "The return's number"),
    Field("return.lines", _T.LINES, "What comes back"),
    Field("return.reason", _T.TEXT, "Why, if the customer says so"),
    Field("return.wish", _T.CHOICE, "What the customer wants for it", _WISHES),
    Field("return.statutory", _T.YES_NO, "Whether this is a withdrawal by law (no: the shop's own goodwill)"),
    Field("return.within_withdrawal", _T.YES_NO, "Whether the declaration came within the withdrawal period"),
    Field("return.requested_at", _T.MOMENT, "When the return was requested"),
    Field("return.sent_at", _T.MOMENT, "When the customer sent the parcel, as far as proved"),
    Field("return.proof", _T.TEXT, "The document that proves the sending"),
    Field("return.received_at", _T.MOMENT, "When the goods came back"),
    Field("return.carrier", _T.TEXT, "Who carries the return"),
    Field("return.address", _T.TEXT, "Where the goods are sent back to"),
    Field("return.label", _T.TEXT, "The return label, or the link to it"),
    Field("return.collected", _T.YES_NO, "Whether the shop offered to collect the goods"),
    Field("return.inspection", _T.CHOICE, "In what condition the goods came", _CONDITIONS),
    Field("return.seal", _T.CHOICE, "The seal of sealed goods", ("intact", "broken", "none")),
    Field("return.deduction", _T.MONEY, "What is taken off for loss in value"),
    Field("return.deduction_reason", _T.TEXT, "Why it is taken off, as the customer will read it"),
    Field("return.refund_total", _T.MONEY, "What the customer gets back: lines, standard delivery, less deduction"),
    Field("return.informed", _T.YES_NO, "Whether the customer had been told of the right to withdraw"),
    Field("refund.id", _T.TEXT, "The refund's identity at whoever paid it"),
    Field("refund.amount", _T.MONEY, "What was paid back"),
    Field("refund.currency", _T.TEXT, "The currency of the refund"),
    Field("refund.means", _T.TEXT, "How it was paid back"),
    Field("refund.reference", _T.TEXT, "What the customer sees on the statement"),
    Field("refund.issued_at", _T.MOMENT, "When it was paid"),
    Field("refund.on_account_by", _T.DATE, "The bank day by which it is on the customer's account"),
    Field("refund.reason", _T.TEXT, "Why it failed, if it did"),
    Field("complaint.number", _T.TEXT, "The complaint's number"),
    Field("complaint.text", _T.TEXT, "What the customer complains of, word for word"),
    Field("complaint.lines", _T.LINES, "What the complaint is about"),
    Field("complaint.wish", _T.TEXT, "What the customer asks for"),
    Field("complaint.received_at", _T.MOMENT, "When the complaint came"),
    Field("complaint.discovered_at", _T.MOMENT, "When the customer found the fault"),
    Field("complaint.photos", _T.TEXTS, "Photos of the fault"),
    Field(
        "complaint.decision",
        _T.CHOICE,
        "What the shop decided",
        ("repair", "replacement", "price reduction", "refund", "goodwill", "refusal"),
    ),
    Field("complaint.reason", _T.TEXT, "Why, as the customer will read it"),
    Field("complaint.dispute_amount", _T.MONEY, "The amount that the disagreement is about"),
    Field("shipment.carrier", _T.TEXT, "Who carries the parcel"),
    Field("shipment.number", _T.TEXT, "The parcel's number"),
    Field("shipment.link", _T.TEXT, "Where the parcel can be followed"),
    Field("shipment.status", _T.CHOICE, "Where the parcel is", _STATUS),
    Field("shipment.new_date", _T.DATE, "The new firm delivery day"),
    Field("shipment.lost", _T.YES_NO, "Whether the parcel is lost"),
    Field("shipment.how", _T.CHOICE, "How it was handed over", ("handed over", "collected from locker", "neighbour")),
    Field("choice.wish", _T.CHOICE, "What the customer chose when asked", _WISHES),
    Field("reply.text", _T.TEXT, "What the customer wrote back"),
    Field("request.kind", _T.CHOICE, "What is asked of the personal data", ("access", "erasure", "correction", "copy")),
    Field("request.identity", _T.TEXT, "How the person showed who they are"),
    Field("shop.name", _T.TEXT, "The shop's name"),
    Field("shop.legal_name", _T.TEXT, "The name of the company"),
    Field("shop.address", _T.TEXT, "The company's address"),
    Field("shop.return_address", _T.TEXT, "Where returns go"),
    Field("shop.email", _T.TEXT, "Where customers write to"),
    Field("shop.phone", _T.TEXT, "Where customers call"),
    Field("shop.contact_name", _T.TEXT, "The person who signs"),
    Field("shop.terms_link", _T.TEXT, "The terms"),
    Field("shop.privacy_link", _T.TEXT, "The privacy notice"),
    Field("shop.review_link", _T.TEXT, "Where customers may leave a review"),
    Field("shop.dispute_body", _T.TEXT, "The complaints body of the customer's country"),
    Field("shop.goodwill_limit", _T.MONEY, "Up to how much the shop gives in without argument, in the case's currency"),
    Field("case.number", _T.TEXT, "The number of the case"),
    Field("case.link", _T.TEXT, "The customer's page of the case"),
    Field("case.opened_at", _T.MOMENT, "When the case began"),
)

_LINE_FIELDS: tuple[Field, ...] = (
    Field("id", _T.TEXT, "The line's identity in the order"),
    Field("sku", _T.TEXT, "The article number"),
    Field("name", _T.TEXT, "What the customer calls it"),
    Field("quantity", _T.NUMBER, "How many"),
    Field("price", _T.MONEY, "What one cost"),
    Field("tax", _T.MONEY, "The tax in it"),
    Field("made_to_order", _T.YES_NO, "Made to the customer's own specification"),
    Field("sealed_hygiene", _T.YES_NO, "Sealed for health or hygiene"),
    Field("sealed_media", _T.YES_NO, "Sealed sound, film or software"),
    Field("perishable", _T.YES_NO, "Goes off quickly"),
    Field("dated_service", _T.YES_NO, "A service for a certain date"),
    Field("category", _T.TEXT, "The shop's category"),
)

_ORDER = ("order", "customer", "shipment")
_RETURN = ("order", "customer", "return", "notice")
_E = EventKind

_EVENTS: tuple[EventKind, ...] = (
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

FIELDS: Mapping[str, Field] = {field.path: field for field in _FIELDS}
LINE_FIELDS: Mapping[str, Field] = {field.path: field for field in _LINE_FIELDS}
EVENTS: Mapping[str, EventKind] = {event.type: event for event in _EVENTS}
EVENTS_BY_WORDS: Mapping[str, EventKind] = {event.words: event for event in _EVENTS}


def event_type(words: str) -> str | None:
    """The wire type for an event's words; `<message> sent` and `<message> bounced` become `message.sent:<message>`."""
    if kind := EVENTS_BY_WORDS.get(words):
        return kind.type
    message, _, outcome = words.rpartition(" ")
    return f"message.{outcome}:{message}" if message and outcome in {"sent", "bounced"} else None


def event_words(wire_type: str) -> str:
    """The words for a wire type, as a person reads them; an unknown type stays as it is."""
    base, _, message = wire_type.partition(":")
    if message:
        return f"{message} {base.removeprefix('message.')}"
    kind = EVENTS.get(base)
    return kind.words if kind else wire_type
