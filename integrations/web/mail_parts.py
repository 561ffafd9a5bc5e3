"""A mail taken apart as a reader's program would: who, what about, the text, the HTML, every header."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail consists of; `html` is empty where there is only text."""

    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]


def take_apart(body: bytes) -> Parts:
    """The parts of the exact bytes that were sent."""
    mail = BytesParser(policy=policy.default).parsebytes(body)
    return Parts(
        sender=str(mail["from"] or ""),
        recipient=str(mail["to"] or ""),
        subject=str(mail["subject"] or ""),
        text=_content(mail, "plain"),
        html=_content(mail, "html"),
        headers=tuple((name, str(value)) for name, value in mail.items()),
        attachments=tuple(part.get_filename() or part.get_content_type() for part in mail.iter_attachments()),
    )


def _content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
