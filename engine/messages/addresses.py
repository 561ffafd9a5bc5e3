"""The addresses and identities that a mail carries: who wrote it, to whom, which case and which step it belongs to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.header import decode_header, make_header

from engine.errors import FjortenError

_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]_/]+\.[^\s@<>(),;:\\\"\[\]_/]+")
_LONGEST = 254
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_LINE_BREAKER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, the two separators of lines and paragraphs, and halves of characters."""
_CASE = re.compile(r"[^@+]*\+(?P<case>\d+)@.*")
_BOUNCE = re.compile(r"bounce\+(?P<local>[^@]+)@(?P<domain>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, as they stand in a header."""

    address: str
    name: str = ""


def one_line(text: str, what: str) -> str:
    """A text for a header; one that could begin a header of its own, openly or encoded, is refused."""
    try:
        decoded = str(make_header(decode_header(text))) if "=?" in text else text
    except (LookupError, ValueError) as error:
        raise _refused(what) from error
    if _LINE_BREAKER.search(text) or _LINE_BREAKER.search(decoded):
        raise _refused(what)
    return text


def mail_address(text: str, what: str) -> str:
    """One mail address and nothing else, its domain in the letters that every mail server knows."""
    local, _, domain = one_line(text, what).strip().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise _not_an_address(text, what) from error
    dots = ".." in address or local.startswith(".") or local.endswith(".")
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST or dots or "=?" in address:
        raise _not_an_address(text, what)
    return address


def plus(address: str, tag: str) -> str:
    """An address with a tag that its owner's mail server ignores: `svar@shop.dk` -> `svar+1042@shop.dk`."""
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}+{tag}@{domain}"


def message_id(case: int, step: str, round_: int, domain: str) -> str:
    """The identity of one message of one case, the same whenever it is asked for; without the angle brackets.

    The step's name makes it readable, the start of its SHA-256 keeps alike names apart.
    """
    word = _NOT_A_LETTER.sub("-", step.rpartition(" / ")[2].lower()).strip("-")[:24].strip("-")
    mark = hashlib.sha256(step.encode()).hexdigest()[:8]
    return f"{case}.{word}.{mark}.{round_}@{domain}"


def bounce_address(identity: str) -> str:
    """Where a mail server reports that this message could not be delivered."""
    return f"bounce+{identity}"


def identity_of_bounce(address: str) -> str | None:
    """The message that a report came back for, read from the address it was sent to."""
    match = _BOUNCE.fullmatch(address.strip())
    return f"{match['local']}@{match['domain']}" if match else None


def case_of_reply(address: str) -> int | None:
    """The case that a customer answered in, read from the address she wrote to."""
    match = _CASE.fullmatch(address.strip())
    return int(match["case"]) if match else None


def domain_of(address: str) -> str:
    """The part behind the @."""
    return address.rpartition("@")[2]


def _refused(what: str) -> FjortenError:
    remedy = "Take line breaks, control characters and encoded words out of it."
    return FjortenError("The text could smuggle a line into the mail's head.", where=what, remedy=remedy)


def _not_an_address(text: str, what: str) -> FjortenError:
    return FjortenError(f'"{text[:80]}" is not a mail address.', where=what, remedy="Write it like anna@example.com.")
