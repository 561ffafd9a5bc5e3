"""What a person must see although no playbook asks: late events, bounced mails, contradictions, dates that cannot be told.

Each becomes a question of its own that stays open until somebody has seen it; the case goes on beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.case import facts
from engine.case.moments import moved, shops, until
from engine.case.state import Happened
from engine.case.trail import Trail
from engine.language.catalogue import event_words
from engine.language.values import Unit

SEEN = "Seen"
"""The one answer that such a question has."""

_WORKING_DAYS_TO_ANSWER = 1
_QUIET = ("message.", "operator.")


def raise_attention(trail: Trail) -> None:
    """Ask the owner to look at whatever nobody else will look at."""
    for name, text in (*_events(trail), *_notes(trail)):
        trail.asked.add(name)
        if name not in trail.state.questions:
            place = shops(trail.known)
            due = until(moved(trail.now, _WORKING_DAYS_TO_ANSWER, Unit.WORKING_DAYS, place), place)
            trail.record(facts.asked(name, text, "owner", due, {"answers": [SEEN], "fills": []}))


def _events(trail: Trail) -> Iterator[tuple[str, str]]:
    for event in tuple(trail.state.events.values()):
        if text := _why(event, trail):
            yield f"attention / {event.entry}", text


def _why(event: Happened, trail: Trail) -> str:
    words = event_words(event.type)
    if event.base == "message.bounced":
        return f"A mail came back: {words}. Reach the customer another way."
    if event.repeats is not None:
        first = trail.state.events[event.repeats]
        return "" if _same(first, event) else f"Two reports contradict each other: {words}. Which one is right?"
    late = trail.state.result is not None and event.entry > trail.state.closed_at
    if not late or event.entry in trail.state.consumed or event.base.startswith(_QUIET):
        return ""
    return f"This came after the case had ended: {words}. Does something have to be done?"


def _same(first: Happened, second: Happened) -> bool:
    """Whether two reports of one refund give the same amount; other facts have no figure that could differ."""
    return _amount(first) == _amount(second)


def _amount(event: Happened) -> object:
    refund = event.data.get("refund")
    return refund.get("amount") if isinstance(refund, dict) else None


def _notes(trail: Trail) -> Iterator[tuple[str, str]]:
    for about in sorted(trail.state.notes):
        if about.startswith("clock "):
            text = f"The legal date {about.removeprefix('clock ')} cannot be told for this customer. Decide it by hand."
            yield f"attention / {about}", text
