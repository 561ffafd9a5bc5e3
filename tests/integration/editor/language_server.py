"""Talks to an editor's language server over its pipes, as an editor does."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from engine.commands.editor_settings import SETTINGS

_PATIENCE = 30.0


class Editor:
    """An editor that has a shop's folder open."""

    def __init__(self, process: Process, folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.number = 0
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.marks: dict[str, asyncio.Queue[list[dict[str, Any]]]] = {}
        self.reading = asyncio.create_task(self._read())

    @classmethod
    async def opened(cls, command: list[str], folder: Path) -> Editor:
        """An editor whose server is ready."""
        process = await asyncio.create_subprocess_exec(*command, "--stdio", stdin=PIPE, stdout=PIPE, stderr=PIPE)
        editor = cls(process, folder)
        able = {"workspace": {"configuration": True}, "textDocument": {"completion": {}, "hover": {}}}
        root = folder.as_uri()
        await editor.ask("initialize", processId=None, rootUri=root, capabilities=able)
        editor.say("initialized")
        return editor

    async def ask(self, method: str, **params: Any) -> Any:
        """A question to the server, and its answer."""
        self.number += 1
        self.answers[self.number] = asyncio.get_running_loop().create_future()
        self._write({"id": self.number, "method": method, "params": params})
        return await asyncio.wait_for(self.answers[self.number], _PATIENCE)

    def say(self, method: str, **params: Any) -> None:
        """Something that the server should know."""
        self._write({"method": method, "params": params})

    async def write_file(self, name: str, text: str) -> list[dict[str, Any]]:
        """Open a file with a text; what the server marks in it."""
        uri = (self.folder / name).as_uri()
        self.marks[uri] = asyncio.Queue()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say("textDocument/didOpen", textDocument=document)
        return await asyncio.wait_for(self.marks[uri].get(), _PATIENCE)

    async def at(self, method: str, name: str, line: int, column: int) -> Any:
        """Completion or hover at a place of an open file; lines and columns count from 0."""
        place = {"line": line, "character": column}
        return await self.ask(
            f"textDocument/{method}", textDocument={"uri": (self.folder / name).as_uri()}, position=place
        )

    async def close(self) -> None:
        """Let the server go."""
        self.process.kill()
        await self.process.wait()
        self.reading.cancel()

    def _write(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while head := await self.process.stdout.readuntil(b"\r\n\r\n"):
            length = int(head.lower().partition(b"content-length:")[2].split()[0])
            self._take(json.loads(await self.process.stdout.readexactly(length)))

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": {"uri": uri, "diagnostics": marks}}:
                self.marks.setdefault(uri, asyncio.Queue()).put_nowait(marks)
            case {"method": "workspace/configuration", "id": number, "params": {"items": items}}:
                self._write({"id": number, "result": [_section(item.get("section", "")) for item in items]})
            case {"method": _, "id": number}:
                self._write({"id": number, "result": None})
            case {"id": number, **rest}:
                self.answers.pop(number).set_result(rest.get("result"))


def _section(name: str) -> Any:
    """One part of the settings, as nested groups; an editor adds its own switches."""
    if name != "yaml":
        return {}
    own: dict[str, Any] = {"hover": True, "completion": True, "validate": True}
    for key, value in SETTINGS.items():
        group, _, rest = key.partition(".")
        if group == "yaml":
            first, _, last = rest.partition(".")
            own[first] = {last: value} if last else value
    return own
