"""The outbox: every mail is on the disk before it leaves, and each try at sending ends in one of four outcomes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from whenever import Instant

from engine.errors import StoreError
from engine.language.shop import Sending, Shop
from engine.messages.letter import Letter
from engine.messages.mail import Mail
from engine.messages.trial import for_trial
from engine.run.outcomes import Archive, Outcome, Retry, Sender, Sent, Stop, Unknown
from engine.run.traces import Keeps, Trace, trace
from engine.run.tries import Delivery, Hand, judged, write_down
from engine.store import Store, delivery
from engine.store.messages import MessageState, NewMessage, StoredMessage, in_doubt, put, put_in_hand

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


def may_leave(shop: Shop, message: NewMessage | StoredMessage) -> bool:
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


Tell = Callable[[Connection, Delivery], None]
"""Tells whoever waits for a mail what became of it, in the transaction that writes it down."""


def _nobody_waits(_conn: Connection, _told: Delivery) -> None:
    """Whoever asked hears it from what comes back."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Sends what stands in the outbox, and writes down what became of it.

    `copies_to` is the archive's address; its copy leaves only after the customer's mail was taken, so what is found
    in the archive was certainly sent. Without it, the archive is where the mail server itself keeps what it takes, so
    what is not found there was certainly not sent. `in_hand` are the messages that this engine is sending now.
    """

    store: Store
    sender: Sender
    archive: Archive | None = None
    copies_to: str = ""
    in_hand: set[int] = field(default_factory=set, compare=False)

    async def write(self, mail: Mail, about: About, shop: Shop, now: Instant) -> StoredMessage:
        """Keep a mail on the disk; only then may it be sent."""
        return await self.store.write(lambda conn: put(conn, new_message(mail, about, shop, now)))

    def begin(self, conn: Connection, new: NewMessage, owner: str) -> StoredMessage | None:
        """Keep a new mail that is delivered as soon as the transaction is safe; nothing if it was kept before."""
        return next(iter(self._mine(put_in_hand(conn, new, owner))), None)

    async def send(self, message: int, hand: Hand, *, give_up: float | None = None) -> Delivery | None:
        """Send one message now; nothing if it is held, sent already, or another engine's.

        After `give_up` (machine seconds) it is not tried again, and a person gets it.
        """
        taken = await self.store.write(lambda conn: self._mine(delivery.mark_sending(conn, message, hand.owner)))
        return await self.deliver(taken[0], hand, give_up=give_up) if taken else None

    async def drain(self, shop: Shop, hand: Hand, limit: int = 50, tell: Tell = _nobody_waits) -> tuple[Delivery, ...]:
        """Send every message whose time has come."""
        claim = delivery.claim_statutory if shop.paused else delivery.claim_ready
        due = await self.store.write(lambda conn: self._mine(*claim(conn, hand.owner, hand.machine, limit)))
        return await self._all(self.deliver(message, hand, tell=tell) for message in due)

    async def recover(self, hand: Hand, living: frozenset[str], tell: Tell = _nobody_waits) -> tuple[Delivery, ...]:
        """Settle what an engine was sending when it died, or this one when its database was away.

        `living` are the engines that still work.
        """
        doubtful = await self.store.read(lambda conn: in_doubt(conn, living - {hand.owner}))
        left = [one for one in doubtful if one.id not in self.in_hand]
        return await self._all(self._recovered(message, hand, tell) for message in left)

    async def deliver(
        self, taken: StoredMessage, hand: Hand, *, give_up: float | None = None, tell: Tell = _nobody_waits
    ) -> Delivery:
        """Send a message that this engine has taken, and write the outcome down.

        As long as it is not known, the message counts as being sent: whoever comes after a crash looks again.
        """
        try:
            told = judged(taken, await self._handed_over(taken), hand, give_up)
            if isinstance(told.outcome, Unknown):
                told = await self._cleared_up(told, hand, give_up)
            await self._note(told, hand, tell)
            return told
        finally:
            self.in_hand.discard(taken.id)

    async def _cleared_up(self, doubt: Delivery, hand: Hand, give_up: float | None) -> Delivery:
        """What the archive knows; else a statutory message goes once more, with the same identity.

        There a duplicate is better than none. Any other goes again only if it certainly was not taken.
        """
        left = await self._trace(doubt.message)
        if left is Trace.FOUND:
            return replace(doubt, outcome=Sent(FOUND), before=(doubt.outcome,))
        if not doubt.message.statutory and left is not Trace.NONE:
            return doubt
        again = await self.store.write(lambda conn: delivery.take_over(conn, doubt.message, hand.owner))
        if again is None:
            return doubt
        second = judged(again, await self._handed_over(again), hand, give_up)
        return replace(second, before=(doubt.outcome,))

    async def _recovered(self, message: StoredMessage, hand: Hand, tell: Tell) -> Delivery | None:
        found = await self.store.write(lambda conn: self._mine(delivery.take_over(conn, message, hand.owner)))
        if not found:
            return None
        (taken,) = found
        left = await self._trace(taken)
        if left is not Trace.FOUND and (taken.statutory or left is Trace.NONE):
            return await self.deliver(taken, hand, tell=tell)
        lost = Unknown("The engine stopped while it handed this mail over.")
        settled = Delivery(taken, Sent(FOUND) if left is Trace.FOUND else lost)
        await self._note(settled, hand, tell)
        self.in_hand.discard(taken.id)
        return settled

    async def _all(self, sendings: Iterable[Awaitable[Delivery | None]]) -> tuple[Delivery, ...]:
        """Side by side; one that another engine has taken over meanwhile is told by that engine."""
        found = await asyncio.gather(*sendings, return_exceptions=True)
        for one in found:
            if isinstance(one, BaseException) and not isinstance(one, StoreError):
                raise one
        return tuple(one for one in found if isinstance(one, Delivery))

    def _mine(self, *taken: StoredMessage | None) -> tuple[StoredMessage, ...]:
        """Note them as in hand before anybody can see that they are taken."""
        mine = tuple(one for one in taken if one)
        self.in_hand.update(one.id for one in mine)
        return mine

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

    async def _note(self, told: Delivery, hand: Hand, tell: Tell) -> None:
        await self.store.write(lambda conn: _noted(conn, told, hand, tell))


def _noted(conn: Connection, told: Delivery, hand: Hand, tell: Tell) -> None:
    write_down(conn, told, hand)
    tell(conn, told)
