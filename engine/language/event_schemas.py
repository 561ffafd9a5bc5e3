"""The JSON Schemas of the data that an event carries, one for each kind, made from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.catalogue import EVENTS, FIELDS, LINE_FIELDS, EventKind, Field, FieldType
from engine.language.word_schemas import Schema

_T = FieldType
_MONEY: Schema = {
    "type": ["object", "string"],
    "pattern": r"^[+-]?\d+(\.\d+)? *[A-Z]{3}$",
    "properties": {"amount": {"type": ["string", "number"]}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
    "required": ["amount", "currency"],
}
_PLAIN: Mapping[FieldType, Schema] = {
    _T.TEXT: {"type": ["string", "integer", "null"]},
    _T.NUMBER: {"type": ["number", "string", "null"]},
    _T.DATE: {"type": ["string", "null"], "format": "date"},
    _T.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    _T.YES_NO: {"type": ["boolean", "null"]},
    _T.COUNTRY: {"type": ["string", "null"], "pattern": "^[A-Z]{2}$"},
    _T.LANGUAGE: {"type": ["string", "null"], "pattern": "^[a-z]{2}$"},
    _T.DURATION: {"type": ["string", "null"]},
    _T.TEXTS: {"type": ["array", "null"], "items": {"type": "string"}},
    _T.MONEY: {**_MONEY, "type": ["object", "string", "null"]},
}


def event_schemas() -> dict[str, Schema]:
    """The schema of each event's data, by wire type; what only the engine makes is left out."""
    return {kind.type: _event(kind) for kind in EVENTS.values() if not kind.made_by_engine}


def _event(kind: EventKind) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.words,
        "description": f"{kind.about}. The data of a CloudEvent of type {kind.type}; unknown fields are kept and not used.",
        "type": "object",
        "properties": {group: _group(group) for group in kind.groups},
    }


def _group(group: str) -> Schema:
    fields = [field for field in FIELDS.values() if field.path.partition(".")[0] == group]
    return {"type": "object", "properties": {field.path.partition(".")[2]: _field(field) for field in fields}}


def _field(field: Field) -> Schema:
    about = {"description": field.about}
    match field.type:
        case FieldType.CHOICE:
            return {"enum": [*field.choices, None], **about}
        case FieldType.LINES:
            return {"type": ["array", "null"], "items": _line(), **about}
        case kind:
            return {**_PLAIN[kind], **about}


def _line() -> Schema:
    return {
        "type": "object",
        "properties": {name: _field(field) for name, field in LINE_FIELDS.items()},
        "required": ["id"],
    }
