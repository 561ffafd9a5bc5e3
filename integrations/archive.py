"""Looks into the shop's archive mailbox, where a copy of every mail that was sent lies."""

from __future__ import annotations

import asyncio
import imaplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from engine.errors import FjortenError, OutsideError
from engine.language.shop import Shop

Tls = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the archive is; the password never shows."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    tls: Tls = "tls"
    folders: tuple[str, ...] = ("INBOX",)
    patience: float = 30.0
    trust: ssl.SSLContext | None = None


def mailbox_of(shop: Shop, secret: Callable[[str], str]) -> Mailbox | None:
    """The archive that shop.yaml names under `connections: archive:`, or nothing where it names none."""
    said = shop.connections.get("archive")
    if not said:
        return None
    missing = [word for word in ("server", "user", "password") if not said.get(word)]
    port = said.get("port", "993")
    if missing or not port.isdigit():
        what = f"The archive mailbox needs {', '.join(missing) or 'a port that is a number'}."
        raise FjortenError(what, where="shop.yaml, connections, archive", remedy="Add it, or take the block out.")
    return Mailbox(
        said["server"],
        said["user"],
        secret(said["password"].removeprefix("secret ").strip()),
        int(port),
        _tls(said.get("tls", "tls")),
        tuple(name.strip() for name in said.get("folders", "INBOX").split(",")),
    )


def _tls(word: str) -> Tls:
    match word:
        case "tls" | "starttls" | "none" as tls:
            return tls
        case _:
            where = "shop.yaml, connections, archive, tls"
            raise FjortenError(f'"{word}" is no way to encrypt.', where=where, remedy="Write tls, starttls or none.")


@dataclass(frozen=True, slots=True)
class ImapArchive:
    """Finds a mail by its identity."""

    mailbox: Mailbox

    async def holds(self, message_id: str) -> bool:
        """Whether the mail is there; OutsideError when nobody can look."""
        try:
            return await asyncio.to_thread(_search, self.mailbox, message_id)
        except (OSError, imaplib.IMAP4.error) as error:
            reason = " ".join(str(error).split())[:200]
            raise OutsideError(f"The archive mailbox cannot be searched: {reason}", where=self.mailbox.host) from error


def _search(mailbox: Mailbox, message_id: str) -> bool:
    with _open(mailbox) as imap:
        imap.login(mailbox.user, mailbox.password)
        return any(_found(imap, folder, message_id) for folder in mailbox.folders)


def _open(mailbox: Mailbox) -> imaplib.IMAP4:
    trust = mailbox.trust or ssl.create_default_context()
    if mailbox.tls == "tls":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=trust, timeout=mailbox.patience)
    imap = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.patience)
    if mailbox.tls == "starttls":
        imap.starttls(trust)
    return imap


def _found(imap: imaplib.IMAP4, folder: str, message_id: str) -> bool:
    answer, _ = imap.select(_quoted(folder), readonly=True)
    if answer != "OK":
        raise OutsideError(f'The archive mailbox has no folder "{folder}".', remedy="Correct it in shop.yaml.")
    _, found = imap.search(None, "HEADER", "Message-ID", _quoted(f"<{message_id}>"))
    return any(numbers for numbers in found)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
