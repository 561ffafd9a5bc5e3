"""A shop's folder as text, what the checker has to know from elsewhere, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.language.mistakes import Mistake
from engine.language.playbook import Playbook
from engine.language.shop import Shop


@dataclass(frozen=True, slots=True)
class Folder:
    """What a shop's folder holds: `return_requested.yaml`, `shop.yaml`, `messages/<name>/<language>.md`, `stories/*.yaml`.

    Paths are relative to the folder, with `/`.
    """

    files: Mapping[str, str | bytes]

    @property
    def messages(self) -> Mapping[str, frozenset[str]]:
        """Each message, with the languages that it is written in."""
        found: dict[str, set[str]] = {}
        for path in self.files:
            match path.split("/"):
                case ["messages", name, file] if file.endswith(".md"):
                    found.setdefault(name, set()).add(file.removesuffix(".md"))
        return {name: frozenset(languages) for name, languages in found.items()}

    @property
    def languages(self) -> frozenset[str]:
        """The languages that any message is written in."""
        return frozenset(language for languages in self.messages.values() for language in languages)


class Use(Protocol):
    """One place where a message names a field; `loop` is the list whose line the path belongs to."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def filter(self) -> str: ...  # noqa: D102
    @property
    def loop(self) -> str: ...  # noqa: D102


class Outline(Protocol):
    """A message as its reader gives it: what it names, and what every customer gets to read."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> str: ...  # noqa: D102
    @property
    def first_line(self) -> int: ...  # noqa: D102
    @property
    def uses(self) -> Sequence[Use]: ...  # noqa: D102
    @property
    def certain(self) -> Collection[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the checker knows from the law and the integrations, told by whoever puts the program together.

    `law_ours` says whether a rule's deadline is the shop's to keep; `steps` are the JSON Schemas by the words of `do:`;
    `outline` reads a message file and raises a PlaybookError for one that cannot be read.
    """

    law_words: Collection[str] | None = None
    law_known: Callable[[str, str, str], bool] = lambda _words, _country, _region: True
    law_countries: Collection[str] | None = None
    law_unverified: Callable[[str], bool] = lambda _country: False
    law_ours: Callable[[str], bool] = lambda _words: True
    step_schemas: Mapping[str, Mapping[str, Any]] | None = None
    outline: Callable[[str], Outline] | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker found: mistakes in reading order, the playbooks without errors, the shop, the broken files."""

    mistakes: tuple[Mistake, ...] = ()
    playbooks: Mapping[str, Playbook] = field(default_factory=dict)
    shop: Shop | None = None
    broken: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Mistake, ...]:
        """The mistakes that keep a file from being used."""
        return tuple(mistake for mistake in self.mistakes if mistake.severity == "error")
