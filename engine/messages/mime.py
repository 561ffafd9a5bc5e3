"""How a mail is spelled on the wire: heads in ASCII, parts as quoted-printable, documents as base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from email.header import Header
from urllib.parse import quote

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_LONGEST = 900  # a line of a mail has at most 998 characters
_SPLIT = 75


def words(text: str, header: str) -> str:
    """A text for a head, encoded where it is not plain ASCII or could be taken for something encoded."""
    if text.isascii() and "=?" not in text and len(text) <= _LONGEST:
        return text
    return Header(text, "utf-8", maxlinelen=_SPLIT, header_name=header).encode(linesep="\r\n")


def mailbox(name: str, address: str, header: str) -> str:
    """A name and an address for a head: the name quoted or encoded, so that no sign in it means anything."""
    if not name:
        return address
    if not name.isascii() or "=?" in name:
        return f"{words(name, header)} <{address}>"
    if _ATOMS.fullmatch(name):
        return f"{name} <{address}>"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


def head(headers: Iterable[tuple[str, str]]) -> bytes:
    """The lines of a head, without the empty line that ends it."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode()


def text_part(subtype: str, text: str) -> bytes:
    """A text as a part of its own."""
    lines = binascii.b2a_qp(text.replace("\r\n", "\n").encode(), istext=True).replace(b"\n", b"\r\n")
    kind = f'text/{subtype}; charset="utf-8"'
    return head([("Content-Type", kind), ("Content-Transfer-Encoding", "quoted-printable")]) + b"\r\n" + lines


def document_part(name: str, kind: str, content: bytes) -> bytes:
    """A document as a part that the customer can save under its name."""
    named = f'filename="{name}"' if name.isascii() and '"' not in name else f"filename*=utf-8''{quote(name, safe='')}"
    lines = base64.encodebytes(content).replace(b"\n", b"\r\n")
    fields = [
        ("Content-Type", kind),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f"attachment;\r\n {named}"),
    ]
    return head(fields) + b"\r\n" + lines


def together(kind: str, boundary: str, parts: Iterable[bytes]) -> tuple[str, bytes]:
    """Several parts as one: the content type for the head above them, and their bytes."""
    mark = f"--{boundary}".encode()
    body = b"".join(b"\r\n" + mark + b"\r\n" + part.rstrip(b"\r\n") + b"\r\n" for part in parts)
    return f'multipart/{kind};\r\n boundary="{boundary}"', body + b"\r\n" + mark + b"--\r\n"
