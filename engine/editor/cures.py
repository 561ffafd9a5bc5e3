"""What can be done about a mistake with one click: the checker's ready fix, or a warning accepted with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.editor.edits import Edit
from engine.editor.labels import label
from engine.editor.mention import Spot
from engine.editor.page import Page
from engine.language.mending import can_mend
from engine.language.mistakes import Mistake

_INDENT = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Cure:
    """One thing that can be done: how it is called, the mistake it is for, and the change."""

    title: str
    mistake: Mistake
    edit: Edit
    ready: bool = True


def cures(page: Page, mistakes: Iterable[Mistake], language: str) -> Iterator[Cure]:
    """Everything that can be done about some mistakes of a file."""
    for mistake in mistakes:
        if patch := mistake.patch:
            spot = Spot(page.file, patch.line, patch.column, patch.length)
            better = mistake.said(language)[1].replace("\n", " ")
            yield Cure(label("mend", language, better=better), mistake, Edit(spot, patch.text))
        if mistake.severity == "warning":
            title = label("accept", language, code=mistake.code)
            yield Cure(title, mistake, accepting(page, mistake), ready=False)


def accepting(page: Page, mistake: Mistake) -> Edit:
    """The comment above the line; it counts only once the reason is written behind it."""
    said = f"# fjorten: accept {mistake.code} because "
    if page.file.endswith(".md"):  # between the two lines of dashes, so that no customer reads it
        return Edit(Spot(page.file, 2, 1, 0), f"{said}\n")
    indent = _INDENT.match(page.line(mistake.line))
    return Edit(Spot(page.file, mistake.line, 1, 0), f"{indent[0] if indent else ''}{said}\n")


def has_more(mistakes: Iterable[Mistake]) -> bool:
    """Whether anything in a file can be mended in only one way."""
    return any(can_mend(mistake) for mistake in mistakes)
