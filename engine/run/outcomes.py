"""What can become of a mail in one try, and who finds out: the contract with whoever hands mails to a server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Cause(StrEnum):
    """Why a mail has to be tried again."""

    PASSING = "passing"  #: the server is busy, away, or wants us later
    SETTINGS = "settings"  #: password, encryption or certificate: it will not pass until somebody looks


@dataclass(frozen=True, slots=True)
class Sent:
    """The mail server took the mail; `reply` is what it said, kept as evidence."""

    reply: str


@dataclass(frozen=True, slots=True)
class Retry:
    """The mail was certainly not delivered, and may be tried again."""

    reason: str
    cause: Cause = Cause.PASSING


@dataclass(frozen=True, slots=True)
class Stop:
    """The mail was certainly not delivered and this one never will be: a person looks."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The mail may have arrived: it is never repeated blindly."""

    reason: str


Outcome = Sent | Retry | Stop | Unknown


class Sender(Protocol):
    """Whoever hands mails to a mail server."""

    async def send(self, mail: bytes, sender: str, recipient: str) -> Outcome:
        """Hand over one mail for one recipient; every failure is an outcome, never an exception."""
        ...


class Archive(Protocol):
    """The mailbox that keeps a copy of every mail that was sent."""

    async def holds(self, message_id: str) -> bool:
        """Whether a mail of this identity is there; OutsideError when nobody can look."""
        ...
