"""One try at sending a message: by whom, what came of it, and when there is another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection
from whenever import Instant

from engine.run.outcomes import Cause, Outcome, Retry, Sent, Stop, Unknown
from engine.store import delivery
from engine.store.delivery import Try
from engine.store.messages import StoredMessage

BACKOFF = (60.0, 300.0, 900.0, 3600.0)
"""Seconds of machine time until the next try: 1, 5, 15, 60 minutes, then every hour."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who sends, and when: the engine's name, machine seconds for retries, business time for the record."""

    owner: str
    machine: float
    now: Instant


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message; `before` are earlier tries of the same call, `again_at` is machine time."""

    message: StoredMessage
    outcome: Outcome
    again_at: float | None = None
    before: tuple[Outcome, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether a person must look: refused for good, in doubt, or kept back by wrong settings."""
        match self.outcome:
            case Stop() | Unknown() | Retry(cause=Cause.SETTINGS):
                return True
            case _:
                return False


def next_try(message: StoredMessage, machine: float) -> float:
    """When a message is tried again; up to a tenth later, each by its own, so that not all come back at once."""
    pause = BACKOFF[min(max(message.attempts, 1), len(BACKOFF)) - 1]
    spread = hashlib.sha256(message.message_id.encode()).digest()[0] / 256
    return machine + pause * (1 + spread / 10)


def judged(taken: StoredMessage, outcome: Outcome, hand: Hand, give_up: float | None) -> Delivery:
    """An outcome with what follows from it: when to try again, or that there is no time left for it."""
    if not isinstance(outcome, Retry):
        return Delivery(taken, outcome)
    again_at = next_try(taken, hand.machine)
    if give_up is None or again_at <= give_up:
        return Delivery(taken, outcome, again_at)
    return Delivery(taken, Stop(f"There is no time left to try again. The last answer was: {outcome.reason}"))


def write_down(conn: Connection, told: Delivery, hand: Hand) -> None:
    """Note what came of a try; refused if another engine has taken the message over."""
    this, now = Try(told.message.id, hand.owner, told.message.attempts), hand.now
    match told.outcome:
        case Sent(reply):
            delivery.mark_sent(conn, this, reply, now)
        case Retry(reason=reason):
            delivery.mark_retry(conn, this, reason, told.again_at or 0.0)
        case Stop(reason):
            delivery.mark_stop(conn, this, reason)
        case Unknown(reason):
            delivery.mark_unknown(conn, this, reason)
