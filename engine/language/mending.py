"""Puts right what has only one right answer: signs, quotes, spaces. What somebody has to decide is left alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.language.checker import check
from engine.language.folder import Folder, Surroundings
from engine.language.letters import HARD_SPACES, decode
from engine.language.mistakes import Mistake

MECHANICAL = frozenset(
    {
        *(
            "FJ001",
            "FJ002",
            "FJ003.alias",
            "FJ003.anchor",
            "FJ003.tag",
            "FJ005",
            "FJ006.cut",
            "FJ006.nothing",
            "FJ007.sign",
        ),
        *("FJ008.bracket", "FJ008.escape", "FJ008.extra", "FJ008.inside", "FJ008.quote", "FJ010.colon", "FJ010.sign"),
        *("FJ011.space", "FJ013.dash", "FJ013.indent", "FJ021.yes_no", "FJ042.better", "FJ044.side", "FJ046.sign"),
    }
)
"""Kinds of mistakes whose ready line changes how a thing is written, never what the owner meant."""

_ROUNDS = 100  # a file whose letters are wrong shows one mistake at a time


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a file before and after; a line that is new or gone is empty on the other side."""

    file: str
    line: int
    before: str
    after: str


def can_mend(mistake: Mistake) -> bool:
    """Whether a mistake has only one right answer, and it is known."""
    return mistake.kind in MECHANICAL and (mistake.patch is not None or mistake.kind in {"FJ001", "FJ002"})


def mend(folder: Folder, surroundings: Surroundings, file: str = "") -> tuple[Mapping[str, str], tuple[Change, ...]]:
    """The files that were put right, as they should stand, and what changed in them; line ends stay as they were."""
    asked = check(folder, surroundings, file).mistakes
    paths = sorted({mistake.file for mistake in asked if can_mend(mistake) and file in {"", mistake.file}})
    texts = {path: _mended(folder, surroundings, path) for path in paths}
    changes = (change for path, text in texts.items() for change in _changes(path, folder.files[path], text))
    return {path: _as_it_was(folder.files[path], text) for path, text in texts.items()}, tuple(changes)


def _mended(folder: Folder, surroundings: Surroundings, path: str) -> str:
    text = decode(folder.files[path]) or ""
    for _ in range(_ROUNDS):
        found = check(Folder({**folder.files, path: text}), surroundings, path).mistakes
        wrong = [mistake for mistake in found if mistake.file == path and can_mend(mistake)]
        better = _put_right(text, wrong[-1]) if wrong else text
        if better == text:
            break
        text = better
    return text


def _put_right(text: str, mistake: Mistake) -> str:
    match mistake.kind:
        case "FJ001":
            return text.replace("\t", "  ")
        case "FJ002":
            return HARD_SPACES.sub(" ", text)
        case _:
            return mistake.patch.apply(text) if mistake.patch else text


def _changes(path: str, before: str | bytes, after: str) -> Iterator[Change]:
    old, new = (decode(before) or "").split("\n"), after.split("\n")
    for kind, start, end, first, last in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            for number in range(max(end - start, last - first)):
                gone = old[start + number] if start + number < end else ""
                came = new[first + number] if first + number < last else ""
                yield Change(path, start + number + 1, gone, came)


def _as_it_was(content: str | bytes, text: str) -> str:
    """The text with the line ends and the mark at the start that its file had."""
    before = content if isinstance(content, str) else content.decode("utf-8")
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    return mark + (text.replace("\n", "\r\n") if "\r\n" in before else text)
