"""A step that sends or tells becomes mails: written in the reader's language, with their exact bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr
from functools import lru_cache

from engine.case.action import Task
from engine.case.note import Note
from engine.errors import PlaybookError
from engine.language.playbook import Send, Tell
from engine.language.shop import Person
from engine.language.values import Value
from engine.messages.addresses import Mailbox, bounce_address, domain_of, message_id, plus
from engine.messages.for_case import letter_for
from engine.messages.letter import Letter
from engine.messages.mail import Automatic, Envelope, build
from engine.messages.staff import note_to_staff, urgent_word
from engine.rehearsal.telling import Teller
from engine.run.documents import document
from engine.run.outbox import addressed, first_state
from engine.run.people import at_work, reached
from engine.run.ports import Clock
from engine.store.messages import NewMessage

_ON_THIS_MACHINE = "http://127.0.0.1:8470"
"""Where `fjorten up` shows a case to the shop's own people, unless the pages have an address of their own."""


def to_customer(task: Task, send: Send, clock: Clock) -> NewMessage:
    """The mail to the customer; `to me only` sends it to the owner instead."""
    known, shop = task.known, task.known.in_force.shop
    letter = letter_for(send.message, known)
    address = str(known.lookup("customer.email") or "")
    if not address:
        raise PlaybookError("The customer's mail address is not known.", where=task.step, remedy="Write by post.")
    letter, recipient = addressed(letter, address, shop)
    name = str(known.lookup("customer.name") or "") if recipient == address else shop.owner
    new = _mail(task, letter, Mailbox(recipient, name), clock, _REPLIED if send.at_once else _GENERATED)
    return replace(new, state=first_state(shop))


def to_staff(task: Task, tell: Tell, say: str | Note, clock: Clock) -> Iterator[NewMessage]:
    """One mail to each person; one that is not urgent waits for her working hours."""
    shop = task.known.in_force.shop
    now = clock.now()
    for person in reached(shop, tell.who, now):
        letter = note_to_staff(person.language, _note(task, tell, say, person), shop.time_zone)
        new = _mail(task, letter, Mailbox(person.email, person.name), clock, _GENERATED, person.name)
        begins = now if tell.urgent else at_work(shop, person, now)
        yield replace(new, next_try=clock.machine() + max(0.0, clock.real_seconds_until(begins)))


_REPLIED, _GENERATED = Automatic.REPLIED, Automatic.GENERATED


def _mail(
    task: Task, letter: Letter, to: Mailbox, clock: Clock, automatic: Automatic, reader: str = "customer"
) -> NewMessage:
    shop, case = task.known.in_force.shop, int(task.known.state.opened["case"])
    name, sender = _written_by(shop.mail.sender or shop.email)
    answers_to = shop.mail.reply_to or sender
    step = task.step if reader == "customer" else f"{task.step} / {reader}"
    identity = message_id(case, step, 1, domain_of(sender))
    envelope = Envelope(
        message_id=identity,
        bounces_to=bounce_address(identity),
        sender=Mailbox(sender, name or shop.name),
        recipient=to,
        reply_to=plus(answers_to, str(case)),
        date=clock.now(),
        thread=() if reader != "customer" else _thread(task, identity),
        automatic=automatic,
        unsubscribe=f"mailto:{plus(answers_to, str(case))}?subject=unsubscribe",
        attachments=tuple(document(name, task.known) for name in task.what.attach)
        if isinstance(task.what, Send)
        else (),
    )
    mail = build(letter, envelope)
    return NewMessage(
        case=case,
        step=task.step,
        message_id=identity,
        message=letter.message,
        language=letter.language,
        recipient=mail.recipient,
        envelope_from=mail.sender,
        subject=letter.subject,
        body=mail.content,
        statutory=letter.kind == "statutory",
        written_at=clock.now(),
    )


@lru_cache(maxsize=16)
def _written_by(sender: str) -> tuple[str, str]:
    """The name and the address of the shop, taken apart once and not for each mail."""
    return parseaddr(sender)


def _thread(task: Task, identity: str) -> tuple[str, ...]:
    """The first mail of the case, so that all its mails stand together in the customer's mailbox."""
    sent = (e for e in task.known.state.events.values() if e.base == "message.sent")
    first = next((str(e.data.get("message_id", "")) for e in sent), "")
    return (first,) if first and first != identity else ()


def _note(task: Task, tell: Tell, say: str | Note, person: Person) -> dict[str, Value]:
    known, shop = task.known, task.known.in_force.shop
    number = str(known.state.opened["case"])
    return {
        "tell.say": Teller.in_language(person.language, shop.time_zone).said(say),
        "tell.urgent": urgent_word(person.language) if tell.urgent else "",
        "tell.playbook": known.playbook,
        "tell.link": f"{shop.page_address or _ON_THIS_MACHINE}/cases/{number}",
        "case.number": number,
        "order.number": known.lookup("order.number"),
        "shop.name": shop.name,
        "shop.legal_name": shop.legal_name,
        "shop.address": shop.address,
    }
