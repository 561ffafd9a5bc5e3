"""Plants one defect at a time into a shipped playbook: a slower answer, a longer wait, a mail left out or sent twice, a way shut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.commands.folder import surroundings
from engine.commands.rehearsing import Rehearsed
from engine.language import Folder, check
from engine.language.fields import moment_in
from engine.rehearsal.hunting import Limits
from engine.rehearsal.hunting_whole import Quarry, hunt
from tests.unit.rehearsal.shipped import shop

ANSWER = re.compile(r"^( *answer_within: ).+$")
UNTIL = re.compile(r"^( *until: ).*from now$")
SEND = re.compile(r"^( *)- send: (\w+)$")
IF = re.compile(r"^( *- if: ).+$")


@dataclass(frozen=True, slots=True)
class Planted:
    """A playbook with one defect: which, at which line, and the whole text."""

    slug: str
    kind: str
    line: int
    text: str


def planted_in(slug: str) -> Iterator[Planted]:
    """Every defect of every kind that fits into a playbook."""
    lines = text_of(slug).splitlines()
    for number, line in enumerate(lines):
        for kind, changed in _changes(line, lines, number):
            yield Planted(slug, kind, number + 1, "\n".join([*lines[:number], *changed]) + "\n")


def text_of(slug: str) -> str:
    """A playbook as it is shipped."""
    text = shop().texts.files[f"{slug}.yaml"]
    return text.decode() if isinstance(text, bytes) else text


def _changes(line: str, lines: list[str], number: int) -> Iterator[tuple[str, list[str]]]:
    rest = lines[number + 1 :]
    if found := ANSWER.match(line):
        yield "a slower answer", [f"{found[1]}45 days", *rest]
    if found := UNTIL.match(line):
        yield "a longer wait", [f"{found[1]}75 days from now", *rest]
    if found := IF.match(line):
        yield "a way shut", [f"{found[1]}order.country is AQ", *rest]
    if found := SEND.match(line):
        block, after = _block(rest, len(found[1]))
        twin = [f"{found[1]}- send: {found[2]}", f"{found[1]}  name: once more"]
        yield "a mail twice", [line, *block, *twin, *after]
        if _stands_among_others(lines, number, len(found[1]), after):
            yield "a mail left out", after


def _block(rest: list[str], depth: int) -> tuple[list[str], list[str]]:
    """What belongs to the step above, and what follows it."""
    size = next((n for n, line in enumerate(rest) if line.strip() and _depth(line) <= depth), len(rest))
    return rest[:size], rest[size:]


def _stands_among_others(lines: list[str], number: int, depth: int, after: list[str]) -> bool:
    before = next((line for line in reversed(lines[:number]) if line.strip() and _depth(line) <= depth), "")
    follows = next((line for line in after if line.strip()), "")
    same = f"{' ' * depth}- "
    return before.startswith(same) or follows.startswith(same)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def with_text(slug: str, text: str) -> Rehearsed:
    """The shipped shop with another text of one playbook, and without the stories."""
    kept = {path: found for path, found in shop().texts.files.items() if not path.startswith("stories/")}
    folder = Folder({**kept, f"{slug}.yaml": text})
    return replace(shop(), texts=folder, checked=check(folder, surroundings()))


def found_in(found: Rehearsed, slug: str, states: int = 1500) -> frozenset[tuple[str, str]]:
    """The codes of a check and of a hunt, each with what it is about."""
    checked = {(m.code, "") for m in found.checked.mistakes if m.file == f"{slug}.yaml"}
    titles = [title for title, playbook in found.checked.playbooks.items() if playbook.slug == slug]
    if not titles or any(mistake.severity == "error" for mistake in found.checked.errors):
        return frozenset(checked)
    quarry = Quarry(found.stage, moment_in("Europe/Copenhagen", "2026-11-02 09:05"), ("DK",))
    result = hunt(quarry, tuple(titles), Limits(states=states), lambda _seen, _left: None)
    return frozenset({*checked, *((find.code, find.about) for find, _ in result.finds)})
