"""Points in time told from something known: `14 days after notice.received_at`, `4 days before send_back_by`."""

from __future__ import annotations

import re

from engine.language.catalogue import FieldType
from engine.language.lengths import length_in, parse_duration
from engine.language.names import DOTTED, PATH, Names
from engine.language.slips import Slip
from engine.language.values import NOW, Duration, Moment, Reference

_TOLD = re.compile(r"(?P<length>.+?) +(?P<side>before|after|from) +(?P<anchor>\S+)")
_BEFORE = re.compile(r"(?P<length>.+?) +before")


def parse_moment(text: str, names: Names | None = None) -> Moment:
    """The moment that a text tells; with `names` the deadline or field must exist and be a point in time."""
    if told := _TOLD.fullmatch(text):
        return _told(text, told, names)
    if PATH.fullmatch(text) and text != NOW.path:
        return Moment(_anchor(text, 0, names))
    if length := length_in(text):
        raise Slip("FJ044.length", length=len(text), better=f"{length} from now", found=text)
    raise Slip("FJ044.unknown", length=len(text), found=text)


def parse_wait(text: str, names: Names) -> Moment:
    """What `wait:` says: a length of time from now, or a moment with or without `until` before it."""
    if text.startswith("until "):
        return _after("until ", text, names)
    if DOTTED.fullmatch(text) and _is_duration(text, names):
        return Moment(NOW, Reference(text))
    if _TOLD.fullmatch(text) or PATH.fullmatch(text):
        return parse_moment(text, names)
    return Moment(NOW, parse_duration(text))


def parse_before(text: str) -> Duration:
    """How long before a deadline an alarm rings: `3 days before`."""
    match = _BEFORE.fullmatch(text)
    if match is None:
        better = f"{length_in(text) or '3 days'} before"
        raise Slip("FJ044.alarm", length=len(text), better=better, found=text)
    return parse_duration(match["length"])


def parse_length(text: str, names: Names | None = None) -> Duration | Reference:
    """A length of time, or the name of a setting that holds one."""
    if not DOTTED.fullmatch(text):
        return parse_duration(text)
    if names is not None and not _is_duration(text, names):
        raise Slip("FJ048.length", length=len(text), path=text, type=names.need(text).type)
    return Reference(text)


def _told(text: str, told: re.Match[str], names: Names | None) -> Moment:
    offset = parse_length(told["length"], names)
    anchor = _anchor(told["anchor"], told.start("anchor"), names)
    if (told["side"] == "from") is not (anchor == NOW):
        better = "from" if anchor == NOW else "after"
        raise Slip("FJ044.side", start=told.start("side"), length=len(told["side"]), better=better, found=text)
    return Moment(anchor, offset, before=told["side"] == "before")


def _anchor(path: str, start: int, names: Names | None) -> Reference:
    if path == NOW.path:
        return NOW
    if not PATH.fullmatch(path):
        raise Slip("FJ044.unknown", start=start, length=len(path), found=path)
    if names is not None:
        kind = names.need(path, start).type
        if kind not in (FieldType.DATE, FieldType.MOMENT):
            raise Slip("FJ048.moment", start=start, length=len(path), path=path, type=kind)
    return Reference(path)


def _after(word: str, text: str, names: Names) -> Moment:
    try:
        return parse_moment(text.removeprefix(word), names)
    except Slip as slip:
        raise slip.moved(len(word)) from None


def _is_duration(path: str, names: Names) -> bool:
    return names.need(path).type is FieldType.DURATION
