"""The outbox: every mail is on the disk before it leaves, and each try at sending ends in one of four outcomes."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from whenever import Instant

from engine.language.shop import Sending, Shop
from engine.messages.letter import Letter
from engine.messages.mail import Mail
from engine.messages.trial import for_trial
from engine.run.outcomes import Archive, Cause, Outcome, Retry, Sender, Sent, Stop, Unknown
from engine.run.traces import Keeps, Trace, trace
from engine.store import Store, delivery
from engine.store.delivery import Try
from engine.store.messages import MessageState, NewMessage, StoredMessage, in_doubt, put

BACKOFF = (60.0, 300.0, 900.0, 3600.0)
"""Seconds of machine time until the next try: 1, 5, 15, 60 minutes, then every hour."""

FOUND = "found in the archive mailbox"


@dataclass(frozen=True, slots=True)
class About:
    """What a mail is for: the step of a case, the message's name, its language and kind."""

    case: int | None
    step: str
    message: str
    language: str
    kind: str

    @property
    def statutory(self) -> bool:
        """Whether the law asks for this message."""
        return self.kind == "statutory"


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


def addressed(letter: Letter, recipient: str, shop: Shop) -> tuple[Letter, str]:
    """A letter and where it goes: to the owner, with a line that says so, as long as the shop is being tried out."""
    if shop.sending is not Sending.TO_ME_ONLY:
        return letter, recipient
    return for_trial(letter, recipient), shop.people[shop.owner].email


def first_state(shop: Shop) -> MessageState:
    """Whether a new message may leave or waits for the owner.

    After her approval means all of them, statutory ones too: she wants to read before anything goes out in her
    name. What the law asks for today is therefore put before her at once (`asks_at_once`).
    """
    return MessageState.HELD if shop.sending is Sending.AFTER_MY_APPROVAL else MessageState.READY


def asks_at_once(shop: Shop, about: About) -> bool:
    """Whether the owner must hear of a held message right away, and not only see it in her list."""
    return about.statutory and first_state(shop) is MessageState.HELD


def may_leave(shop: Shop, message: StoredMessage) -> bool:
    """Whether a message may be sent while the shop is as it is: `paused` holds all but statutory ones."""
    return message.statutory or not shop.paused


def new_message(mail: Mail, about: About, shop: Shop, now: Instant) -> NewMessage:
    """A mail as it goes into the outbox; putting it twice keeps the first."""
    return NewMessage(
        case=about.case,
        step=about.step,
        message_id=mail.message_id,
        message=about.message,
        language=about.language,
        recipient=mail.recipient,
        envelope_from=mail.sender,
        subject=mail.subject,
        body=mail.content,
        statutory=about.statutory,
        written_at=now,
        state=first_state(shop),
    )


def next_try(message: StoredMessage, machine: float) -> float:
    """When a message is tried again; up to a tenth later, each by its own, so that not all come back at once."""
    pause = BACKOFF[min(max(message.attempts, 1), len(BACKOFF)) - 1]
    spread = hashlib.sha256(message.message_id.encode()).digest()[0] / 256
    return machine + pause * (1 + spread / 10)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Sends what stands in the outbox, and writes down what became of it.

    `copies_to` is the archive's address; its copy leaves only after the customer's mail was taken, so what is found
    in the archive was certainly sent. Without it, the archive is where the mail server itself keeps what it takes, so
    what is not found there was certainly not sent.
    """

    store: Store
    sender: Sender
    archive: Archive | None = None
    copies_to: str = ""

    async def write(self, mail: Mail, about: About, shop: Shop, now: Instant) -> StoredMessage:
        """Keep a mail on the disk; only then may it be sent."""
        return await self.store.write(lambda conn: put(conn, new_message(mail, about, shop, now)))

    async def send(self, message: int, hand: Hand, *, give_up: float | None = None) -> Delivery | None:
        """Send one message now; nothing if it is held, sent already, or another engine's.

        After `give_up` (machine seconds) it is not tried again, and a person gets it.
        """
        taken = await self.store.write(lambda conn: delivery.mark_sending(conn, message, hand.owner))
        return await self.deliver(taken, hand, give_up=give_up) if taken else None

    async def drain(self, shop: Shop, hand: Hand, limit: int = 50) -> tuple[Delivery, ...]:
        """Send every message whose time has come."""
        claim = delivery.claim_statutory if shop.paused else delivery.claim_ready
        due = await self.store.write(lambda conn: claim(conn, hand.owner, hand.machine, limit))
        return tuple(await asyncio.gather(*(self.deliver(message, hand) for message in due)))

    async def recover(self, hand: Hand, living: frozenset[str]) -> tuple[Delivery, ...]:
        """Settle what an engine was sending when it died; `living` are the engines that still work."""
        doubtful = await self.store.read(lambda conn: in_doubt(conn, living))
        settled = [await self._recovered(message, hand) for message in doubtful]
        return tuple(one for one in settled if one)

    async def deliver(self, taken: StoredMessage, hand: Hand, *, give_up: float | None = None) -> Delivery:
        """Send a message that this engine has taken, and write the outcome down."""
        first = judged(taken, await self._handed_over(taken), hand, give_up)
        await self._note(first, hand)
        if not isinstance(first.outcome, Unknown):
            return first
        left = await self._trace(taken)
        if left is Trace.FOUND:
            await self.store.write(lambda conn: delivery.settle_unknown(conn, taken.id, FOUND, hand.now))
            return Delivery(taken, Sent(FOUND), before=(first.outcome,))
        return await self._once_more(first, left, hand, give_up)

    async def _once_more(self, doubt: Delivery, left: Trace, hand: Hand, give_up: float | None) -> Delivery:
        """A statutory message goes out again, once, with the same identity: a duplicate is better than none.

        So does any other that certainly was not taken.
        """
        again = None
        if doubt.message.statutory or left is Trace.NONE:
            again = await self.store.write(lambda conn: delivery.take_over(conn, doubt.message, hand.owner))
        if again is None:
            return doubt
        second = judged(again, await self._handed_over(again), hand, give_up)
        await self._note(second, hand)
        return replace(second, before=(doubt.outcome,))

    async def _recovered(self, message: StoredMessage, hand: Hand) -> Delivery | None:
        taken = await self.store.write(lambda conn: delivery.take_over(conn, message, hand.owner))
        if taken is None:
            return None
        left = await self._trace(taken)
        if left is Trace.FOUND:
            found = Delivery(taken, Sent(FOUND))
        elif taken.statutory or left is Trace.NONE:
            return await self.deliver(taken, hand)
        else:
            found = Delivery(taken, Unknown("The engine stopped while it handed this mail over."))
        await self._note(found, hand)
        return found

    async def _trace(self, message: StoredMessage) -> Trace:
        keeps = Keeps.OUR_COPIES if self.copies_to else Keeps.EVERYTHING
        return await trace(self.archive, keeps, message.message_id)

    async def _handed_over(self, taken: StoredMessage) -> Outcome:
        outcome = await self.sender.send(taken.body, taken.envelope_from, taken.recipient)
        if not isinstance(outcome, Sent) or not self.copies_to:
            return outcome
        copy = await self.sender.send(taken.body, taken.envelope_from, self.copies_to)
        match copy:
            case Sent():
                return outcome
            case Retry(reason=reason) | Stop(reason) | Unknown(reason):
                return Sent(f"{outcome.reply} (no copy in the archive: {reason})")

    async def _note(self, told: Delivery, hand: Hand) -> None:
        this = Try(told.message.id, hand.owner, told.message.attempts)
        await self.store.write(lambda conn: _write_down(conn, this, told, hand.now))


def judged(taken: StoredMessage, outcome: Outcome, hand: Hand, give_up: float | None) -> Delivery:
    """An outcome with what follows from it: when to try again, or that there is no time left for it."""
    if not isinstance(outcome, Retry):
        return Delivery(taken, outcome)
    again_at = next_try(taken, hand.machine)
    if give_up is None or again_at <= give_up:
        return Delivery(taken, outcome, again_at)
    return Delivery(taken, Stop(f"There is no time left to try again. The last answer was: {outcome.reason}"))


def _write_down(conn: Connection, this: Try, told: Delivery, now: Instant) -> None:
    match told.outcome:
        case Sent(reply):
            delivery.mark_sent(conn, this, reply, now)
        case Retry(reason=reason):
            delivery.mark_retry(conn, this, reason, told.again_at or 0.0)
        case Stop(reason):
            delivery.mark_stop(conn, this, reason)
        case Unknown(reason):
            delivery.mark_unknown(conn, this, reason)
