"""What a playbook may name outside of itself: messages, people, other playbooks, rules of the law, integrations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.language.catalogue import EVENTS_BY_WORDS, event_type
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.words.sheet import NONE_YET


@dataclass(frozen=True, slots=True)
class Around:
    """The names that exist outside of a playbook; nothing instead of names means that nobody asks.

    A running case is read again without asking: what was checked when it was published stays as it was.
    """

    messages: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    playbooks: tuple[str, ...] | None = None
    laws: Collection[str] | None = None
    steps: Mapping[str, Mapping[str, Any]] | None = None
    conditions: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sent: Collection[str] | None = None

    def event(self, words: str) -> str:
        """The wire type of an event's words."""
        kind = event_type(words)
        message, _, outcome = words.rpartition(" ")
        if kind is None or (words not in EVENTS_BY_WORDS and " " in message):
            known = (*EVENTS_BY_WORDS, *(f"{name} sent" for name in self.messages or ()))
            raise _unknown("FJ030", words, known)
        if words not in EVENTS_BY_WORDS and self.messages is not None and message not in self.messages:
            known = (*EVENTS_BY_WORDS, *(f"{name} {outcome}" for name in self.messages))
            meant = near_misses(words, EVENTS_BY_WORDS)
            raise _unknown("FJ030", words, known) if meant else _unknown("FJ031", message, self.messages)
        if words not in EVENTS_BY_WORDS and self.sent is not None and message not in self.sent:
            raise Slip("FJ031.unsent", 0, len(words), None, found=message, event=words)
        return kind

    def message(self, name: str) -> str:
        """The name of a message that the shop has."""
        return _known("FJ031", name, self.messages)

    def person(self, name: str) -> str:
        """The name of a person or team that the shop has."""
        return _known("FJ032", name, self.people)

    def playbook(self, title: str) -> str:
        """The title of a playbook that the shop has."""
        return _known("FJ034", title, self.playbooks)

    def law(self, words: str) -> str:
        """The words of a rule in the law catalogue."""
        return _known("FJ036", words, self.laws)

    def step(self, words: str) -> str:
        """The words of an integration's step."""
        return _known("FJ033", words, None if self.steps is None else tuple(self.steps))


def _known(code: str, name: str, known: Collection[str] | None) -> str:
    if known is not None and name not in known:
        raise _unknown(code, name, tuple(known))
    return name


def _unknown(code: str, name: str, known: tuple[str, ...]) -> Slip:
    misses = near_misses(name, known)
    listed = ", ".join(known[:12]) or NONE_YET
    details = {"found": name, "similar": did_you_mean(misses), "known": listed}
    return Slip(f"{code}.unknown", 0, len(name), only(misses), **details)
