"""Changes of files that an editor is asked to make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.editor.mention import Spot
from engine.language.folder import Folder
from engine.language.letters import decode


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file, and what stands there afterwards."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """A folder that gets another name."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Several changes that belong together: first the texts, then the folders."""

    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()

    def applied(self, folder: Folder) -> Folder:
        """The folder after the changes."""
        files = dict(folder.files)
        for file in {edit.spot.file for edit in self.edits}:
            own = (edit for edit in self.edits if edit.spot.file == file)
            files[file] = changed(decode(files.get(file, "")) or "", own)
        return Folder({_moved(path, self.moves): content for path, content in files.items()})


def changed(text: str, edits: Iterable[Edit]) -> str:
    """A text after some changes; the last is made first, so that the places of the others stay right."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one.spot.line, one.spot.column), reverse=True):
        line, at = lines[edit.spot.line - 1], edit.spot.column - 1
        lines[edit.spot.line - 1] = line[:at] + edit.text + line[at + edit.spot.length :]
    return "\n".join(lines)


def _moved(path: str, moves: Iterable[Move]) -> str:
    for move in moves:
        if path.startswith(f"{move.before}/"):
            return move.after + path.removeprefix(move.before)
    return path
