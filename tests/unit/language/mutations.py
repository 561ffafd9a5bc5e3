"""One small thing that goes wrong while a person types, at a place that chance picks; the same seed, the same mistake."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_TRIES = 1000
Change = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A file with one thing changed: what kind of change, in which file and line, and the whole text after it."""

    kind: str
    path: str
    line: int
    before: str
    after: str
    text: str


def mutation(texts: Mapping[str, str], seed: int) -> Mutation:
    """The file that this seed spoils, spoilt; a line on which a change has no effect gives way to another one."""
    chance = random.Random(seed)  # noqa: S311  # no secret: the same seeds every time
    for _ in range(_TRIES):
        path = chance.choice(sorted(texts))
        lines = texts[path].split("\n")
        number = chance.randrange(len(lines))
        kind = chance.choice(sorted(CHANGES))
        after = CHANGES[kind](lines[number], chance)
        if after is None or after == lines[number] or lines[number].lstrip().startswith("#"):
            continue
        text = "\n".join([*lines[:number], after, *lines[number + 1 :]])
        return Mutation(kind, path, number + 1, lines[number], after, text)
    return Mutation("a line added", path, 1, "", "x", f"x\n{texts[path]}")


def _swapped(line: str, chance: random.Random) -> str | None:
    place = _letter(line, chance)
    return None if place is None else line[:place] + line[place : place + 2][::-1] + line[place + 2 :]


def _lost_letter(line: str, chance: random.Random) -> str | None:
    place = _letter(line, chance)
    return None if place is None else line[:place] + line[place + 1 :]


def _doubled_letter(line: str, chance: random.Random) -> str | None:
    place = _letter(line, chance)
    return None if place is None else line[:place] + line[place] + line[place:]


def _wrong_letter(line: str, chance: random.Random) -> str | None:
    place = _letter(line, chance)
    return None if place is None else line[:place] + chance.choice("aeiorstnlx_") + line[place + 1 :]


def _letter(line: str, chance: random.Random) -> int | None:
    places = [place for place, sign in enumerate(line) if sign.isalpha()]
    return chance.choice(places) if places else None


def _lost_sign(line: str, chance: random.Random) -> str | None:
    places = [place for place, sign in enumerate(line) if sign in ":-[]{}'\",.|%"]
    place = chance.choice(places) if places else None
    return None if place is None else line[:place] + line[place + 1 :]


def _stray_sign(line: str, chance: random.Random) -> str | None:
    place = chance.randrange(len(line) + 1)
    return line[:place] + chance.choice("x :#'\"[]{}-\t\u00a0&*!|>%@`,?") + line[place:]


def _lost_space(line: str, chance: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(r"(?<=\S) (?=\S)", line)]
    place = chance.choice(places) if places else None
    return None if place is None else line[:place] + line[place + 1 :]


def _indented(by: int) -> Change:
    def change(line: str, _: random.Random) -> str | None:
        if not line.strip():
            return None
        return " " * by + line if by > 0 else line[-by:] if line.startswith(" " * -by) else None

    return change


def _doubled(line: str, _: random.Random) -> str | None:
    return f"{line}\n{line}" if line.strip() else None


def _deleted(line: str, _: random.Random) -> str | None:
    return "" if line.strip() else None


def _no_value(line: str, _: random.Random) -> str | None:
    found = re.match(r"(\s*(?:- )?[^:#{}]+:) +\S", line)
    return found[1] if found else None


def _no_dash(line: str, _: random.Random) -> str | None:
    found = re.match(r"(\s*)- +(?=\S)", line)
    return f"{found[1]}{line[found.end() :]}" if found else None


def _dash_away(line: str, _: random.Random) -> str | None:
    found = re.match(r"(\s*)- +(?=\S)", line)
    return f"{found[1]}  {line[found.end() :]}" if found else None


def _no_colon(line: str, _: random.Random) -> str | None:
    return line.replace(":", "", 1) if ":" in line else None


def _glued_colon(line: str, _: random.Random) -> str | None:
    return line.replace(": ", ":", 1) if ": " in line else None


def _word_typed_over(line: str, chance: random.Random) -> str | None:
    words = list(re.finditer(r"[^\s:,\[\]{}]+", line))
    word = chance.choice(words) if words else None
    instead = chance.choice(["something", "soon", "3", "no", "NO", "two days", "return received", "owner", "x: y"])
    return None if word is None else line[: word.start()] + instead + line[word.end() :]


CHANGES: Mapping[str, Change] = {
    "two letters swapped": _swapped,
    "a letter lost": _lost_letter,
    "a letter doubled": _doubled_letter,
    "a wrong letter": _wrong_letter,
    "a sign lost": _lost_sign,
    "a stray sign": _stray_sign,
    "a space lost": _lost_space,
    "one space too far in": _indented(1),
    "two spaces too far in": _indented(2),
    "one space too far out": _indented(-1),
    "two spaces too far out": _indented(-2),
    "a line doubled": _doubled,
    "a line deleted": _deleted,
    "a value lost": _no_value,
    "a dash lost": _no_dash,
    "a dash lost, the indent kept": _dash_away,
    "a colon lost": _no_colon,
    "no space behind a colon": _glued_colon,
    "a word typed over": _word_typed_over,
}
