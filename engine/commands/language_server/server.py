"""Speaks the language server protocol over the pipes: takes in what is typed, marks mistakes, answers questions."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from engine.commands.language_server.as_protocol import diagnostic, path_of
from engine.commands.language_server.open_shop import OpenShop, shop_of_file
from engine.language import Mistake
from engine.language.words import LANGUAGES

_TYPED = 0.25
"""Seconds of quiet after a key before the file itself is checked."""

_RESTED = 0.75
"""Seconds more before the whole folder is checked, because a mistake can show in another file."""


class Desk:
    """The shops that are open, and the language in which the owner is spoken to."""

    def __init__(self, server: LanguageServer, language: str) -> None:
        self.server = server
        self.language = language
        self.shops: dict[Path, OpenShop] = {}
        self.waiting: dict[Path, asyncio.Task[None]] = {}
        self.checking = asyncio.Lock()

    def choose_language(self, options: Any) -> None:
        """Speak the language that the editor's settings name, if they name one."""
        asked = options.get("language") if isinstance(options, dict) else None
        if asked in LANGUAGES:
            self.language = asked

    def place(self, uri: str) -> tuple[OpenShop, str] | None:
        """The shop that a file belongs to, and its name in there."""
        path = path_of(uri)
        found = shop_of_file(path) if path else None
        if found is None:
            return None
        folder, file = found
        if folder not in self.shops:
            self.shops[folder] = OpenShop(folder)
        return self.shops[folder], file

    def typed(self, uri: str, *, closed: bool = False) -> None:
        """Take over what is typed in a file, and check it as soon as the owner rests."""
        if place := self.place(uri):
            shop, file = place
            shop.addresses[file] = uri
            shop.write(file, None if closed else self.server.workspace.get_text_document(uri).source)
            self._plan(shop, file)

    def changed_outside(self) -> None:
        """Look at the disk again: another program has changed files."""
        for shop in self.shops.values():
            self._plan(shop, "")

    def _plan(self, shop: OpenShop, file: str) -> None:
        if before := self.waiting.get(shop.path):
            before.cancel()
        self.waiting[shop.path] = asyncio.get_running_loop().create_task(self._check(shop, file))

    async def _check(self, shop: OpenShop, file: str) -> None:
        await asyncio.sleep(_TYPED)
        if file in shop.buffers:
            await self.look_at(shop, file)
        await asyncio.sleep(_RESTED)
        async with self.checking:
            found = await asyncio.to_thread(shop.all_mistakes)
        for path, mistakes in found.items():
            self._mark(shop, path, mistakes)

    async def look_at(self, shop: OpenShop, file: str) -> tuple[Mistake, ...]:
        """The mistakes of one file as it stands now, which are marked as well."""
        async with self.checking:
            found = await asyncio.to_thread(shop.mistakes_of, file)
        self._mark(shop, file, found)
        return found

    def _mark(self, shop: OpenShop, file: str, mistakes: tuple[Mistake, ...]) -> None:
        if shop.known.get(file) == mistakes and file not in shop.buffers:
            return
        shop.known[file] = mistakes
        page = shop.workshop.page(file)
        codec = self.server.workspace.position_codec
        marks = [diagnostic(mistake, page, codec, self.language) for mistake in mistakes]
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(shop.address(file), marks))


def made(language: str) -> LanguageServer:
    """The server, ready to be started."""
    from engine.commands.language_server.answers import answer_questions

    server = LanguageServer("fjorten", version("fjorten"))
    desk = Desk(server, language)
    _take_in(server, desk)
    answer_questions(server, desk)
    return server


def _take_in(server: LanguageServer, desk: Desk) -> None:
    """Everything that the editor tells without asking."""

    @server.feature(lsp.INITIALIZE)
    def begin(params: lsp.InitializeParams) -> None:
        desk.choose_language(params.initialization_options)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        desk.typed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        desk.typed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        desk.typed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        desk.typed(params.text_document.uri, closed=True)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_outside(_: lsp.DidChangeWatchedFilesParams) -> None:
        desk.changed_outside()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_: lsp.DidChangeConfigurationParams) -> None:
        """Nothing to take over: the language is chosen when the server starts."""

    @server.feature(lsp.INITIALIZED)
    async def settle(_: lsp.InitializedParams) -> None:
        await asyncio.to_thread(_load_the_rest)
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [lsp.FileSystemWatcher(f"**/*.{ending}") for ending in ("yaml", "yml", "md")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(lsp.RegistrationParams([asked]))


def _load_the_rest() -> None:
    """Load what the first questions need, after the editor has been greeted."""
    import engine.editor.completing
    import engine.editor.hover  # noqa: F401
