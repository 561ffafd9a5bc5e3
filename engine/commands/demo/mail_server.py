"""A real mail server for the demo, on this machine only: every mail lands in one mailbox, and nothing leaves."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import OutsideError

USER = "demo@nordlys.example"
_COMES_UP_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server in a process of its own, so that mails outlive a crash of the engine."""

    smtp: int
    imap: int
    pid: int

    @classmethod
    async def start(cls, home: Path, smtp: int, imap: int, password: str) -> MailServer:
        """Start it, or find the one that an earlier run left behind in this folder."""
        server = cls(smtp, imap, _found_or_spawned(home, smtp, imap, password))
        await server._until_up()
        return server

    async def _until_up(self) -> None:
        until = asyncio.get_running_loop().time() + _COMES_UP_WITHIN
        while not (_answers(self.smtp) and _answers(self.imap)):
            if asyncio.get_running_loop().time() > until:
                raise OutsideError(
                    "The demo's mail server does not come up.",
                    where=f"ports {self.smtp} and {self.imap}",
                    remedy="Choose other ports with --mail-port.",
                )
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """End it; the mails in it go with it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        with suppress(ChildProcessError):
            await asyncio.to_thread(os.waitpid, self.pid, 0)


def _found_or_spawned(home: Path, smtp: int, imap: int, password: str) -> int:
    home.mkdir(parents=True, exist_ok=True)
    note = home / "server.pid"
    if (left := _left_behind(note)) and _answers(smtp):
        return left
    pid = _spawn(home, smtp, imap, password)
    note.write_text(str(pid), encoding="ascii")
    return pid


def _spawn(home: Path, smtp: int, imap: int, password: str) -> int:
    said = ["--host", "127.0.0.1", "--user", USER, "--no-http"]
    said += ["--smtp-port", str(smtp), "--imap-port", str(imap)]
    said += ["--smtps-port", str(smtp + 2)]
    log = os.open(home / "server.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        program = (sys.executable, "-m", "mail_devel", *said)
        environment = {**os.environ, "MAIL_PASSWORD": password}
        actions = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
        return os.posix_spawn(sys.executable, program, environment, file_actions=actions, setsid=True)
    finally:
        os.close(log)


def _left_behind(note: Path) -> int | None:
    with suppress(OSError, ValueError):
        pid = int(note.read_text(encoding="ascii"))
        os.kill(pid, 0)
        return pid
    return None


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
