"""How a value of the case reads in a mail: days with their weekday, times, money, numbers, in the mail's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from whenever import Date, Instant

from engine.errors import FjortenError
from engine.language.values import Duration, Line, Money, Value
from engine.messages.languages import Language
from engine.messages.vocabulary import choice_in, length_in

_CODE_FIRST = "¤¤ #,##0.00;¤¤ -#,##0.00"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read the mail: the language, and the time zone in which the recipient's clocks run."""

    language: Language
    zone: str


def in_words(value: Value, path: str, reader: Reader) -> str:
    """A value as the reader would write it without being told how: a day with its weekday, money with its currency."""
    match value:
        case str():
            return choice_in(reader.language.code, path, value, Locale.parse(reader.language.locale))
        case bool():
            return reader.language.yes if value else reader.language.no
        case Duration():
            return length_in(value, reader.language.code)
        case tuple():
            return _listed(value, path, reader)
        case _:
            return FILTERS[_KINDS[type(value)]](value, reader) or ""


def _listed(value: tuple[str, ...] | tuple[Line, ...], path: str, reader: Reader) -> str:
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) < len(value):
        raise FjortenError(
            f'"{path}" is a list of lines and cannot be written as it is.',
            remedy=f"Go through it: {{% for line in {path} %}} … {{% endfor %}}.",
        )
    return format_list(texts, locale=reader.language.locale)


def _local(value: Value, reader: Reader) -> datetime | None:
    return value.to_tz(reader.zone).to_plain().to_stdlib() if isinstance(value, Instant) else None


def _pattern(value: Value, pattern: str, reader: Reader) -> str | None:
    day = value.to_stdlib() if isinstance(value, Date) else _local(value, reader)
    return format_date(day, pattern, locale=reader.language.locale) if day else None


def _day(value: Value, reader: Reader) -> str | None:
    return _pattern(value, reader.language.day, reader)


def _weekday(value: Value, reader: Reader) -> str | None:
    return _pattern(value, reader.language.weekday, reader)


def _time(value: Value, reader: Reader) -> str | None:
    moment = _local(value, reader)
    return format_time(moment.time(), reader.language.time, locale=reader.language.locale) if moment else None


def _moment(value: Value, reader: Reader) -> str | None:
    day, time = _day(value, reader), _time(value, reader)
    return reader.language.at.format(day=day, time=time) if day and time else None


def _money(value: Value, reader: Reader) -> str | None:
    if not isinstance(value, Money):
        return None
    locale = reader.language.locale
    # English sets a bare code against the figure (DKK499.00); with a space it reads as one writes it.
    bare = reader.language.code == "en" and get_currency_symbol(value.currency, locale) == value.currency
    return format_currency(value.amount, value.currency, _CODE_FIRST if bare else None, locale=locale)


def _number(value: Value, reader: Reader) -> str | None:
    if not isinstance(value, Decimal):
        return None
    return format_decimal(value.normalize(), locale=reader.language.locale, decimal_quantization=False)


FILTERS: Mapping[str, Callable[[Value, Reader], str | None]] = {
    "date": _day,
    "weekday": _weekday,
    "time": _time,
    "moment": _moment,
    "money": _money,
    "number": _number,
}
"""What may follow a `|` in a message; each answers nothing for a value that it cannot write."""

_KINDS: Mapping[type[Any], str] = {Date: "date", Instant: "moment", Money: "money", Decimal: "number"}
