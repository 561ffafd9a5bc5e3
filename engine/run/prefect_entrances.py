"""The forms that operators open by themselves: start a case, report an event, skip a step, publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import OutsideError
from engine.language.catalogue import EVENTS, EVENTS_BY_WORDS
from engine.run.ports import PUBLISH
from engine.run.prefect_forms import MONEY

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlaybookCard:
    """What the screens show of a playbook: its title, one sentence, and the wire type of the event that opens a case."""

    title: str
    about: str
    starts: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What a filled form means: an event's wire type, the case if one was named, and the event's data."""

    type: str
    case: int | None
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Entrance:
    """One form: its title, what it is for, its fields as JSON Schema, and how it is read."""

    title: str
    about: str
    schema: dict[str, Any]
    read: Callable[[Parameters], Meant]


_EVERYTHING = "Everything that differs"
_TEXT = {"type": "string"}
_WHO = {"title": "Your name", "type": "string", "minLength": 1}
_CASE = {"title": "Case number", "type": "integer", "minimum": 1}
_WHEN = {"title": "When it happened (empty: now)", "type": "string", "format": "date-time"}
_ORDER = {"title": "Order number", **_TEXT}
_RETURN = {"title": "Return number, if known", **_TEXT}
_COMPLAINT = {"title": "Complaint number, if known", **_TEXT}
_PATHS = {
    "order_number": "order.number",
    "return_number": "return.number",
    "complaint_number": "complaint.number",
    "parcel_number": "shipment.number",
    "refund_id": "refund.id",
    "refund_amount": "refund.amount",
    "new_delivery_day": "shipment.new_date",
}


def entrances(playbooks: Sequence[PlaybookCard]) -> tuple[Entrance, ...]:
    """Every form, with the shop's playbooks and the catalogue's events to choose from."""
    return (_start_a_case(playbooks), _report_an_event(), _skip_a_step(), _answer_a_question(), _publish(playbooks))


def _start_a_case(playbooks: Sequence[PlaybookCard]) -> Entrance:
    starts = {card.title: card.starts for card in playbooks}
    schema = _schema(
        {
            "playbook": {"title": "Playbook", "type": "string", "enum": list(starts)},
            "order_number": _ORDER,
            "return_number": _RETURN,
            "complaint_number": _COMPLAINT,
            "when": _WHEN,
            "who": _WHO,
        },
        required=("playbook", "order_number", "who"),
    )
    about = "Open a case by hand: the customer called or came by. The order must be known already."
    return Entrance(
        "Start a case", about, schema, lambda given: Meant(_known(given["playbook"], starts), None, _data(given))
    )


def _report_an_event() -> Entrance:
    words = [kind.words for kind in EVENTS.values() if not kind.made_by_engine]
    schema = _schema(
        {
            "event": {"title": "What happened", "type": "string", "enum": words},
            "case": {**_CASE, "title": "Case number, if there is a case"},
            "order_number": {**_ORDER, "title": "Order number, if there is no case"},
            "return_number": _RETURN,
            "complaint_number": _COMPLAINT,
            "parcel_number": {"title": "Parcel number, if it is about one", **_TEXT},
            "refund_id": {"title": "Refund's reference, if it is about one", **_TEXT},
            "refund_amount": {"title": "Amount paid back, if it is about a refund", **MONEY},
            "new_delivery_day": {"title": "New delivery day, if there is one", "type": "string", "format": "date"},
            "when": _WHEN,
            "who": _WHO,
        },
        required=("event", "who"),
    )
    types = {kind.words: kind.type for kind in EVENTS_BY_WORDS.values() if not kind.made_by_engine}
    about = "Tell the engine what happened outside: a parcel came, money was paid back, the customer called."
    return Entrance(
        "Report an event", about, schema, lambda given: Meant(_known(given["event"], types), _case(given), _data(given))
    )


def _skip_a_step() -> Entrance:
    schema = _schema(
        {
            "case": _CASE,
            "step": {"title": "Step, as the case names it", "type": "string", "minLength": 1},
            "reason": {"title": "Why (no personal data)", "type": "string", "minLength": 1},
            "who": _WHO,
        },
        required=("case", "step", "reason", "who"),
    )

    def read(given: Parameters) -> Meant:
        data: dict[str, object] = {name: given[name] for name in ("step", "reason", "who")}
        return Meant("operator.skipped", _case(given), data)

    return Entrance("Skip a step", "Leave out one step of one case. It is written into the case.", schema, read)


def _answer_a_question() -> Entrance:
    schema = _schema(
        {
            "case": _CASE,
            "answer": {"title": "Answer, word for word", "type": "string", "minLength": 1},
            "question": {"title": "Question's key, if the case has several", "type": "string", "default": ""},
            "comment": {"title": "Comment (no personal data)", "type": "string", "default": ""},
            "who": _WHO,
        },
        required=("case", "answer", "who"),
    )

    def read(given: Parameters) -> Meant:
        data: dict[str, object] = {name: given.get(name) or "" for name in ("question", "answer", "comment", "who")}
        return Meant("operator.answered", _case(given), {**data, "values": {}})

    about = "Answer by hand, where a case has two questions open. Otherwise use Resume at the case's own run."
    return Entrance("Answer a question", about, schema, read)


def _publish(playbooks: Sequence[PlaybookCard]) -> Entrance:
    titles = [_EVERYTHING, *(card.title for card in playbooks)]
    schema = _schema(
        {
            "playbook": {"title": "Playbook", "type": "string", "enum": titles, "default": _EVERYTHING},
            "publish": {"title": "Publish it (otherwise: only show)", "type": "boolean", "default": False},
            "who": _WHO,
        },
        required=("who",),
    )

    def read(given: Parameters) -> Meant:
        wanted = str(given.get("playbook") or _EVERYTHING)
        only = "" if wanted == _EVERYTHING else wanted
        return Meant(
            PUBLISH, None, {"only": only, "publish": given.get("publish") is True, "who": given.get("who", "")}
        )

    about = (
        "Show what differs between the shop's folder and what new cases follow: run it, and look at its artifact. "
        "Run it once more with the tick to publish. Cases that run stay on their version."
    )
    return Entrance("Publish", about, schema, read)


def _schema(properties: dict[str, dict[str, Any]], *, required: tuple[str, ...]) -> dict[str, Any]:
    placed = {name: {**entry, "position": position} for position, (name, entry) in enumerate(properties.items())}
    return {"title": "Parameters", "type": "object", "properties": placed, "required": list(required)}


def _data(given: Parameters) -> dict[str, object]:
    """The event's data in groups, as the wire has them; `time` and `who` stand beside the groups."""
    data: dict[str, Any] = {"who": given.get("who", "")}
    if given.get("when"):
        data["time"] = given["when"]
    for name, path in _PATHS.items():
        group, _, field = path.partition(".")
        if given.get(name):
            data.setdefault(group, {})[field] = given[name]
    return data


def _case(given: Parameters) -> int | None:
    return int(given["case"]) if given.get("case") else None


def _known(words: str, table: Mapping[str, str]) -> str:
    if words in table:
        return table[words]
    raise OutsideError(f'"{words}" is not known here.', remedy="Choose one of the list.")
