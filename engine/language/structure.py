"""Whether a file has the structure that its JSON Schema asks for, told in the words of its author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.language.fitting import Misfit, Path, misfits
from engine.language.mistakes import Patch
from engine.language.nodes import Items, Node, Pairs, Text, plain_node
from engine.language.report import Report
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip

_SAID = {"string": "one text", "array": "a list", "object": "fields with values"}


def check_structure(report: Report, root: Node, schema: Mapping[str, Any]) -> bool:
    """Write down every place where the file has another structure than the schema; whether it is sound comes back."""
    found = sorted(misfits(plain_node(root), schema), key=lambda misfit: list(map(str, misfit.path)))
    strays = _strays(root, found, schema)
    for key in strays.values():
        patch = Patch(key.place.line, 1, key.place.column - 1, "")
        report.add("FJ013.top", key.place, length=len(key.value), patch=patch, found=key.value)
    moved = {key.value for key in strays.values()}
    for misfit in found:
        inside = misfit.path in strays or misfit.path[:-1] in strays
        if not inside and (misfit.path or misfit.missing not in moved):
            _tell(report, root, misfit)
    return not found


def _strays(root: Node, found: list[Misfit], schema: Mapping[str, Any]) -> dict[Path, Text]:
    """By the path of their block, fields with the name of one that the file itself lacks: they begin too far in."""
    own = set(schema.get("properties", {})) - set(root.names if isinstance(root, Pairs) else ())
    refused = {misfit.path for misfit in found if misfit.keyword == "additionalProperties"}
    blocks = {path: _at(root, list(path)) for misfit in found for path in (misfit.path, misfit.path[:-1]) if path}
    return {
        path: key
        for path, block in blocks.items()
        if isinstance(block, Pairs)
        for key, value in block.pairs
        if key.value in own and ((isinstance(value, Text) and value.empty) or path in refused)
    }


def _tell(report: Report, root: Node, misfit: Misfit) -> None:
    path = list(misfit.path)
    node = _at(root, path)
    match misfit.keyword:
        case "additionalProperties":
            _tell_unknown(report, node, misfit, path)
        case "required":
            _tell_missing(report, node, misfit, path)
        case "enum" if isinstance(node, Text):
            _tell_choice(report, node, misfit, path)
        case _:
            _tell_form(report, node, misfit, path)


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


def _tell_unknown(report: Report, node: Node, misfit: Misfit, path: list[str | int]) -> None:
    known = tuple(misfit.schema.get("properties", {}))
    for key, _ in node.pairs if isinstance(node, Pairs) else ():
        if key.value not in known:
            misses = near_misses(key.value, known) or _only_missing(node, misfit.schema)
            details = {"owner": _owner(path), "similar": did_you_mean(misses), "known": ", ".join(known)}
            report.add_slip(Slip("FJ026", 0, len(key.value), only(misses), found=key.value, **details), key)


def _only_missing(node: Node, schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The one field that is missing where one unknown field stands: then it stands in its place."""
    names = node.names if isinstance(node, Pairs) else ()
    missing = [name for name in schema.get("required", ()) if name not in names]
    unknown = [name for name in names if name not in schema.get("properties", {})]
    return tuple(missing) if len(missing) == len(unknown) == 1 else ()


def _tell_missing(report: Report, node: Node, misfit: Misfit, path: list[str | int]) -> None:
    properties: Mapping[str, Any] = misfit.schema.get("properties", {})
    names = node.names if isinstance(node, Pairs) else ()
    name = misfit.missing
    unknown = [found for found in names if found not in properties]
    if (name,) == _only_missing(node, misfit.schema) or any(
        name in near_misses(found, properties) for found in unknown
    ):
        return
    example = str(properties.get(name, {}).get("examples", [""])[0])
    report.add("FJ020.field", node.place, found=name, owner=_owner(path), example=example)


def _tell_choice(report: Report, node: Text, misfit: Misfit, path: list[str | int]) -> None:
    choices = [str(choice) for choice in misfit.schema["enum"]]
    misses = near_misses(node.value, choices)
    details = {"field": _owner(path), "similar": did_you_mean(misses), "known": ", ".join(choices)}
    report.add_slip(Slip("FJ021.choice", 0, len(node.value), only(misses), found=node.value, **details), node)


def _tell_form(report: Report, node: Node, misfit: Misfit, path: list[str | int]) -> None:
    schema: Mapping[str, Any] = misfit.schema
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
