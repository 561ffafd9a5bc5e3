"""Where a value does not fit its JSON Schema; only the keywords that the schemas of playbooks, shop and stories use.

A test holds it against the reference implementation, whose loading takes longer than checking a whole shop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Schema = Mapping[str, Any]
Path = tuple[str | int, ...]
_KINDS: Mapping[str, type] = {"string": str, "array": list, "object": dict}


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that does not fit: where it is, the keyword that refuses it, and for `required` what is missing."""

    path: Path
    keyword: str
    schema: Schema
    missing: str = ""


def misfits(value: Any, schema: Schema) -> Iterator[Misfit]:
    """Everything in a value that does not fit."""
    if "enum" in schema and value not in schema["enum"]:
        yield Misfit((), "enum", schema)
    if "type" in schema and not _is_of(value, schema["type"]):
        yield Misfit((), "type", schema)
    for kind, read in _READERS:
        if isinstance(value, kind):
            yield from read(value, schema)


def _is_of(value: Any, kinds: str | list[str]) -> bool:
    """A file holds texts, lists and fields; a number is never anything but a text there."""
    named = (kinds,) if isinstance(kinds, str) else kinds
    return any(isinstance(value, _KINDS[kind]) for kind in named if kind in _KINDS)


def _text(value: str, schema: Schema) -> Iterator[Misfit]:
    if len(value) < schema.get("minLength", 0):
        yield Misfit((), "minLength", schema)
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield Misfit((), "pattern", schema)


def _list(value: list[Any], schema: Schema) -> Iterator[Misfit]:
    if len(value) < schema.get("minItems", 0):
        yield Misfit((), "minItems", schema)
    if "items" in schema:
        for index, item in enumerate(value):
            yield from _below(index, item, schema["items"])


def _fields(value: dict[str, Any], schema: Schema) -> Iterator[Misfit]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield Misfit((), "required", schema, name)
    if others is False and not value.keys() <= known.keys():
        yield Misfit((), "additionalProperties", schema)
    for name, item in value.items():
        if name in known:
            yield from _below(name, item, known[name])
        elif isinstance(others, Mapping):
            yield from _below(name, item, others)


def _below(part: str | int, value: Any, schema: Schema) -> Iterator[Misfit]:
    for misfit in misfits(value, schema):
        yield replace(misfit, path=(part, *misfit.path))


_READERS: tuple[tuple[type, Callable[[Any, Schema], Iterator[Misfit]]], ...] = (
    (str, _text),
    (list, _list),
    (dict, _fields),
)
