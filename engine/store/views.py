"""What the lists show of a case, kept beside it so that no journal has to be read for a list."""

from __future__ import annotations

from collections.abc import Callable
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
    if form != _fingerprint():
        return None
    view: CaseView = _reading(CaseView)(values)
    return view


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


@cache
def _reading(kind: Any) -> Callable[[Any], Any]:
    """How a value of a kind is read back from JSON; found out once for each kind."""
    if get_origin(kind) is UnionType:
        some = _reading(get_args(kind)[0])
        return lambda value: None if value is None else some(value)
    if get_origin(kind) is tuple:
        return _reading_tuple(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        hints: dict[str, Any] = get_type_hints(kind)
        each = [_reading(hints[field.name]) for field in fields(kind)]
        return lambda values: kind(*(read(value) for read, value in zip(each, values, strict=True)))
    single: Callable[[Any], Any] = _SINGLE.get(kind, kind)
    return single


def _reading_tuple(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    each = [_reading(kind) for kind in kinds if kind is not Ellipsis]
    if kinds[-1] is Ellipsis:
        return lambda values: tuple(map(each[0], values))
    return lambda values: tuple(read(value) for read, value in zip(each, values, strict=True))


_SINGLE: dict[Any, Callable[[Any], Any]] = {Instant: moment, Date: Date.parse_iso}
