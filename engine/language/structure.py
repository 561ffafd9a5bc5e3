"""Whether a file has the structure that its JSON Schema asks for, told in the words of its author."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError

from engine.language.nodes import Items, Node, Pairs, Text, plain_node
from engine.language.report import Report
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip

_SAID = {"string": "one text", "array": "a list", "object": "fields with values"}


@cache
def _validator(schema: _Schema) -> Draft7Validator:
    return Draft7Validator(schema.content)


class _Schema:
    """A schema by its identity, so that it is compiled once."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def __hash__(self) -> int:
        return id(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Schema) and other.content is self.content


def check_structure(report: Report, root: Node, schema: Mapping[str, Any]) -> bool:
    """Write down every place where the file has another structure than the schema; whether it is sound comes back."""
    errors = sorted(
        _validator(_Schema(schema)).iter_errors(plain_node(root)), key=lambda error: list(map(str, error.path))
    )
    for error in errors:
        _tell(report, root, error)
    return not errors


def _tell(report: Report, root: Node, error: ValidationError) -> None:
    path = list(error.absolute_path)
    node = _at(root, path)
    match error.validator:
        case "additionalProperties":
            _tell_unknown(report, node, error, path)
        case "required":
            _tell_missing(report, node, error, path)
        case "enum" if isinstance(node, Text):
            _tell_choice(report, node, error, path)
        case _:
            _tell_form(report, node, error, path)


def _at(root: Node, path: list[str | int]) -> Node:
    node = root
    for part in path:
        match node:
            case Pairs():
                node = node.get(str(part)) or node
            case Items(items):
                node = items[int(part)]
            case _:
                return node
    return node


def _tell_unknown(report: Report, node: Node, error: ValidationError, path: list[str | int]) -> None:
    known = tuple(error.schema.get("properties", {}))  # type: ignore[union-attr]  # this validator has an object's schema
    for key, _ in node.pairs if isinstance(node, Pairs) else ():
        if key.value not in known:
            misses = near_misses(key.value, known)
            details = {"owner": _owner(path), "similar": did_you_mean(misses), "known": ", ".join(known)}
            report.add_slip(Slip("FJ026", 0, len(key.value), only(misses), found=key.value, **details), key)


def _tell_missing(report: Report, node: Node, error: ValidationError, path: list[str | int]) -> None:
    properties: Mapping[str, Any] = error.schema.get("properties", {})  # type: ignore[union-attr]
    names = node.names if isinstance(node, Pairs) else ()
    name = next((name for name in properties if error.message.startswith(f"{name!r} ")), "")
    if any(name in near_misses(found, properties) for found in names if found not in properties):
        return
    example = str(properties.get(name, {}).get("examples", [""])[0])
    report.add("FJ020.field", node.place, found=name, owner=_owner(path), example=example)


def _tell_choice(report: Report, node: Text, error: ValidationError, path: list[str | int]) -> None:
    choices = [str(choice) for choice in error.validator_value]  # type: ignore[union-attr]
    misses = near_misses(node.value, choices)
    details = {"field": _owner(path), "similar": did_you_mean(misses), "known": ", ".join(choices)}
    report.add_slip(Slip("FJ021.choice", 0, len(node.value), only(misses), found=node.value, **details), node)


def _tell_form(report: Report, node: Node, error: ValidationError, path: list[str | int]) -> None:
    schema: Mapping[str, Any] = error.schema  # type: ignore[assignment]
    if isinstance(node, Text) and node.empty:
        report.add("FJ020.empty", node.place, found=_owner(path), wanted=_wanted(schema))
        return
    example = str(schema.get("examples", [""])[0])
    length = len(node.value) if isinstance(node, Text) else 1
    report.add("FJ021.form", node.place, length=length, field=_owner(path), wanted=_wanted(schema), example=example)


def _wanted(schema: Mapping[str, Any]) -> str:
    if said := schema.get("errorMessage"):
        return str(said)
    kinds = schema.get("type", "string")
    names = [kinds] if isinstance(kinds, str) else kinds
    return " or ".join(dict.fromkeys(_SAID.get(name, "one text") for name in names))


def _owner(path: list[str | int]) -> str:
    names = [str(part) for part in path if not isinstance(part, int)]
    return " / ".join(names) or "this file"
