"""A shop's folder read from disk, and what the checker has to know besides it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
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


def surroundings(schemas: Path = SCHEMAS) -> Surroundings:
    """What the checker knows from the law, the integrations and the reader of messages."""
    from engine import law

    return Surroundings(
        law_words=tuple(law.rule_words()),
        law_known=law.known,
        law_countries=tuple(law.countries()),
        law_unverified=law.unverified,
        law_ours=_ours,
        step_schemas=step_schemas(schemas),
        outline=_outline,
    )


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
