"""One comparison of a condition: a field, how it is compared, and with what; kinds of value must fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.errors import PlaybookError
from engine.language.catalogue import Field, FieldType
from engine.language.conditions import Compare, CompareFields, Comparison
from engine.language.fields import field_value
from engine.language.names import DOTTED, Names
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.values import Value

_C = Comparison
_T = FieldType
_SAID: tuple[tuple[str, Comparison], ...] = (
    ("is not one of", _C.IS_NOT),
    ("is not empty", _C.IS_SET),
    ("is not set", _C.IS_EMPTY),
    ("is one of", _C.IS_ONE_OF),
    ("is set", _C.IS_SET),
    ("is empty", _C.IS_EMPTY),
    ("is not", _C.IS_NOT),
    ("is", _C.IS),
    ("contains", _C.CONTAINS),
    (">=", _C.AT_LEAST),
    ("<=", _C.AT_MOST),
    (">", _C.MORE),
    ("<", _C.LESS),
)
_ORDERED = (_C.MORE, _C.LESS, _C.AT_LEAST, _C.AT_MOST)
_WITH_ORDER = (_T.NUMBER, _T.MONEY, _T.DATE, _T.MOMENT)
_EXAMPLES = {
    _T.NUMBER: "a number, such as 3",
    _T.DATE: "a day, such as 2026-12-24, or a deadline",
    _T.MOMENT: "a moment, such as 2026-12-24T10:00+01:00",
    _T.YES_NO: "yes or no",
    _T.COUNTRY: "a country in two letters, such as DK",
    _T.LANGUAGE: "a language in two letters, such as da",
    _T.MONEY: "an amount with its currency, such as 50 DKK",
    _T.DURATION: "a length of time, such as 3 days",
}


class Word(Protocol):
    """A piece of the text and where it begins."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def quoted(self) -> bool: ...  # noqa: D102


def comparison_of(whole: str, words: Sequence[Word], names: Names) -> Compare | CompareFields:
    """The comparison that some words say."""
    field = names.need(words[0].text, words[0].start)
    said = " ".join(word.text if not word.quoted else "" for word in words[1:])
    comparison, rest = _split(words, said)
    if comparison is None or (comparison in (_C.IS_SET, _C.IS_EMPTY)) is not (not rest):
        raise Slip("FJ046.form", start=words[0].start, length=_end(words) - words[0].start, found=_cut(whole, words))
    _check_order(field, words[0], comparison)
    if len(rest) == 1 and not rest[0].quoted and (DOTTED.fullmatch(rest[0].text) or rest[0].text in names.deadlines):
        return _between(words[0], field, comparison, names, rest[0])
    items = _items(rest)
    if len(items) > 1 and "one of" not in said:
        better = "is not one of" if comparison is _C.IS_NOT else "is one of"
        start, length = words[1].start, rest[0].start - words[1].start - 1
        raise Slip("FJ046.several", start=start, length=length, better=better, found=_cut(whole, rest))
    return Compare(words[0].text, comparison, tuple(_value(whole, field, words[0], item) for item in items))


def _split(words: Sequence[Word], said: str) -> tuple[Comparison | None, Sequence[Word]]:
    for form, comparison in _SAID:
        if said == form or said.startswith(f"{form} "):
            return comparison, words[1 + len(form.split()) :]
    return None, ()


def _check_order(field: Field, word: Word, comparison: Comparison) -> None:
    wrong = comparison in _ORDERED and field.type not in _WITH_ORDER
    if comparison is _C.CONTAINS:
        wrong = field.type not in (_T.TEXT, _T.TEXTS)
    if field.type is _T.LINES:
        wrong = comparison not in (_C.IS_SET, _C.IS_EMPTY)
    if wrong:
        raise Slip(
            "FJ048.order", start=word.start, length=len(word.text), path=word.text, type=field.type, sign=comparison
        )


def _between(word: Word, field: Field, comparison: Comparison, names: Names, other: Word) -> CompareFields:
    second = names.need(other.text, other.start)
    if second.type is not field.type:
        kinds = {"type": field.type, "other_type": second.type}
        raise Slip("FJ048.fields", start=other.start, length=len(other.text), path=word.text, other=other.text, **kinds)
    return CompareFields(word.text, comparison, other.text)


def _items(words: Sequence[Word]) -> list[Sequence[Word]]:
    items: list[list[Word]] = [[]]
    for word in words:
        if word.text == "," and not word.quoted:
            items.append([])
        else:
            items[-1].append(word)
    return [item for item in items if item]


def _value(whole: str, field: Field, word: Word, item: Sequence[Word]) -> Value:
    found = item[0].text if len(item) == 1 else _cut(whole, item)
    single = Field(field.path, _T.TEXT, "") if field.type is _T.TEXTS else field
    try:
        return field_value(single, found)
    except PlaybookError:
        raise _unfit(field, word.text, found, item) from None


def _unfit(field: Field, path: str, found: str, item: Sequence[Word]) -> Slip:
    start, length = item[0].start, _end(item) - item[0].start
    if field.type is _T.CHOICE:
        misses, known = near_misses(found, field.choices), ", ".join(field.choices)
        details = {"found": found, "path": path, "similar": did_you_mean(misses), "known": known}
        return Slip("FJ048.choice", start=start, length=length, better=only(misses), **details)
    if field.type is _T.MONEY and found.replace(".", "", 1).isdecimal():
        return Slip("FJ047.currency", start=start, length=length, better=f"{found} DKK", found=found, path=path)
    example = _EXAMPLES.get(field.type, "a value of that kind")
    return Slip("FJ048.value", start=start, length=length, found=found, path=path, type=field.type, example=example)


def _end(words: Sequence[Word]) -> int:
    last = words[-1]
    return last.start + len(last.text) + 2 * last.quoted


def _cut(whole: str, words: Sequence[Word]) -> str:
    return whole[words[0].start : _end(words)]
