"""What the lists show of a case, kept beside it so that no journal has to be read for a list."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from whenever import Date, Instant

from engine.case.view import CaseView, DeadlineView, QuestionView
from engine.store.compact import pack, unpack
from engine.store.moments import moment, stored

_FORM = [[field.name for field in fields(kind)] for kind in (CaseView, QuestionView, DeadlineView)]


def packed(view: CaseView) -> bytes:
    """A view as it is kept."""
    return pack([_fingerprint(), view], in_json)


def unpacked(stored_view: bytes | None) -> CaseView | None:
    """The view that was kept, or nothing if an older program wrote it in another form: it is made again in time."""
    if stored_view is None:
        return None
    form, values = unpack(stored_view)
    return _typed(CaseView, values) if form == _fingerprint() else None


@cache
def _fingerprint() -> int:
    from zlib import crc32

    return crc32(repr(_FORM).encode())


def in_json(value: Any) -> Any:
    """What JSON does not know of a view by itself."""
    match value:
        case Instant():
            return stored(value)
        case Date():
            return value.format_iso()
    kind: Any = type(value)
    return [getattr(value, name) for name in _names(kind)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _typed(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        return None if value is None else _typed(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints: dict[str, Any] = _hints(kind)
        return kind(*(_typed(hints[field.name], part) for field, part in zip(fields(kind), value, strict=True)))
    return _single(kind, value)


def _tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_typed(kinds[0], value) for value in values)
    return tuple(_typed(kind, value) for kind, value in zip(kinds, values, strict=True))


def _single(kind: Any, value: Any) -> Any:
    if kind is Instant:
        return moment(value)
    if kind is Date:
        return Date.parse_iso(value)
    return kind(value)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
