"""Hands mails to the shop's mail server, and says of each which of the four outcomes it had."""

from __future__ import annotations

import asyncio
import math
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPStatus,
)

from engine.errors import FjortenError
from engine.language.shop import Mail
from engine.messages.addresses import domain_of
from engine.run.outcomes import Outcome, Retry, Stop, Unknown
from integrations.smtp_answers import after_the_mail, before_the_mail, in_words, without_a_talk

Tls = Literal["starttls", "tls", "none"]
CONNECTIONS = 4
IDLE_SECONDS = 30.0
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"(?m)^\.")
_GO_AHEAD = 354


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mail server is and how we speak to it; the password never shows."""

    host: str
    port: int = 587
    tls: Tls = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    name: str = ""  # what we call ourselves in the greeting; empty: this machine's own name
    patience: float = 30.0  # seconds for each answer
    patience_for_data: float = 120.0  # seconds for the answer that counts
    trust: ssl.SSLContext | None = None  # empty: the machine's own certificates


def server_of(mail: Mail, secret: Callable[[str], str]) -> Server:
    """The mail server of shop.yaml; its password is looked up by the name of the secret."""
    match mail.tls:
        case "starttls" | "tls" | "none" as tls:
            password = secret(mail.password.removeprefix("secret ").strip()) if mail.password else ""
            return Server(mail.server, mail.port, tls, mail.user, password, domain_of(parseaddr(mail.sender)[1]))
        case _:
            remedy = "Write starttls, tls or none."
            raise FjortenError(f'"{mail.tls}" is no way to encrypt mail.', where="shop.yaml, mail, tls", remedy=remedy)


@dataclass(frozen=True, slots=True)
class _Post:
    """One mail for one recipient, and the moment of the loop's time after which it is not ours to send."""

    mail: bytes
    sender: str
    recipient: str
    not_after: float


@dataclass(slots=True)
class _Line:
    """One open connection, where it leads, and when it was last of use."""

    client: SMTP
    server: Server
    used_at: float = 0.0


class SmtpSender:
    """A few open connections to one mail server, each used for one mail after the other.

    A mail that did not come to its turn for `gives_up_after` seconds is not sent: whoever was stopped for so long
    (a machine that slept) may have lost it to another engine.
    """

    def __init__(self, server: Server, *, connections: int = CONNECTIONS, gives_up_after: float = math.inf) -> None:
        self._server = server
        self._gives_up_after = gives_up_after
        self._idle: list[_Line] = []
        self._places = asyncio.Semaphore(connections)

    async def send(self, mail: bytes, sender: str, recipient: str) -> Outcome:
        """Hand over one mail for one recipient; whatever goes wrong is told as an outcome."""
        post = _Post(mail, sender, recipient, asyncio.get_running_loop().time() + self._gives_up_after)
        async with self._places:
            return await self._on_open_line(post) or await self._on_new_line(post)

    def turn_to(self, server: Server) -> None:
        """Hand the next mails to this server; a mail that is on its way stays where it is."""
        self._server = server

    async def aclose(self) -> None:
        """Say goodbye on every open connection."""
        while self._idle:
            await _leave(self._idle.pop())

    async def _on_open_line(self, post: _Post) -> Outcome | None:
        """A connection that turns out to have been closed meanwhile costs nothing: nothing, and a new one is made."""
        line = self._open_line()
        if line is None:
            return None
        try:
            async with self._kept(line):
                return await self._converse(line.client, post)
        except (SMTPException, OSError):
            return None

    async def _on_new_line(self, post: _Post) -> Outcome:
        server = self._server
        try:
            line = _Line(await self._connect(server), server)
            async with self._kept(line):
                return await self._converse(line.client, post)
        except (SMTPException, OSError) as error:
            return without_a_talk(error)

    def _open_line(self) -> _Line | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            line = self._idle.pop()
            fresh = now - line.used_at < IDLE_SECONDS and line.server == self._server
            if line.client.is_connected and fresh:
                return line
            line.client.close()
        return None

    @asynccontextmanager
    async def _kept(self, line: _Line) -> AsyncIterator[None]:
        """Keep the connection for the next mail if it is still good."""
        try:
            yield
        except BaseException:
            line.client.close()
            raise
        if line.client.is_connected:
            line.used_at = asyncio.get_running_loop().time()
            self._idle.append(line)

    @staticmethod
    async def _connect(server: Server) -> SMTP:
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=server.name or None,
            timeout=server.patience,
            use_tls=server.tls == "tls",
            # True insists: a server without STARTTLS is an error, never a reason to go on in the open.
            start_tls=server.tls == "starttls",
            tls_context=server.trust,
        )
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
        return client

    async def _converse(self, client: SMTP, post: _Post) -> Outcome:
        """One mail on an open connection; exceptions come only from before the mail itself was sent."""
        if not (post.sender + post.recipient).isascii() and not client.supports_extension("smtputf8"):
            return Stop("The mail server cannot deliver to addresses with letters outside ASCII (SMTPUTF8).")
        try:
            await _envelope(client, len(post.mail), post.sender, post.recipient)
            await _go_ahead(client)
        except SMTPResponseException as error:
            return await _refused(client, error)
        return await self._mail_itself(client, post)

    async def _mail_itself(self, client: SMTP, post: _Post) -> Outcome:
        if asyncio.get_running_loop().time() > post.not_after:
            client.close()
            return Retry("Fjorten was held up for so long that another engine may have this mail by now.")
        protocol = client.protocol
        if protocol is None:
            raise SMTPServerDisconnected("Connection lost")
        protocol.write(_with_point(post.mail))
        try:  # from here on a lost connection tells nothing: the server may have taken the mail
            response = await protocol.read_response(timeout=self._server.patience_for_data)
        except (SMTPException, OSError) as error:
            client.close()
            return Unknown(f"The mail server did not say whether it took the mail: {in_words(error)}")
        return after_the_mail(response.code, response.message)


async def _envelope(client: SMTP, size: int, sender: str, recipient: str) -> None:
    options = [f"SIZE={size}"] if client.supports_extension("size") else []
    ascii_only = (sender + recipient).isascii()
    letters = "ascii" if ascii_only else "utf-8"
    await client.mail(sender, options=options if ascii_only else [*options, "SMTPUTF8"], encoding=letters)
    await client.rcpt(recipient, encoding=letters)


async def _go_ahead(client: SMTP) -> None:
    response = await client.execute_command(b"DATA")
    if response.code != _GO_AHEAD:
        raise SMTPDataError(response.code, response.message)


async def _refused(client: SMTP, error: SMTPResponseException) -> Outcome:
    """Refused before the mail was sent; the connection stays for the next one unless the server is leaving."""
    if error.code == SMTPStatus.domain_unavailable:
        raise SMTPServerDisconnected(f"{error.code} {error.message}")
    try:
        await client.rset()
    except (SMTPException, OSError):
        client.close()
    return before_the_mail(error.code, error.message)


def _with_point(mail: bytes) -> bytes:
    """The mail as it goes over the line: whole lines, points doubled, and the point that ends it."""
    lines = _LINE_ENDS.sub(b"\r\n", mail)
    return _DOT.sub(b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n") + b".\r\n"


async def _leave(line: _Line) -> None:
    try:
        await line.client.quit(timeout=1)
    except (SMTPException, OSError):
        line.client.close()
