"""Our answers in the types of the language server protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.workspace import PositionCodec

from engine.editor.contents import Entry, Heading
from engine.editor.edits import Edit, Move, Rewrite
from engine.editor.labels import label
from engine.editor.mention import Sort, Spot
from engine.editor.page import Page
from engine.language import Mistake
from engine.language.nodes import Text
from engine.language.words import sheet_of

_PICTURES: Mapping[Sort, lsp.CompletionItemKind] = {
    Sort.WORD: lsp.CompletionItemKind.Keyword,
    Sort.MESSAGE: lsp.CompletionItemKind.File,
    Sort.DEADLINE: lsp.CompletionItemKind.Event,
    Sort.SETTING: lsp.CompletionItemKind.Property,
    Sort.REMEMBERED: lsp.CompletionItemKind.Variable,
    Sort.PLAYBOOK: lsp.CompletionItemKind.Module,
    Sort.PERSON: lsp.CompletionItemKind.Value,
    Sort.EVENT: lsp.CompletionItemKind.Event,
    Sort.FIELD: lsp.CompletionItemKind.Field,
    Sort.LINE_FIELD: lsp.CompletionItemKind.Field,
    Sort.LAW: lsp.CompletionItemKind.Reference,
    Sort.INTEGRATION: lsp.CompletionItemKind.Function,
    Sort.FILTER: lsp.CompletionItemKind.Function,
}
_ENTRIES: Mapping[Entry, lsp.SymbolKind] = {
    Entry.SECTION: lsp.SymbolKind.Namespace,
    Entry.STEP: lsp.SymbolKind.Function,
    Entry.DEADLINE: lsp.SymbolKind.Event,
    Entry.SETTING: lsp.SymbolKind.Property,
    Entry.CASE: lsp.SymbolKind.Struct,
    Entry.PERSON: lsp.SymbolKind.Constant,
    Entry.STORY: lsp.SymbolKind.Method,
}

Address = Callable[[str], str]
"""The address of a file or folder of the shop."""


def picture(sort: Sort) -> lsp.CompletionItemKind:
    """The little picture beside an offered word."""
    return _PICTURES.get(sort, lsp.CompletionItemKind.Text)


def path_of(uri: str) -> Path | None:
    """The file behind an address; nothing for a buffer that is no file."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    text = unquote(parts.path)
    return Path(text[1:] if len(text) > 2 and text[2] == ":" else text)  # noqa: PLR2004  # /c:/… is a Windows path


def range_of(spot: Spot, lines: Sequence[str], codec: PositionCodec) -> lsp.Range:
    """A piece of a line, counted as the client counts."""
    start = lsp.Position(max(0, spot.line - 1), max(0, spot.column - 1))
    end = lsp.Position(start.line, start.character + spot.length)
    return codec.range_to_client_units(list(lines), lsp.Range(start, end))


def diagnostic(mistake: Mistake, page: Page, codec: PositionCodec, language: str) -> lsp.Diagnostic:
    """A mistake as a mark in the editor."""
    line = page.line(mistake.line)
    length = max(1, min(mistake.length, len(line) - mistake.column + 1))
    message, fix = mistake.said(language)
    said = f"{message}\n{sheet_of(language).word('fix')}: {fix}"
    errors = mistake.severity == "error"
    return lsp.Diagnostic(
        range=range_of(Spot(mistake.file, mistake.line, mistake.column, length), page.lines, codec),
        message=f"{said}\n{label('more', language)}: fjorten explain {mistake.code} --language {language}",
        severity=lsp.DiagnosticSeverity.Error if errors else lsp.DiagnosticSeverity.Warning,
        code=mistake.code,
        source="fjorten",
    )


def symbol(heading: Heading, page: Page, codec: PositionCodec) -> lsp.DocumentSymbol:
    """A line of the contents with what is inside it."""
    key, end = heading.key, heading.end
    own = range_of(_spot(page, key), page.lines, codec)
    until = codec.position_to_client_units(list(page.lines), lsp.Position(end.end.line - 1, end.end.column - 1))
    last = max(own.end, until, key=lambda place: (place.line, place.character))
    return lsp.DocumentSymbol(
        name=heading.title.strip() or "…",
        kind=_ENTRIES[heading.entry],
        range=lsp.Range(own.start, last),
        selection_range=own,
        children=[symbol(one, page, codec) for one in heading.inside],
    )


def _spot(page: Page, text: Text) -> Spot:
    return Spot(page.file, text.place.line, text.place.column, len(text.value) + 2 * text.inset)


def text_edits(edits: Iterable[Edit], page: Page, codec: PositionCodec) -> list[lsp.TextEdit]:
    """Changes of one file."""
    return [lsp.TextEdit(range_of(edit.spot, page.lines, codec), edit.text) for edit in edits]


def whole(text: str, page: Page, codec: PositionCodec) -> lsp.TextEdit:
    """A whole file written anew."""
    last = len(page.lines)
    end = codec.position_to_client_units(list(page.lines), lsp.Position(last - 1, len(page.line(last))))
    return lsp.TextEdit(lsp.Range(lsp.Position(0, 0), end), text)


def workspace_edit(
    rewrite: Rewrite, address: Address, pages: Mapping[str, Page], versions: Mapping[str, int], codec: PositionCodec
) -> lsp.WorkspaceEdit:
    """Changes over several files, and folders that get another name afterwards."""
    changes: list[lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile] = []
    for file, page in pages.items():
        own = (edit for edit in rewrite.edits if edit.spot.file == file)
        document = lsp.OptionalVersionedTextDocumentIdentifier(address(file), versions.get(file))
        changes.append(lsp.TextDocumentEdit(document, list(text_edits(own, page, codec))))
    changes += [_renamed(address, move) for move in rewrite.moves]
    return lsp.WorkspaceEdit(document_changes=changes)


def plain_edit(
    rewrite: Rewrite, address: Address, pages: Mapping[str, Page], codec: PositionCodec
) -> lsp.WorkspaceEdit:
    """Changes over several files for an editor that knows only the older form, which cannot move anything."""
    changes = {
        address(file): text_edits((edit for edit in rewrite.edits if edit.spot.file == file), page, codec)
        for file, page in pages.items()
    }
    return lsp.WorkspaceEdit(changes=changes)


def _renamed(address: Address, move: Move) -> lsp.RenameFile:
    return lsp.RenameFile(address(move.before), address(move.after))
