"""What an editor's question is about: which shop, which file, which line and column, and what is named there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from engine.commands.language_server import as_protocol
from engine.commands.language_server.open_shop import OpenShop
from engine.editor.mention import Mention, Spot

if TYPE_CHECKING:
    from engine.commands.language_server.server import Desk


class AtAPlace(Protocol):
    """A question about the place of the cursor."""

    @property
    def text_document(self) -> lsp.TextDocumentIdentifier: ...  # noqa: D102
    @property
    def position(self) -> lsp.Position: ...  # noqa: D102


class Place:
    """Finds what a question is about: the shop, the file, the place, the name at the cursor."""

    def __init__(self, server: LanguageServer, desk: Desk) -> None:
        self.server = server
        self.desk = desk

    @property
    def codec(self) -> PositionCodec:
        """How the editor counts the signs of a line."""
        return self.server.workspace.position_codec

    def here(self, params: AtAPlace) -> tuple[OpenShop, str, int, int] | None:
        """The shop, the file, the line and the column of the cursor, counted from 1 in signs."""
        place = self.desk.place(params.text_document.uri)
        if place is None:
            return None
        shop, file = place
        lines = list(shop.workshop.page(file).lines)
        if params.position.line >= len(lines):
            return None
        at = self.codec.position_from_client_units(lines, params.position)
        return shop, file, at.line + 1, at.character + 1

    def mention(self, params: AtAPlace) -> tuple[OpenShop, Mention] | None:
        """What is named at the cursor, and in which shop."""
        here = self.here(params)
        if here is None:
            return None
        shop, file, line, column = here
        found = shop.workshop.at(file, line, column)
        return (shop, found) if found else None

    def range(self, shop: OpenShop, spot: Spot) -> lsp.Range:
        """A piece of a line as the editor counts it."""
        return as_protocol.range_of(spot, shop.workshop.page(spot.file).lines, self.codec)

    def places(self, shop: OpenShop, spots: Iterable[Spot]) -> list[lsp.Location]:
        """Pieces of files as places that an editor can jump to."""
        return [lsp.Location(shop.address(spot.file), self.range(shop, spot)) for spot in spots]
