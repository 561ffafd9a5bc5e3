"""Everything that a message names between its braces: fields, deadlines, settings, filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from engine.editor.in_playbooks import Reader, named_path
from engine.editor.mention import Mention, Role, Sort, Spot, Thing
from engine.editor.page import Page, page_of

BRACES = re.compile(r"\{[{%]-?(?P<inside>.*?)(?:-?[%}]\}|$)")
_LOOP = re.compile(r"\{%-?\s*for\s+([a-z][a-z0-9_]*)\s+in\s")
_WORD = re.compile(r"(?P<pipe>\|\s*)?(?<![\w.])(?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?!\w)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TEMPLATE = frozenset(
    {"if", "elif", "else", "endif", "for", "endfor", "in", "is", "not", "and", "or", "loop", "true", "false", "none"}
)


@lru_cache(maxsize=1024)
def in_message(file: str, content: str | bytes) -> tuple[Mention, ...]:
    """Everything that a message names; which playbooks send it, and so whose deadlines it means, is not known here."""
    page = page_of(file, content)
    return tuple(found for number in range(1, len(page.lines) + 1) for found in _in_line(page, number))


def loops_in(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The names that lines of a list have in this message."""
    return tuple(name for line in lines for name in _LOOP.findall(line))


def _in_line(page: Page, number: int) -> Iterator[Mention]:
    line = page.line(number)
    for braces in BRACES.finditer(line):
        inside = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), braces["inside"])
        for match in _WORD.finditer(inside):
            start = braces.start("inside") + match.start("path")
            spot = Spot(page.file, number, start + 1, len(match["path"]))
            yield from _named(page, match, spot)


def _named(page: Page, match: re.Match[str], spot: Spot) -> Iterator[Mention]:
    path, loops = match["path"], loops_in(page.lines)
    if match["pipe"]:
        yield Mention(Thing(Sort.FILTER, path), spot)
    elif path.partition(".")[0] not in {*_TEMPLATE, *loops} or "." in path:
        known = frozenset() if path in {*_TEMPLATE, *loops} else frozenset({path})
        yield from named_path(path, spot, Reader(page, "", known, loops), Role.USED)
