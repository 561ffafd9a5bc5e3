"""What the doors of Fjorten need: somebody who takes in what arrives, and somebody who shows what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from whenever import Instant

from engine.case.journal import Entry
from engine.case.view import CaseView
from engine.rehearsal.differing import Differing
from engine.store.inbox import Delivery, Outcome, Received


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery of a sender who could be verified; `problem` says why it cannot be used as it is, if it cannot."""

    delivery: Delivery
    problem: str = ""


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """One step of a playbook's history: published or `withdrawn`, since when and by whom, and how many cases follow it.

    `back_to` is the older version whose text it brought back.
    """

    playbook: str
    number: int
    published_at: Instant
    who: str
    back_to: int | None
    withdrawn: bool
    in_use: bool
    open_cases: int


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """What differs in the shop's folder from what new cases follow.

    `gone` are the playbooks that are no longer there, `not_used` the files with mistakes, `wrong` why it cannot be read.
    """

    differing: tuple[Differing, ...] = ()
    gone: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    wrong: str = ""


class Versions(Protocol):
    """What new cases follow, and what the shop's folder says."""

    async def history(self) -> tuple[VersionSeen, ...]:
        """Everything that was published, playbook by playbook, the newest version of each first."""
        ...

    async def draft(self, language: str) -> DraftSeen:
        """What publishing would change."""
        ...


class Intake(Protocol):
    """Where deliveries are stored before anybody is told that they arrived."""

    async def take(self, reports: Sequence[Report]) -> tuple[Outcome, ...]:
        """Store all of them or none (StoreError), and say of each what it turned out to be."""
        ...


@dataclass(frozen=True, slots=True)
class MailSeen:
    """One mail as it stands in the outbox; `body` are exactly the bytes that the mail server gets."""

    id: int
    case: int | None
    message_id: str
    message: str
    language: str
    recipient: str
    subject: str
    outcome: str
    written_at: Instant
    sent_at: Instant | None
    body: bytes = field(repr=False)


class Mails(Protocol):
    """The mails that Fjorten wrote."""

    async def newest(self, *, case: int | None, language: str, limit: int) -> tuple[MailSeen, ...]:
        """The newest mails first; of one case or language, if one is named."""
        ...

    async def mail(self, number: int) -> MailSeen | None:
        """One mail."""
        ...


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

    async def strays(self, limit: int) -> tuple[Received, ...]:
        """The events that no case took."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """A person's answer: which of those offered, what the form asked for as plain values by path, and who says so."""

    answer: str
    who: str
    values: Mapping[str, Any] = field(default_factory=dict)
    comment: str = ""


class Staff(Protocol):
    """What people of the shop do on the pages and by command."""

    async def answer(self, case: int, question: str, given: Given) -> Outcome:
        """Put an answer into the case's inbox; the case takes the first one that fits its question."""
        ...

    async def assign(self, event: int, case: int) -> None:
        """Give an event that fitted no case to the one that a person picked."""
        ...
