"""The shared words: every event and every field of a case, in one table that all else is generated from."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.case_events import CASE_EVENTS
from engine.language.case_fields import CASE_FIELDS, FIELDS_OF_A_LINE
from engine.language.kinds import EventKind, Field, FieldType

__all__ = [
    "EVENTS",
    "EVENTS_BY_WORDS",
    "FIELDS",
    "LINE_FIELDS",
    "EventKind",
    "Field",
    "FieldType",
    "event_type",
    "event_words",
]


FIELDS: Mapping[str, Field] = {field.path: field for field in CASE_FIELDS}
LINE_FIELDS: Mapping[str, Field] = {field.path: field for field in FIELDS_OF_A_LINE}
EVENTS: Mapping[str, EventKind] = {event.type: event for event in CASE_EVENTS}
EVENTS_BY_WORDS: Mapping[str, EventKind] = {event.words: event for event in CASE_EVENTS}


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
