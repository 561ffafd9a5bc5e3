"""What a playbook hands to a step or stores in the case: a field of the case by its path, or a value as written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import PlaybookError
from engine.language.catalogue import FIELDS, Field, FieldType
from engine.language.fields import field_value
from engine.language.names import DOTTED, Names
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.values import Reference, Value

_T = FieldType
GROUPS = frozenset({path.partition(".")[0] for path in FIELDS} | {"settings", "remembered", "deadlines"})
_GUESSED = (_T.MONEY, _T.YES_NO, _T.DATE, _T.DURATION)


def field_of_schema(name: str, schema: Mapping[str, Any]) -> Field:
    """The field that a step's schema describes under a name."""
    part = schema.get("properties", {}).get(name, {})
    return Field(name, FieldType(part.get("fieldType", _T.TEXT)), "", tuple(part.get("enum", ())))


def argument(text: str, names: Names, field: Field | None) -> Value | Reference:
    """What a text hands to a step: a Reference to a field of the case, or the text itself if it fits the field."""
    if _is_path(text, names):
        found = names.need(text)
        if field is not None and not _fits(found, field):
            details = {"path": text, "type": found.type, "other": field.path, "other_type": field.type}
            raise Slip("FJ048.fields", 0, len(text), None, **details)
        return Reference(text)
    if field is not None:
        typed(text, field)
    return text


def argument_values(
    schema: Mapping[str, Any], arguments: Mapping[str, Value | Reference], lookup: Callable[[str], Value]
) -> dict[str, Value]:
    """The arguments of one call, typed as the step wants them: fields of the case looked up, texts read.

    One that the step cannot do without and that is empty is an error, before anything is done.
    """
    values: dict[str, Value] = {}
    for name, given in arguments.items():
        raw = lookup(given.path) if isinstance(given, Reference) else given
        values[name] = field_value(field_of_schema(name, schema), raw)
    for name in schema.get("required", ()):
        if values.get(name) is None:
            given = arguments.get(name)
            what = f'"{given.path}" is empty' if isinstance(given, Reference) else "nothing is there"
            raise PlaybookError(f'This step needs "{name}", and {what}.', remedy="Fill it in before this step.")
    return values


def remembered_value(path: str, text: str, names: Names) -> Value | Reference:
    """What `remember` stores under a path: another field's value, or the text read as that field's kind."""
    if _is_path(text, names):
        found, target = names.need(text), FIELDS.get(path)
        if target is not None and not _fits(found, target):
            details = {"path": text, "type": found.type, "other": path, "other_type": target.type}
            raise Slip("FJ048.fields", 0, len(text), None, **details)
        return Reference(text)
    kind = names.need(path)
    return typed(text, kind if path in FIELDS else Field(path, kind_of(text), ""))


def typed(text: str, field: Field) -> Value:
    """The text as a value of the field's kind, or the slip that it is none."""
    try:
        return field_value(field, text)
    except Slip:
        raise
    except PlaybookError as refused:
        raise _unfit(text, field, refused) from None


def kind_of(text: str) -> FieldType:
    """What kind of value a text most likely is, where nobody has said so."""
    for kind in _GUESSED:
        try:
            field_value(Field("", kind, ""), text)
        except PlaybookError:
            continue
        return kind
    return _T.NUMBER if _plain_number(text) else _T.TEXT


def _plain_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii() and (text == "0" or not text.startswith("0"))


def _is_path(text: str, names: Names) -> bool:
    known_group = bool(DOTTED.fullmatch(text)) and text.partition(".")[0] in {*GROUPS, *names.variables}
    return known_group or text in names.deadlines


def _fits(found: Field, wanted: Field) -> bool:
    loose = {_T.TEXT, _T.CHOICE, _T.COUNTRY, _T.LANGUAGE}
    return found.type is wanted.type or {found.type, wanted.type} <= loose or found.path.startswith("remembered.")


def _unfit(text: str, field: Field, refused: PlaybookError) -> Slip:
    if field.type is _T.MONEY and _plain_number(text):
        return Slip("FJ047.currency", length=len(text), better=f"{text} DKK", found=text, path=field.path)
    if field.type is _T.CHOICE:
        misses = near_misses(text, field.choices)
        details = {
            "found": text,
            "path": field.path,
            "similar": did_you_mean(misses),
            "known": ", ".join(field.choices),
        }
        return Slip("FJ048.choice", 0, len(text), only(misses), **details)
    details = {"found": text, "field": field.path, "type": field.type, "remedy": refused.remedy}
    return Slip("FJ048.given", 0, len(text), None, **details)
