"""Opening hours and times of the day as a shop writes them: `Mon-Fri 9:00-17:00`, `21:00-08:00`."""

from __future__ import annotations

import re

from engine.language.shop import Hours
from engine.language.slips import Slip

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PART = re.compile(r"(?P<first>[A-Z][a-z]{2})(?:-(?P<last>[A-Z][a-z]{2}))? (?P<span>\S+)")
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_DAY = 24 * 60


def parse_hours(text: str) -> Hours:
    """The hours of each weekday; several parts are joined by commas."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None or match["first"] not in _DAYS or (match["last"] or "Sun") not in _DAYS:
            raise Slip("FJ021.hours", 0, len(text), None, found=part.strip())
        span = parse_span(match["span"])
        if span[0] >= span[1]:
            raise Slip("FJ021.hours", 0, len(text), None, found=part.strip())
        for day in _weekdays(match["first"], match["last"] or match["first"]):
            found.setdefault(day, []).append(span)
    return Hours({day: tuple(sorted(spans)) for day, spans in sorted(found.items())})


def parse_span(text: str) -> tuple[int, int]:
    """The minutes of the day from and to; a span may go over midnight."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise Slip("FJ021.hours", 0, len(text), None, found=text)
    first, last = (int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4]))
    if first >= _DAY or last > _DAY or int(match[2]) > 59 or int(match[4]) > 59:  # noqa: PLR2004  # minutes of an hour
        raise Slip("FJ021.hours", 0, len(text), None, found=text)
    return first, last


def parse_minute(text: str) -> int:
    """The minute of the day of a time such as `10:00`."""
    try:
        return parse_span(f"{text.strip()}-24:00")[0]
    except Slip:
        raise Slip("FJ021.time", 0, len(text), None, found=text) from None


def _weekdays(first: str, last: str) -> range | tuple[int, ...]:
    start, end = _DAYS.index(first) + 1, _DAYS.index(last) + 1
    return range(start, end + 1) if start <= end else (*range(start, 8), *range(1, end + 1))
