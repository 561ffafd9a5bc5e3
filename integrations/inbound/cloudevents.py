"""CloudEvents 1.0 in JSON as a sender writes them: read strictly, refused in words that say what to change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from whenever import Instant

from engine.errors import FjortenError, OutsideError
from engine.language.catalogue import EVENTS
from engine.language.fields import typed_groups
from engine.run.doors import Report
from engine.store.inbox import Delivery

_DEEPEST = 50
_LONGEST = 255
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_event(body: bytes, now: Instant) -> Report:
    """The event in a verified body; OutsideError where it is no CloudEvent."""
    event = _object(body)
    if event.get("specversion") != "1.0":
        _refuse("specversion", "this is not a CloudEvent of version 1.0.", 'Send "specversion": "1.0".')
    data = event.get("data", {})
    if not isinstance(data, dict) or "data_base64" in event:
        _refuse("data", "the data are not a JSON object.", 'Send "data": {"order": {"number": "1042"}}.')
    subject = _text(event, "subject") if event.get("subject") else ""
    kind = _text(event, "type")
    delivery = Delivery(_text(event, "source"), _text(event, "id"), kind, _time(event, now), data, subject, body)
    return Report(delivery, problem_with(kind, data))


def problem_with(kind: str, data: Mapping[str, Any]) -> str:
    """What a person must know of an event that its sender signed but that cannot be used as it is; empty if it can."""
    known = EVENTS.get(kind)
    if known is None:
        return ""
    if known.made_by_engine:
        return f'"{known.words}" is reported by Fjorten alone, never by a sender.'
    try:
        typed_groups(data)
    except FjortenError as error:
        return str(error)
    return ""


def _object(body: bytes) -> dict[str, Any]:
    if _depth(body) > _DEEPEST:
        _refuse("body", f"the JSON is nested deeper than {_DEEPEST} levels.", "Send flat data.")
    try:
        event = json.loads(body, object_pairs_hook=_once, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        _refuse("body", f"this is not JSON: {error}.", "Send one JSON object in UTF-8.")
    if not isinstance(event, dict):
        _refuse("body", "this is not one JSON object.", "Send one event in each delivery.")
    return event


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for sign in re.findall(rb"[\[\]{}]", _STRINGS.sub(b"", body)):
        depth += 1 if sign in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None:
        raise ValueError(f'"{twice}" stands in it twice')
    return dict(pairs)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


def _text(event: Mapping[str, Any], name: str) -> str:
    text = event.get(name)
    if not isinstance(text, str) or not text.strip():
        _refuse(name, "the text is missing.", f'Send "{name}" as a text.')
    if len(text) > _LONGEST or _CONTROL.search(text):
        _refuse(name, f"the text is longer than {_LONGEST} letters or holds control characters.", "Shorten it.")
    return text


def _time(event: Mapping[str, Any], now: Instant) -> Instant:
    """When it happened by the sender's clock; the arrival where the sender does not say."""
    text = event.get("time")
    if text is None:
        return now
    try:
        return Instant.parse_iso(str(text))
    except ValueError:
        _refuse("time", f'"{text}" is not a moment with its zone.', "Write it like 2026-12-10T16:00:00+01:00.")


def _refuse(where: str, what: str, remedy: str) -> NoReturn:
    raise OutsideError(what, where=where, remedy=remedy)
