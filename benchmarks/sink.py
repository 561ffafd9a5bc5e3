"""A mail server that takes everything and keeps nothing, in a process of its own, so that it is never the bottleneck."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_GREETING = b"220 sink ESMTP\r\n"
_CAN = b"250-sink\r\n250-SIZE\r\n250 PIPELINING\r\n"
_ANSWERS = {b"DATA": b"354 go ahead\r\n", b"EHLO": _CAN, b"QUIT": b"221 bye\r\n"}
_END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection: says yes to each line, and to each mail when its last point has come."""

    def __init__(self) -> None:
        self._line: asyncio.WriteTransport | None = None
        self._kept = b""
        self._in_mail = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._line = transport
        transport.write(_GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer everything that is complete."""
        self._kept += data
        while self._next():
            pass

    def _next(self) -> bool:
        said, found, rest = self._kept.partition(_END if self._in_mail else b"\r\n")
        if not found or self._line is None:
            return False
        self._kept = rest
        verb = b"" if self._in_mail else said[:4].upper()
        self._in_mail = verb == b"DATA"
        self._line.write(_ANSWERS.get(verb, b"250 2.0.0 Ok: queued as 4fT2Jm1Zy9z3k\r\n"))
        return True


@contextmanager
def sink() -> Iterator[int]:
    """Start the server in a process of its own; gives its port."""
    command = [sys.executable, "-m", "benchmarks.sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
