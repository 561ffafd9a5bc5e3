"""Talks to an editor's language server over its pipes, as an editor does."""

from __future__ import annotations

import asyncio
import contextlib
import json
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from engine.commands.editor_settings import SCHEMAS

_PATIENCE = 30.0
_ABLE = {
    "workspace": {"configuration": True, "workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
    "textDocument": {"completion": {}, "hover": {"contentFormat": ["markdown"]}, "rename": {"prepareSupport": True}},
}


class RefusedError(Exception):
    """The server answered with the reason why it will not."""


class Editor:
    """An editor that has a shop's folder open."""

    def __init__(self, process: Process, folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.number = 0
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.marks: dict[str, asyncio.Queue[list[dict[str, Any]]]] = {}
        self.versions: dict[str, int] = {}
        self.reading = asyncio.create_task(self._read())

    @classmethod
    async def opened(cls, command: list[str], folder: Path, **options: Any) -> Editor:
        """An editor whose server is ready; `options` are the server's own settings."""
        process = await asyncio.create_subprocess_exec(*command, "--stdio", stdin=PIPE, stdout=PIPE, stderr=PIPE)
        editor = cls(process, folder)
        about = {"rootUri": folder.as_uri(), "capabilities": _ABLE, "initializationOptions": options or None}
        await editor.ask("initialize", processId=None, **about)
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
        self.open(name, text)
        return await asyncio.wait_for(self.marks[self.uri(name)].get(), _PATIENCE)

    def open(self, name: str, text: str) -> None:
        """Open a file with a text."""
        self.marks[self.uri(name)] = asyncio.Queue()
        self.versions[name] = 1
        document = {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text}
        self.say("textDocument/didOpen", textDocument=document)

    def write(self, name: str, text: str) -> None:
        """Give a file another text; it is opened if it is not open yet."""
        if name in self.versions:
            self.change(name, {"text": text})
        else:
            self.open(name, text)

    def close_file(self, name: str) -> None:
        """Close a file without saving it."""
        del self.versions[name]
        self.say("textDocument/didClose", textDocument={"uri": self.uri(name)})

    def uri(self, name: str) -> str:
        """The address of a file."""
        return (self.folder / name).as_uri()

    def change(self, name: str, *changes: dict[str, Any]) -> None:
        """Type in an open file."""
        self.versions[name] += 1
        document = {"uri": self.uri(name), "version": self.versions[name]}
        self.say("textDocument/didChange", textDocument=document, contentChanges=list(changes))

    async def marked(self, name: str, codes: list[str]) -> list[dict[str, Any]]:
        """Wait until exactly these codes are marked in a file; what the marks say."""
        queue = self.marks.setdefault(self.uri(name), asyncio.Queue())
        async with asyncio.timeout(_PATIENCE):
            while True:
                marks = await queue.get()
                if sorted(mark["code"] for mark in marks) == sorted(codes):
                    return marks

    async def at(self, method: str, name: str, line: int, column: int) -> Any:
        """Completion or hover at a place of an open file; lines and columns count from 0."""
        place = {"line": line, "character": column}
        return await self.ask(f"textDocument/{method}", textDocument={"uri": self.uri(name)}, position=place)

    async def close(self) -> None:
        """Let the server go."""
        with contextlib.suppress(ProcessLookupError):  # it may have gone by itself
            self.process.kill()
        await self.process.wait()
        self.reading.cancel()

    def _write(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(asyncio.IncompleteReadError):  # the server has gone
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
            case {"id": number, "error": {"message": said}}:
                self.answers.pop(number).set_exception(RefusedError(said))
            case {"id": number, **rest}:
                self.answers.pop(number).set_result(rest.get("result"))


def _section(name: str) -> Any:
    """One part of the settings, as nested groups; an editor adds its own switches."""
    if name != "yaml":
        return {}
    own: dict[str, Any] = {"hover": True, "completion": True, "validate": True}
    for key, value in SCHEMAS.items():
        group, _, rest = key.partition(".")
        if group == "yaml":
            first, _, last = rest.partition(".")
            own[first] = {last: value} if last else value
    return own
