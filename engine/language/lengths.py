"""Lengths of time as one says them: `3 days`, `2 working hours`."""

from __future__ import annotations

import re
from difflib import get_close_matches

from engine.language.slips import Slip
from engine.language.values import Duration, Unit

LENGTH = re.compile(r"(\d{1,4}) +(minutes?|hours?|days?|weeks?|months?|working hours?|working days?)")
_LOOSE = re.compile(r"(?P<amount>\d+|[^\W\d]+(?= )) *(?P<unit>[^\W\d][\w \-]*)")
_ISO = re.compile(r"P(?:(?P<D>\d+)D|(?P<W>\d+)W|(?P<M>\d+)M|T(?P<H>\d+)H|T(?P<MIN>\d+)M)")
_ISO_UNITS = {"D": Unit.DAYS, "W": Unit.WEEKS, "M": Unit.MONTHS, "H": Unit.HOURS, "MIN": Unit.MINUTES}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()  # noqa: SIM905
_SHORT = {
    "d": Unit.DAYS,
    "h": Unit.HOURS,
    "hrs": Unit.HOURS,
    "m": Unit.MINUTES,
    "min": Unit.MINUTES,
    "mins": Unit.MINUTES,
    "w": Unit.WEEKS,
    "business days": Unit.WORKING_DAYS,
    "business day": Unit.WORKING_DAYS,
    "workdays": Unit.WORKING_DAYS,
    "business hours": Unit.WORKING_HOURS,
    "calendar days": Unit.DAYS,
}


def parse_duration(text: str) -> Duration:
    """The length of time that a text says, or a `Slip` with the right form where that can be guessed."""
    match = LENGTH.fullmatch(text.strip())
    if match is None or int(match[1]) == 0:
        raise _not_a_length(text.strip())
    return Duration(int(match[1]), _unit(match[2]))


def length_in(text: str) -> str | None:
    """The length of time that a text says, or most likely means; nothing where it says something else."""
    try:
        return str(parse_duration(text))
    except Slip as slip:
        return slip.better


def _unit(words: str) -> Unit:
    return Unit(words if words.endswith("s") else f"{words}s")


def _not_a_length(text: str) -> Slip:
    if iso := _ISO.fullmatch(text.upper()):
        name, amount = next((name, amount) for name, amount in iso.groupdict().items() if amount)
        return _better(text, Duration(int(amount), _ISO_UNITS[name]))
    loose = _LOOSE.fullmatch(text)
    amount = _amount(loose["amount"]) if loose else None
    if loose is None or amount is None:
        return Slip("FJ042.unknown", length=len(text), found=text)
    return _loose_length(text, amount, loose)


def _amount(word: str) -> int | None:
    word = word.casefold()
    if word in {"a", "an"}:
        return 1
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    return int(word) if word.isascii() and word.isdigit() and 0 < int(word) < 10_000 else None  # noqa: PLR2004


def _loose_length(text: str, amount: int, loose: re.Match[str]) -> Slip:
    word = loose["unit"].casefold()
    unit = _SHORT.get(word) or _nearest(word)
    if unit is None:
        return Slip("FJ042.unit", start=loose.start("unit"), length=len(word), unit=word)
    return _better(text, Duration(amount, unit))


def _better(text: str, meant: Duration) -> Slip:
    return Slip("FJ042.better", length=len(text), better=str(meant), found=text)


def _nearest(word: str) -> Unit | None:
    close = get_close_matches(word if word.endswith("s") else f"{word}s", list(Unit), n=1, cutoff=0.7)
    return Unit(close[0]) if close else None
