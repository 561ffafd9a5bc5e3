"""A shop's folder read from disk, and what the checker has to know besides it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.errors import PlaybookError
from engine.language import Folder, Surroundings
from engine.language.folder import Outline

_ENDINGS = {".yaml", ".yml", ".md"}
_LARGEST = 300 * 1024  # a little more than the checker takes, so that it can say so itself
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def folder_of(path: Path) -> Path:
    """The shop's folder that a file or folder belongs to: the nearest one above that holds shop.yaml."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.resolve().parents[:3]):
        if (folder / "shop.yaml").is_file():
            return folder
    return start


def load_folder(path: Path) -> Folder:
    """The texts of a shop's folder."""
    if not path.is_dir():
        raise PlaybookError(f"There is no folder {path}.", remedy="Name the folder that holds your playbooks.")
    found = (file for file in sorted(path.rglob("*")) if file.suffix in _ENDINGS and file.is_file())
    return Folder({file.relative_to(path).as_posix(): _content(file) for file in found if not _hidden(file, path)})


def stamps(path: Path) -> frozenset[tuple[str, int, int]]:
    """What tells one state of a folder from another: names, sizes, times of change."""
    files = (file for file in path.rglob("*") if file.suffix in _ENDINGS)
    found = ((str(file), file.stat()) for file in files if file.is_file())
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def surroundings(schemas: Path = SCHEMAS) -> Surroundings:
    """What the checker knows from the law, the integrations and the reader of messages."""
    return Surroundings(
        law_words=_LawWords(),
        law_known=lambda words, country, region: _law().known(words, country, region),
        law_countries=_LawCountries(),
        law_unverified=lambda country: _law().unverified(country),
        law_ours=_ours,
        step_schemas=step_schemas(schemas),
        outline=_outline,
    )


class _LawWords(Collection[str]):
    """The words of all rules of the law; the law's files are read only as far as somebody asks."""

    def __contains__(self, words: object) -> bool:
        plain = "." not in str(words)  # the ids of rules have dots, and are no words of a playbook
        return plain and any(_law().known(str(words), country) for country in _law().countries())

    def __iter__(self) -> Iterator[str]:
        return iter(_law().rule_words())

    def __len__(self) -> int:
        return len(_law().rule_words())


class _LawCountries(Collection[str]):
    """The countries whose law is known."""

    def __contains__(self, country: object) -> bool:
        return country in _law().countries()

    def __iter__(self) -> Iterator[str]:
        return iter(_law().countries())

    def __len__(self) -> int:
        return len(_law().countries())


def _law() -> ModuleType:
    """The law, loaded only for files that name it."""
    from engine import law

    return law


def step_schemas(schemas: Path = SCHEMAS) -> dict[str, dict[str, Any]]:
    """The schemas of the integrations' steps, by the words behind `do:`."""
    files = sorted((schemas / "steps").glob("*.schema.json"))
    return {schema["title"]: schema for schema in map(_schema, files)}


def _schema(file: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def _outline(source: str) -> Outline:
    """A message as its reader gives it; the reader is loaded only where messages are checked."""
    from engine.messages.outline import outline

    return outline(source)


@cache
def _ours(words: str) -> bool:
    """Whether a rule's deadline is the shop's to keep, and not the customer's."""
    from engine import law
    from engine.errors import LawError

    for country in law.countries():
        try:
            return law.find_rule(words, law.Jurisdiction(country)).party == "trader"
        except LawError:
            continue
    return True


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST)
    except OSError as error:
        raise PlaybookError(f"{file} cannot be read ({error.strerror}).", remedy="Look at its permissions.") from None


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
