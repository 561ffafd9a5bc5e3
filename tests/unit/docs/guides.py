"""The documents, taken apart: what they show, what they name, and what they let a reader run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
GUIDES = (
    "README.md",
    "CHANGELOG.md",
    "docs/owner.md",
    "docs/operator.md",
    "docs/developer.md",
    "docs/editors.md",
    "engine/README.md",
    "benchmarks/README.md",
)
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
_FILE = re.compile(r"[\w./-]+/[\w.*-]*|[\w-]+\.(?:py|yaml|md|toml|lock)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a guide between fences: `sh run`, `yaml file=shop/x.yaml`, `yaml find=…`, and the text in it."""

    kind: str
    text: str

    def named(self, what: str) -> str:
        """The file after `file=`, `find=` or `replace=`; nothing if the block has none."""
        return next((word.partition("=")[2] for word in self.kind.split() if word.startswith(f"{what}=")), "")


def text_of(guide: str) -> str:
    """A guide as it stands in the repository."""
    return (ROOT / guide).read_text(encoding="utf-8")


def blocks(guide: str) -> list[Block]:
    """Its blocks between fences, from top to bottom."""
    return [Block(kind, text) for kind, text in _FENCE.findall(text_of(guide))]


def links(guide: str) -> list[Path]:
    """The files that it links to or shows."""
    here = (ROOT / guide).parent
    return [here / target for target in _LINK.findall(text_of(guide)) if "://" not in target]


def command_lines(guide: str) -> Iterator[str]:
    """Everything that it tells a reader to type to `fjorten`."""
    for block in blocks(guide):
        if block.kind.split()[:1] == ["sh"]:
            yield from (line for line in block.text.splitlines() if line.startswith("fjorten "))
    yield from (code for code in inline(guide) if code.startswith("fjorten "))


def inline(guide: str) -> list[str]:
    """What stands between single back-ticks."""
    return [code for code in _CODE.findall(_FENCE.sub("", text_of(guide))) if code.strip()]


def files_named(guide: str) -> list[str]:
    """The paths of the repository that it names between back-ticks."""
    return [code for code in inline(guide) if _FILE.fullmatch(code)]
