"""What the doors of Fjorten need: somebody who takes in what arrives, and somebody who shows what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from whenever import Instant

from engine.case.journal import Entry
from engine.case.view import CaseView


class Taken(StrEnum):
    """What became of a delivery: taken for the first time, known already, or another body under a known name."""

    NEW = "new"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as a sender gave it: CloudEvents-shaped, with the exact bytes that make it this one and no other.

    `case` is set where a person reports for one case; `problem` says what is wrong with the data of an honest sender.
    """

    source: str
    id: str
    type: str
    time: Instant
    data: Mapping[str, Any]
    body: bytes
    subject: str = ""
    case: int | None = None
    problem: str = ""


class Intake(Protocol):
    """Where deliveries are stored before anybody is told that they arrived."""

    async def take(self, deliveries: Sequence[Delivery]) -> tuple[Taken, ...]:
        """Store all of them or none (StoreError), and say of each what became of it."""
        ...


@dataclass(frozen=True, slots=True)
class MailSeen:
    """One mail as it stands in the outbox; `bytes` are exactly what the mail server gets."""

    id: int
    case: int | None
    message: str
    language: str
    recipient: str
    subject: str
    outcome: str
    written_at: Instant
    sent_at: Instant | None
    bytes: bytes = field(repr=False)


class Mails(Protocol):
    """The mails that Fjorten wrote."""

    async def newest(self, *, case: int | None, language: str, limit: int) -> tuple[MailSeen, ...]:
        """The newest mails first; of one case or language, if one is named."""
        ...

    async def languages(self) -> tuple[str, ...]:
        """The languages in which mails were written."""
        ...

    async def mail(self, number: int) -> MailSeen | None:
        """One mail."""
        ...


@dataclass(frozen=True, slots=True)
class Stray:
    """An event that no case took, and why."""

    id: int
    source: str
    event_id: str
    type: str
    arrived_at: Instant
    state: str
    reason: str
    data: Mapping[str, Any]


class Views(Protocol):
    """What there is to see of cases."""

    async def cases(self, limit: int) -> tuple[CaseView, ...]:
        """The cases, the newest first."""
        ...

    async def case(self, number: int) -> CaseView | None:
        """One case."""
        ...

    async def journal(self, number: int) -> tuple[Entry, ...]:
        """Everything that a case has written down."""
        ...

    async def strays(self, limit: int) -> tuple[Stray, ...]:
        """The events that no case took, the newest first."""
        ...


class Staff(Protocol):
    """What people of the shop do on the pages."""

    async def answer(self, case: int, question: str, answer: str, values: Mapping[str, Any], who: str) -> Taken:
        """Put an answer into the case's inbox; the second answer to one question changes nothing."""
        ...

    async def assign(self, stray: int, case: int, who: str) -> None:
        """Give an event that fitted no case to the one that a person picked."""
        ...
