"""The values of fields on their way in and out: typed in the engine, plain JSON in journals and events."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from whenever import Date, Instant, PlainDateTime

from engine.errors import PlaybookError
from engine.language.catalogue import FIELDS, LINE_FIELDS, Field, FieldType
from engine.language.lengths import parse_duration
from engine.language.values import Duration, Line, Money, Value

_AMOUNT = re.compile(r"[+-]?\d+(\.\d+)?")
_MONEY = re.compile(r"(?P<amount>[+-]?\d+(?:\.\d+)?) *(?P<currency>[A-Z]{3})")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_YES_NO = {"yes": True, "no": False}


def field_value(field: Field, raw: object) -> Value:
    """What a field holds, read from JSON or from a text; nothing and an empty text are an empty field.

    A moment must say its zone; a caller that knows the zone adds it with `moment_in`.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip() and field.type is not FieldType.TEXT):
        return None
    return _READERS[field.type](field, raw)


def typed_groups(groups: Mapping[str, object]) -> dict[str, Value]:
    """The known fields of an event's data, `{"order": {"number": …}}` -> `{"order.number": …}`.

    What the catalogue does not know is left out: it stays readable in the event itself.
    """
    values: dict[str, Value] = {}
    for group, fields in groups.items():
        for name, raw in fields.items() if isinstance(fields, Mapping) else ():
            if field := FIELDS.get(f"{group}.{name}"):
                values[field.path] = field_value(field, raw)
    return values


def plain(value: Value | Line) -> Any:
    """The value as JSON can hold it; `field_value` reads it back."""
    match value:
        case Money(currency, amount):
            return {"amount": str(amount), "currency": currency}
        case Date() | Instant():
            return value.format_iso()
        case Decimal() | Duration():
            return str(value)
        case Line(id, values):
            return {"id": id, **{name: plain(item) for name, item in values}}
        case tuple():
            return [plain(item) for item in value]
        case _:
            return value


def moment_in(zone: str, text: str) -> Instant:
    """The moment of a text without a zone (`2026-11-02 09:05`), as a clock in that zone shows it.

    A time that the change of clocks skips or repeats is read as the earlier one of the two.
    """
    try:
        return PlainDateTime.parse_iso(text.strip()).assume_tz(zone, disambiguate="compatible").to_instant()
    except ValueError:
        raise PlaybookError(f'"{text}" is not a date and time.', remedy="Write it like 2026-11-02 09:05.") from None


def _wrong(field: Field, raw: object, example: str) -> PlaybookError:
    found = raw if isinstance(raw, str) else repr(raw)
    return PlaybookError(f'"{found}" is not a {field.type}.', where=field.path, remedy=f"Write it like {example}.")


def _text(field: Field, raw: object) -> Value:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return str(raw)
    raise _wrong(field, raw, "order 1042")


def _number(field: Field, raw: object) -> Value:
    text = "" if isinstance(raw, bool) else str(raw).strip()
    if not isinstance(raw, int | float | Decimal | str) or not _AMOUNT.fullmatch(text):
        raise _wrong(field, raw, "3 or 2.5")
    return Decimal(text)


def _money(field: Field, raw: object) -> Value:
    if isinstance(raw, Money):
        return raw
    if isinstance(raw, Mapping):
        raw = f"{raw.get('amount')} {raw.get('currency')}"
    match = _MONEY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise _wrong(field, raw, "499.00 DKK")
    return Money(match["currency"], Decimal(match["amount"]))


def _date(field: Field, raw: object) -> Value:
    if isinstance(raw, Date):
        return raw
    try:
        return Date.parse_iso(str(raw).strip())
    except ValueError:
        raise _wrong(field, raw, "2026-12-24") from None


def _moment(field: Field, raw: object) -> Value:
    if isinstance(raw, Instant):
        return raw
    try:
        return Instant.parse_iso(str(raw).strip().replace(" ", "T", 1))
    except ValueError:
        raise _wrong(field, raw, "2026-11-02T09:05:00+01:00") from None


def _yes_no(field: Field, raw: object) -> Value:
    answer = raw if isinstance(raw, bool) else _YES_NO.get(str(raw).strip())
    if answer is None:
        raise _wrong(field, raw, "yes or no")
    return answer


def _choice(field: Field, raw: object) -> Value:
    for choice in field.choices:
        if isinstance(raw, str) and raw.strip().casefold() == choice.casefold():
            return choice
    known = ", ".join(field.choices)
    raise PlaybookError(f'"{raw}" is not among the choices.', where=field.path, remedy=f"Write one of: {known}.")


def _code(pattern: re.Pattern[str], example: str) -> Callable[[Field, object], Value]:
    def read(field: Field, raw: object) -> Value:
        if isinstance(raw, str) and pattern.fullmatch(raw.strip()):
            return raw.strip()
        raise _wrong(field, raw, example)

    return read


def _duration(field: Field, raw: object) -> Value:
    if isinstance(raw, Duration):
        return raw
    if isinstance(raw, str):
        return parse_duration(raw)
    raise _wrong(field, raw, "3 days")


def _texts(field: Field, raw: object) -> Value:
    items = raw if isinstance(raw, list | tuple) else (raw,)
    if not all(isinstance(item, str) for item in items):
        raise _wrong(field, raw, "a list of texts")
    return tuple(str(item) for item in items)


def _lines(field: Field, raw: object) -> Value:
    if not isinstance(raw, list | tuple):
        raise _wrong(field, raw, "a list of lines, each with an id")
    lines = tuple(item if isinstance(item, Line) else _line(field, item) for item in raw)
    if len({line.id for line in lines}) != len(lines):
        raise PlaybookError("Two lines have the same id.", where=field.path, remedy="Give each line an id of its own.")
    return lines


def _line(field: Field, raw: object) -> Line:
    if not isinstance(raw, Mapping) or raw.get("id") in (None, ""):
        raise _wrong(field, raw, "a list of lines, each with an id")
    known = ((LINE_FIELDS[name], item) for name, item in raw.items() if name in LINE_FIELDS and name != "id")
    return Line(
        str(raw["id"]), tuple((known_field.path, field_value(known_field, item)) for known_field, item in known)
    )


_READERS: Mapping[FieldType, Callable[[Field, object], Value]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.COUNTRY: _code(_COUNTRY, "DK"),
    FieldType.LANGUAGE: _code(_LANGUAGE, "da"),
    FieldType.DURATION: _duration,
    FieldType.LINES: _lines,
    FieldType.TEXTS: _texts,
}
