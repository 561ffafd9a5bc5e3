"""Starts and stops a Prefect server of our own, on this machine only, with everything it writes in one folder."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx

from engine.errors import OutsideError
from engine.run.prefect_settings import api_address, server_environment

_WHERE = "Prefect server"
_STARTS_WITHIN = 180.0
_STOPS_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """A Prefect server that runs for us; after a crash of ours the same server is found again by its folder."""

    home: Path
    port: int
    pid: int

    @classmethod
    async def start(cls, home: Path, port: int, env: Mapping[str, str]) -> Self:
        """Start the server and wait until it answers; one that we left behind in this folder is taken over."""
        _make(home)
        if left := _left_behind(home):
            server = cls(home, port, left)
            if await server.is_up():
                return server
            await server.kill()
        _refuse_taken(port)
        server = cls(home, port, _spawn(home, port, env))
        await server._until_up()
        return server

    @property
    def api(self) -> str:
        """Where programs talk to the server."""
        return api_address(self.port)

    @property
    def address(self) -> str:
        """Where people look."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def lives(self) -> bool:
        """Whether its process still runs; it may be silent all the same."""
        return _is_alive(self.pid)

    async def is_up(self) -> bool:
        """Whether the server answers now."""
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            return await self._answers(client)

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"{self.api}/health")).is_success
        except httpx.HTTPError:
            return False

    async def stop(self) -> None:
        """Ask the server to end, and end it if it does not."""
        _signal(self.pid, signal.SIGTERM)
        if not await self._ended(_STOPS_WITHIN):
            await self.kill()
        _pid_file(self.home).unlink(missing_ok=True)

    async def kill(self) -> None:
        """End the server at once, as a crash would."""
        _signal(self.pid, signal.SIGKILL)
        await self._ended(_STOPS_WITHIN)
        _pid_file(self.home).unlink(missing_ok=True)

    async def _ended(self, within: float) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while _is_alive(self.pid):
            if loop.time() > until:
                return False
            await asyncio.sleep(0.05)
        return True

    async def _until_up(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _STARTS_WITHIN
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            while not await self._answers(client):
                if not _is_alive(self.pid) or loop.time() > until:
                    await self.kill()
                    raise self._silent()
                await asyncio.sleep(0.2)

    def _silent(self) -> OutsideError:
        return OutsideError(
            "It does not come up. The last it said: " + _last_words(self.home),
            where=_WHERE,
            remedy=f"The whole of it stands in {_log_file(self.home)}.",
        )


def _spawn(home: Path, port: int, env: Mapping[str, str]) -> int:
    """Start the process in a session of its own, so that Ctrl-C reaches it only through us."""
    arguments = ("-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
    log = os.open(_log_file(home), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        pid = os.posix_spawn(
            sys.executable,
            (sys.executable, *arguments),
            server_environment(home, port, env),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nothing, 0),
                (os.POSIX_SPAWN_DUP2, log, 1),
                (os.POSIX_SPAWN_DUP2, log, 2),
            ],
            setsid=True,
        )
    finally:
        os.close(log)
        os.close(nothing)
    _pid_file(home).write_text(str(pid), encoding="ascii")
    return pid


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise OutsideError(
                f"Port {port} is taken by another program.",
                where=_WHERE,
                remedy="Stop that program, or choose another port.",
            ) from None


def _left_behind(home: Path) -> int | None:
    """The process that an earlier start of ours left in this folder, if it still runs and is a Prefect server."""
    with suppress(OSError, ValueError):
        pid = int(_pid_file(home).read_text(encoding="ascii"))
        if _is_alive(pid) and b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    return None


def _is_alive(pid: int) -> bool:
    with suppress(ChildProcessError):
        ended, _ = os.waitpid(pid, os.WNOHANG)
        return ended == 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def _make(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)


def _pid_file(home: Path) -> Path:
    return home / "server.pid"


def _log_file(home: Path) -> Path:
    return home / "server.log"


def _last_words(home: Path) -> str:
    lines = _log_file(home).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "nothing"
