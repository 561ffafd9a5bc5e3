"""Real mail servers for tests: one that misbehaves by script, one with mailboxes that can be searched."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

LOCAL = "127.0.0.1"


class Act(Enum):
    """What a server does instead of an answer."""

    CUT = "cut the connection"
    SILENT = "say nothing"


Script = Mapping[str, str | Act]
"""Verb -> answer or act; POINT is the end of the mail, GREETING the first line, any other verb as SMTP names it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server has, whatever it told the client."""

    sender: str
    recipient: str
    content: bytes


@dataclass(slots=True)
class Server:
    """A server that runs: its port, what it has taken, and how many connections it saw."""

    script: dict[str, str | Act]
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    verbs: list[str] = field(default_factory=list)
    open: list[asyncio.BaseTransport] = field(default_factory=list)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Take the mail, then answer as the script says."""
        act = self.script.get("POINT", "250 2.0.0 queued as ABC123")
        if isinstance(act, Act) or act.startswith("2"):
            (recipient,) = envelope.rcpt_tos
            self.taken.append(Taken(envelope.mail_from, recipient, envelope.original_content))
        if isinstance(act, Act):
            await _do(act, server)
        return str(act)


async def _do(act: Act, server: Any) -> None:
    if act is Act.CUT:
        server.transport.abort()
    await asyncio.get_running_loop().create_future()  # until the connection is gone


class _Scripted(SMTP):
    """aiosmtpd, asked before each verb whether it may answer by itself."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.connections += 1
        self.event_handler.open.append(transport)
        super().connection_made(transport)

    async def push(self, status: Any) -> None:
        text = status if isinstance(status, str) else status.decode()
        await super().push(
            self.event_handler.script.get("GREETING", text) if text.startswith("220 test.example") else text
        )

    def __getattribute__(self, name: str) -> Any:
        usual = super().__getattribute__(name)
        if not name.startswith("smtp_"):
            return usual
        return _told(self, name.removeprefix("smtp_"), usual)


def _told(server: _Scripted, verb: str, usual: Any) -> Any:
    async def answer(arg: str) -> None:
        server.event_handler.verbs.append(verb)
        act = server.event_handler.script.get(verb)
        if isinstance(act, Act):
            await _do(act, server)
        elif act is not None:
            await server.push(act)
        else:
            await usual(arg)

    return answer


@asynccontextmanager
async def smtp_server(script: Script | None = None, **options: Any) -> AsyncIterator[Server]:
    """A mail server on this loop that keeps to a script; options are aiosmtpd's."""
    told = Server(dict(script or {}))
    loop = asyncio.get_running_loop()
    usual: dict[str, Any] = {"hostname": "test.example", "loop": loop} | options
    server = await loop.create_server(lambda: _Scripted(told, **usual), LOCAL, 0)
    told.port = server.sockets[0].getsockname()[1]
    try:
        yield told
    finally:
        server.close()
        for transport in told.open:
            transport.abort()  # type: ignore[attr-defined]
        await _ended()


async def _ended() -> None:
    """Let the servers' connections come to their end, so that none outlives its test."""
    rest = [task for task in asyncio.all_tasks() if "_handle_client" in repr(task.get_coro())]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def password_is(password: str) -> dict[str, Any]:
    """Options for a server that knows a password, with or without encryption."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == password.encode(), handled=False)

    return {"authenticator": check, "auth_require_tls": False}


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate of our own: how the server shows it, and how a client comes to trust it."""

    show: ssl.SSLContext
    trust: ssl.SSLContext
    file: Path
    key: Path


def certificates() -> Certificates:
    """A fresh certificate for this machine."""
    folder = Path(tempfile.mkdtemp(prefix="fjorten-cert-"))
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, LOCAL)])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 -- a certificate holds for the real today
    alternatives = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOCAL))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(alternatives, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / "cert.pem", folder / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    show = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    show.load_cert_chain(file, secret)
    return Certificates(show, ssl.create_default_context(cafile=str(file)), file, secret)


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """A mail-devel server: it takes mails by SMTP and shows them by IMAP, all in one mailbox."""

    smtp: int
    imap: int
    user: str = "test@example.org"
    password: str = "pw"


@contextmanager
def mailboxes() -> Iterator[Mailboxes]:
    """Start mail-devel in a process of its own, and end it."""
    ports = Mailboxes(free_port(), free_port())
    command = [sys.executable, "-m", "mail_devel", "--host", LOCAL, "--no-http"]
    command += ["--password", ports.password, "--user", ports.user]
    command += ["--smtp-port", str(ports.smtp), "--imap-port", str(ports.imap)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _answers(process, ports.smtp)
        _answers(process, ports.imap)
        yield ports
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a port answers; a server that died is told at once."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("The mail server did not start.")
        try:
            socket.create_connection((LOCAL, port), timeout=1).close()
        except OSError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    raise RuntimeError("The mail server did not answer.")
