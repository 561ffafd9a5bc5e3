"""What a person must see although no playbook asks: late events, bounced mails, contradictions, dates that cannot be told.

Each becomes a question of its own that stays open until somebody has seen it; the case goes on beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.case import facts
from engine.case.moments import moved, shops, until
from engine.case.state import Happened, read, values_of
from engine.case.trail import Trail
from engine.errors import FjortenError
from engine.language.catalogue import event_words
from engine.language.values import Unit

SEEN = "Seen"
"""The one answer that such a question has."""

_WORKING_DAYS_TO_ANSWER = 1
_SECOND_PARCEL = "Another parcel has come for this case: return received. Does something have to be done?"


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
        if reason := trail.state.unreadable.get(event.entry):
            yield f"unreadable / {event.entry}", _cannot_be_used(event, reason)
        if text := _why(event, trail):
            yield f"attention / {event.entry}", text
    if reason := trail.state.unreadable.get(1):
        yield (
            "unreadable / 1",
            f"The order says something that cannot be read. {reason} Decide what depends on it by hand.",
        )


def _cannot_be_used(event: Happened, reason: str) -> str:
    if event.base == "operator.answered":
        return f"An answer could not be used, and its question is still open. {reason}"
    return f"A report says something that cannot be read: {event_words(event.type)}. {reason}"


def _why(event: Happened, trail: Trail) -> str:
    if event.base == "message.bounced":
        return f"A mail came back: {event_words(event.type)}. Reach the customer another way."
    if event.repeats is not None:
        first = trail.state.events[event.repeats]
        words = event_words(event.type)
        return f"Two reports contradict each other: {words}. Which one is right?" if _contradict(first, event) else ""
    if event.entry in trail.state.consumed:
        return ""
    if event.entry in trail.state.after_the_end:
        return f"This came after the case had ended: {event_words(event.type)}. Does something have to be done?"
    return _SECOND_PARCEL if _is_second_parcel(event, trail) else ""


def _is_second_parcel(event: Happened, trail: Trail) -> bool:
    """Whether more goods came after the parcel that the case was waiting for."""
    parcels = trail.state.occurred("return.received") if event.type == "return.received" else ()
    return any(one.entry < event.entry and one.entry in trail.state.consumed for one in parcels)


def _contradict(first: Happened, second: Happened) -> bool:
    """Whether two reports of one refund give different amounts; other facts have no figure that could differ."""
    amounts = [values_of(event).get("refund.amount") for event in (first, second)]
    try:
        figures = {read("refund.amount", amount) for amount in amounts if amount is not None}
    except FjortenError:
        return True
    return len(figures) > 1


def _notes(trail: Trail) -> Iterator[tuple[str, str]]:
    for about in sorted(trail.state.notes):
        if about.startswith("clock "):
            text = f"The legal date {about.removeprefix('clock ')} cannot be told for this customer. Decide it by hand."
            yield f"attention / {about}", text
