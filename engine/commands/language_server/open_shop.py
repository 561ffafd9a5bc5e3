"""A shop's folder that is open in an editor: the files on the disk, and over them what is typed and not yet saved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.commands.folder import load_folder, stamps, surroundings
from engine.editor.workshop import Workshop
from engine.errors import FjortenError
from engine.language import Folder, Mistake, Surroundings, check
from engine.language.mending import mend

_ENDINGS = {".yaml", ".yml", ".md"}
_SHOP = "shop.yaml"
_HIGHEST = 2  # messages/<name>/<language>.md lies two folders below it


@dataclass(slots=True)
class OpenShop:
    """One shop's folder; `known` are the mistakes found last, file by file."""

    path: Path
    around: Surroundings = field(default_factory=surroundings)
    buffers: dict[str, str] = field(default_factory=dict)
    known: dict[str, tuple[Mistake, ...]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    _seen: frozenset[tuple[str, int, int]] | None = None
    _disk: Folder = field(default_factory=lambda: Folder({}))
    _workshop: Workshop | None = None

    def address(self, file: str) -> str:
        """The address of a file, in the very form in which the editor gave it."""
        return self.addresses.get(file) or (self.path / file).as_uri()

    def write(self, file: str, text: str | None) -> None:
        """Take over what is typed in a file; nothing means that the file on the disk counts again."""
        if text is None:
            self.buffers.pop(file, None)
        else:
            self.buffers[file] = text
        self._workshop = None

    def look(self) -> None:
        """Read the folder again if anything on the disk has changed; while it cannot be read, the last text counts."""
        with suppress(FjortenError, OSError):
            now = stamps(self.path)
            if now != self._seen:
                self._disk, self._seen, self._workshop = load_folder(self.path), now, None

    @property
    def folder(self) -> Folder:
        """The folder as the editor shows it."""
        if self._seen is None:
            self.look()
        return Folder({**self._disk.files, **self.buffers})

    @property
    def workshop(self) -> Workshop:
        """Everything that the folder names."""
        if self._workshop is None:
            self._workshop = Workshop(self.folder, self.around)
        return self._workshop

    def mistakes_of(self, file: str) -> tuple[Mistake, ...]:
        """The mistakes of one file, as it stands now."""
        found = check(self.folder, self.around, file).mistakes
        return tuple(mistake for mistake in found if mistake.file == file)

    def all_mistakes(self) -> Mapping[str, tuple[Mistake, ...]]:
        """The mistakes of all files, those that have none any more included, so that their marks go away."""
        self.look()
        found: dict[str, list[Mistake]] = {file: [] for file in {*self.known, *self.buffers}}
        for mistake in check(self.folder, self.around).mistakes:
            found.setdefault(mistake.file, []).append(mistake)
        return {file: tuple(mistakes) for file, mistakes in found.items()}

    def mended(self, file: str) -> str | None:
        """A file with everything put right that has only one right answer."""
        try:
            return mend(self.folder, self.around, file)[0].get(file)
        except FjortenError:
            return None


def shop_of_file(path: Path) -> tuple[Path, str] | None:
    """The shop's folder that a file belongs to, and its name in there; nothing for a file that is none of ours."""
    folders = (path.parent, *path.parent.parents[:_HIGHEST])
    folder = next((one for one in folders if (one / _SHOP).is_file()), path.parent if path.name == _SHOP else None)
    if folder is None or path.suffix not in _ENDINGS:
        return None
    file = path.relative_to(folder).as_posix()
    own = "/" not in file or file.startswith(("messages/", "stories/"))
    return (folder, file) if own else None
