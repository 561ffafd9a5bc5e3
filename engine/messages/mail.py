"""Puts a letter into an envelope: the exact bytes that go to the mail server and stay as evidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email.parser import HeaderParser
from email.policy import compat32
from email.utils import format_datetime, getaddresses
from enum import StrEnum

from whenever import Instant

from engine.errors import FjortenError
from engine.messages.addresses import Mailbox, mail_address, one_line
from engine.messages.letter import Letter
from engine.messages.mime import document_part, head, mailbox, text_part, together, words

LARGEST = 10_000_000
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\:]{1,120}")
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_IDENTITY = re.compile(r"[!-;=?-~]{1,200}@[!-;=?-~]{1,200}")  # printable, without angle brackets


class Automatic(StrEnum):
    """Why a mail was written without a hand (RFC 3834): by the case's own course, or as the answer to a mail."""

    GENERATED = "auto-generated"
    REPLIED = "auto-replied"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document of the case that goes with a mail; `name` is what the customer saves it as."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything about a mail but its words.

    `message_id` and `thread` (the first mail of the case, then the customer's own) come without angle brackets;
    `bounces_to` is the envelope's sender; `unsubscribe`, which marketing must offer, is where one click (https:) or
    one mail (mailto:) says no.
    """

    message_id: str
    bounces_to: str
    sender: Mailbox
    recipient: Mailbox
    reply_to: str
    date: Instant
    thread: tuple[str, ...] = ()
    automatic: Automatic = Automatic.GENERATED
    unsubscribe: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out: to one recipient, with its exact bytes and their SHA-256."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    content: bytes
    sha256: bytes


def build(letter: Letter, envelope: Envelope) -> Mail:
    """Write a letter down as a mail; anything that could add a header or a recipient is refused."""
    recipient = mail_address(envelope.recipient.address, "recipient")
    bounces_to = mail_address(envelope.bounces_to, "bounce address")
    kind, body = _content(letter, envelope)
    headers = [*_headers(letter, envelope), ("MIME-Version", "1.0"), ("Content-Type", kind)]
    top = head(headers)
    _prove(top, [name for name, _ in headers], recipient)
    content = top + b"\r\n" + body
    return Mail(envelope.message_id, bounces_to, recipient, letter.subject, content, hashlib.sha256(content).digest())


def copy_for(mail: Mail, archive: str) -> Mail:
    """The same bytes to the shop's own archive: proof of what was sent, and where a lost reply can be looked up."""
    return replace(mail, recipient=mail_address(archive, "archive"))


def _headers(letter: Letter, envelope: Envelope) -> Iterable[tuple[str, str]]:
    yield "Message-ID", _bracketed(envelope.message_id)
    yield "Date", format_datetime(envelope.date.to_stdlib())
    yield "From", _mailbox(envelope.sender, "From")
    yield "To", _mailbox(envelope.recipient, "To")
    yield "Reply-To", _mailbox(Mailbox(envelope.reply_to), "Reply-To")
    yield "Subject", words(one_line(letter.subject, "subject"), "Subject")
    if envelope.thread:
        yield "In-Reply-To", _bracketed(envelope.thread[-1])
        yield "References", "\r\n ".join(_bracketed(identity) for identity in envelope.thread)
    yield "Auto-Submitted", envelope.automatic.value
    yield "X-Auto-Response-Suppress", "All"
    yield "Content-Language", letter.language
    if letter.kind == "marketing":
        yield "List-Unsubscribe", _unsubscribe(envelope.unsubscribe)
        if not envelope.unsubscribe.startswith("mailto:"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _mailbox(one: Mailbox, header: str) -> str:
    return mailbox(one_line(one.name, header).strip(), mail_address(one.address, header), header)


def _bracketed(identity: str) -> str:
    if not _IDENTITY.fullmatch(identity):
        raise FjortenError(
            f'"{identity[:80]}" cannot identify a mail.', remedy="It must look like 1042.step.1@shop.dk."
        )
    return f"<{identity}>"


def _unsubscribe(address: str) -> str:
    ways = ("https://", "mailto:", "http://127.0.0.1")  # the last for a demo on one machine
    usable = address.startswith(ways) and one_line(address, "unsubscribe").isascii()
    if not usable or any(sign in address for sign in "<> "):
        remedy = "Give shop.yaml a page_address, or an address to write to, so that a customer can say no."
        raise FjortenError("A marketing mail must offer a way to unsubscribe.", remedy=remedy)
    return f"<{address}>"


def _content(letter: Letter, envelope: Envelope) -> tuple[str, bytes]:
    """Both forms of the text, and the documents beside them; the marks between parts come from the identity."""
    mark = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32]
    forms = (text_part("plain", letter.text), text_part("html", letter.html))
    kind, body = together("alternative", f"=a{mark}=", forms)
    documents = [document_part(one.name, one.type, one.content) for one in _checked(envelope.attachments)]
    if not documents:
        return kind, body
    return together("mixed", f"=m{mark}=", [head([("Content-Type", kind)]) + b"\r\n" + body, *documents])


def _checked(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    for one in attachments:
        if not _NAME.fullmatch(one.name) or one.name.startswith(".") or not _TYPE.fullmatch(one.type):
            remedy = "Give it a plain name without a folder, and a type such as application/pdf."
            raise FjortenError(f'"{one.name[:80]}" ({one.type[:40]}) cannot be attached.', remedy=remedy)
        one_line(one.name, "attachment")
    if sum(len(one.content) for one in attachments) > LARGEST:
        raise FjortenError("The attachments are too large for a mail.", remedy="Send a link instead.")
    return attachments


def _prove(top: bytes, names: list[str], recipient: str) -> None:
    """Read the head again as a mail server will: exactly our headers, exactly one recipient."""
    parsed = HeaderParser(policy=compat32).parsestr(top.decode())
    to = [address for _, address in getaddresses([str(parsed["To"])])]
    if list(parsed.keys()) != names or to != [recipient]:
        what = "The mail did not come out as it was meant."
        raise FjortenError(what, remedy="Look at names and subject for odd signs.")
