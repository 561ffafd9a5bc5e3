"""Which finds of a hunt the owner has accepted: a comment with a reason, above the thing that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.language.playbook import Place

_ACCEPT = re.compile(r"#\s*fjorten: accept (FJ\d{3}) because (\S.*)")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A code, the reason, and the lines of the file that it holds for."""

    code: str
    reason: str
    first: int
    last: int

    def covers(self, code: str, place: Place) -> bool:
        """Whether a find at that place is accepted."""
        return self.code == code and self.first <= place.line <= self.last


def accepted_in(text: str) -> tuple[Accepted, ...]:
    """Everything that a file accepts. Above the first field it holds for the whole file, else for the block below it."""
    lines = text.splitlines()
    return tuple(_found(lines))


def _found(lines: list[str]) -> Iterator[Accepted]:
    for number, line in enumerate(lines):
        if match := _ACCEPT.search(line):
            first = number if line[: match.start()].strip() else _next(lines, number + 1)
            yield Accepted(match[1], match[2].strip(), first + 1, _last(lines, first) + 1)


def _next(lines: list[str], number: int) -> int:
    """The next line that is more than a comment."""
    while number < len(lines) - 1 and (not lines[number].strip() or lines[number].lstrip().startswith("#")):
        number += 1
    return number


def _last(lines: list[str], first: int) -> int:
    """The last line of the block that begins there; the file's last for its first field."""
    if not any(_is_field(line) for line in lines[:first]):
        return len(lines) - 1
    depth, last = _depth(lines[first]), first
    for number in range(first + 1, len(lines)):
        if _is_field(lines[number]):
            if _depth(lines[number]) <= depth:
                break
            last = number
    return last


def _is_field(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
