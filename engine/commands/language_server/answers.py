"""The editor's questions, each answered from the folder as it stands in the editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from engine.commands.language_server import as_protocol
from engine.commands.language_server.offering import Offering
from engine.commands.language_server.open_shop import OpenShop
from engine.commands.language_server.place import Place
from engine.editor.contents import contents
from engine.editor.cures import Cure, cures, has_more
from engine.editor.edits import Rewrite
from engine.editor.finding import definitions, references
from engine.editor.labels import label
from engine.editor.renaming import Renaming, nothing_here
from engine.errors import FjortenError

if TYPE_CHECKING:
    from engine.commands.language_server.server import Desk

_REFUSED = -32803
_MEND = "source.fixAll.fjorten"


class Answers(Place):
    """Answers about what stands in the files."""

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """What stands under the cursor."""
        from engine.editor.hover import told

        found = self.mention(params)
        if found is None:
            return None
        shop, mention = found
        said = told(shop.workshop, mention, self.desk.language)
        if not said:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, said)
        return lsp.Hover(content, self.range(shop, mention.reach or mention.spot))

    def definition(self, params: lsp.DefinitionParams) -> list[lsp.Location]:
        """Where the thing under the cursor comes from."""
        found = self.mention(params)
        return self.places(found[0], definitions(found[0].workshop, found[1], self.desk.language)) if found else []

    def references(self, params: lsp.ReferenceParams) -> list[lsp.Location]:
        """Every place that names the thing under the cursor."""
        found = self.mention(params)
        return self.places(found[0], references(found[0].workshop, found[1].thing)) if found else []

    def can_rename(self, params: lsp.PrepareRenameParams) -> lsp.Range:
        """The name that would change; a refusal in words where there is none."""
        found = self.mention(params)
        try:
            if found is None:
                raise nothing_here(self.desk.language)
            shop, mention = found
            return self.range(shop, Renaming(shop.workshop, mention, self.desk.language).spot())
        except FjortenError as refused:
            raise JsonRpcException(str(refused), _REFUSED) from None

    def rename(self, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        """Every change that a new name needs."""
        found = self.mention(params)
        try:
            if found is None:
                raise nothing_here(self.desk.language)
            shop, mention = found
            rewrite = Renaming(shop.workshop, mention, self.desk.language).to(params.new_name.strip())
            self._check_moves(rewrite)
        except FjortenError as refused:
            raise JsonRpcException(str(refused), _REFUSED) from None
        return self._workspace_edit(shop, rewrite)

    def _check_moves(self, rewrite: Rewrite) -> None:
        """Refuse to move a folder where the editor cannot: half a new name would be a mistake."""
        able = self._able()
        renames = able.resource_operations if able else None
        if rewrite.moves and lsp.ResourceOperationKind.Rename not in (renames or ()):
            move = rewrite.moves[0]
            names = {"before": Path(move.before).name, "after": Path(move.after).name}
            raise FjortenError(label("no_moves", self.desk.language, **names))

    def _able(self) -> lsp.WorkspaceEditClientCapabilities | None:
        workspace = self.server.client_capabilities.workspace
        return workspace.workspace_edit if workspace else None

    def _workspace_edit(self, shop: OpenShop, rewrite: Rewrite) -> lsp.WorkspaceEdit:
        pages = {edit.spot.file: shop.workshop.page(edit.spot.file) for edit in rewrite.edits}
        able = self._able()
        if not (able and able.document_changes):
            return as_protocol.plain_edit(rewrite, shop.address, pages, self.codec)
        return as_protocol.workspace_edit(rewrite, shop.address, pages, self._versions(shop), self.codec)

    def _versions(self, shop: OpenShop) -> dict[str, int]:
        documents = self.server.workspace.text_documents
        found = ((file, documents.get(shop.address(file))) for file in shop.buffers)
        return {file: document.version or 0 for file, document in found if document}

    def contents(self, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        """The contents of a file."""
        place = self.desk.place(params.text_document.uri)
        if place is None:
            return []
        page = place[0].workshop.page(place[1])
        return [as_protocol.symbol(heading, page, self.codec) for heading in contents(page)]

    async def actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """What can be done about the mistakes in a piece of a file."""
        place = self.desk.place(params.text_document.uri)
        if place is None:
            return []
        shop, file = place
        mistakes = await self.desk.look_at(shop, file)
        first, last = params.range.start.line + 1, params.range.end.line + 1
        near = [mistake for mistake in mistakes if first <= mistake.line <= last]
        page = shop.workshop.page(file)
        found = [self._action(shop, cure) for cure in cures(page, near, self.desk.language)]
        return found + ([self._mend_all(params.text_document.uri)] if has_more(mistakes) else [])

    def _action(self, shop: OpenShop, cure: Cure) -> lsp.CodeAction:
        page = shop.workshop.page(cure.mistake.file)
        mark = as_protocol.diagnostic(cure.mistake, page, self.codec, self.desk.language)
        edit = self._workspace_edit(shop, Rewrite((cure.edit,)))
        kind = lsp.CodeActionKind.QuickFix
        return lsp.CodeAction(cure.title, kind, [mark], is_preferred=cure.ready or None, edit=edit)

    def _mend_all(self, uri: str) -> lsp.CodeAction:
        return lsp.CodeAction(label("mend_all", self.desk.language), _MEND, data={"uri": uri})

    def resolved(self, action: lsp.CodeAction) -> lsp.CodeAction:
        """The changes that mend everything in a file; worked out only when somebody wants them."""
        data = action.data if isinstance(action.data, dict) else {}
        place = self.desk.place(data.get("uri", ""))
        if place is not None:
            shop, file = place
            text = shop.mended(file)
            if text is not None:
                edit = as_protocol.whole(text, shop.workshop.page(file), self.codec)
                action.edit = lsp.WorkspaceEdit(changes={data["uri"]: [edit]})
        return action


def answer_questions(server: LanguageServer, desk: Desk) -> None:
    """Have the server answer every kind of question that it knows."""
    answers, offering = Answers(server, desk), Offering(server, desk)

    def on(question: str, answer: Callable[..., Any], options: Any = None) -> None:
        server.feature(question, options)(partial(answer))  # the server puts a mark on it, and a method takes none

    kinds, triggers = [lsp.CodeActionKind.QuickFix, _MEND], [".", " ", "[", "{", "|"]
    on(lsp.TEXT_DOCUMENT_HOVER, answers.hover)
    on(lsp.TEXT_DOCUMENT_DEFINITION, answers.definition)
    on(lsp.TEXT_DOCUMENT_REFERENCES, answers.references)
    on(lsp.TEXT_DOCUMENT_PREPARE_RENAME, answers.can_rename)
    on(lsp.TEXT_DOCUMENT_RENAME, answers.rename, lsp.RenameOptions(prepare_provider=True))
    on(lsp.TEXT_DOCUMENT_COMPLETION, offering.completion, lsp.CompletionOptions(triggers, resolve_provider=True))
    on(lsp.COMPLETION_ITEM_RESOLVE, offering.explained)
    on(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, answers.contents)
    on(lsp.TEXT_DOCUMENT_CODE_ACTION, answers.actions, lsp.CodeActionOptions(kinds, resolve_provider=True))
    on(lsp.CODE_ACTION_RESOLVE, answers.resolved)
