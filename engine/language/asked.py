"""What has to be read when one file is asked about: the file, and what it needs to be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.language.folder import Folder
from engine.language.freezing import is_playbook
from engine.language.letters import decode

TITLE = re.compile(r"^playbook:[ ]*[\"']?(.+?)[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
REMEMBERED = re.compile(r"remembered\.([a-z][a-z0-9_]*)|remember_as:[ ]*([a-z][a-z0-9_]*)")
_STORED = re.compile(r"\bremembered\.([a-z][a-z0-9_]*): *([^,}#\n]*)")
_FILLED = re.compile(r"^[ -]*f\w*:.*$", re.MULTILINE)
_RUN = re.compile(r"\brun:[ ]*[\"']?(.+?)[\"']?[ ]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The file that somebody asks about; no name stands for all of them."""

    folder: Folder
    file: str = ""

    def asks_about(self, path: str) -> bool:
        """Whether the mistakes of this file are wanted."""
        return self.file in {"", path}

    @property
    def playbooks(self) -> tuple[str, ...]:
        """The playbooks to read: all, or the one asked about with what it runs and what shares its memory."""
        every = tuple(sorted(filter(is_playbook, self.folder.files)))
        if not is_playbook(self.file) or self.file not in every:
            return every
        texts = {path: decode(self.folder.files[path]) or "" for path in every}
        return tuple(path for path in every if path in self._needed(texts))

    def _needed(self, texts: dict[str, str]) -> set[str]:
        """The asked file, all that it runs, and the files that remember a thing under the same name."""
        paths = {title: path for path, text in texts.items() for title in TITLE.findall(text)}
        names = remembered_in_text(texts[self.file])
        needed = {path for path, text in texts.items() if names & remembered_in_text(text)}
        waiting = [self.file]
        while waiting:
            path = waiting.pop()
            needed.add(path)
            waiting += [paths[title] for title in _RUN.findall(texts[path]) if paths.get(title, path) not in needed]
        return needed


def stored_in_text(text: str) -> dict[str, str]:
    """The names that the steps of a file store things under, with what they store, also in a line with a mistake."""
    filled = (name for line in _FILLED.findall(text) for name, _ in REMEMBERED.findall(line) if name)
    return {**dict.fromkeys(filled, ""), **{name: value.strip() for name, value in _STORED.findall(text)}}


def remembered_in_text(text: str) -> frozenset[str]:
    """The names of remembered things that a file mentions, found without reading it."""
    return frozenset(first or second for first, second in REMEMBERED.findall(text))
