"""From the text of a condition to the condition: `order.country is one of DK, SE and not (return.reason is empty)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.language.comparing import comparison_of
from engine.language.conditions import Both, Compare, Comparison, Condition, Either, Named, Not
from engine.language.names import Names
from engine.language.slips import Slip
from engine.language.values import Value

_TOKEN = re.compile(r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<mark>[(),])|(?P<sign>[=!<>&|]+)|(?P<word>[^\s(),"=!<>&|]+)""")
_SIGNS = {
    "==": "is",
    "=": "is",
    "===": "is",
    "!=": "is not",
    "!==": "is not",
    "<>": "is not",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not ",
    "=>": ">=",
    "=<": "<=",
}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign, bracket or quoted text of a condition, and where it begins."""

    text: str
    start: int
    quoted: bool = False

    def says(self, *words: str) -> bool:
        """Whether this is one of those words, unquoted."""
        return not self.quoted and self.text in words


def parse_condition(text: str, names: Names) -> Condition:
    """The condition that a text says, its fields and values checked against what the playbook knows."""
    reading = _Reading(text, _tokens(text), names)
    condition = reading.either(0)
    if reading.position < len(reading.tokens):
        raise reading.misplaced()
    return condition


def _tokens(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if text[position : match.start()].strip():
            break
        tokens.append(_token(match))
        position = match.end()
    if rest := text[position:].strip():
        raise Slip("FJ046.form", start=text.index(rest, position), length=len(rest), found=rest)
    return tuple(tokens)


def _token(match: re.Match[str]) -> Token:
    found = match[0]
    if match["quoted"]:
        return Token(found[1:-1], match.start(), quoted=True)
    instead = _SIGNS.get(found) or (found.lower() if found in {"AND", "OR", "NOT"} else None)
    if instead:
        raise Slip("FJ046.sign", start=match.start(), length=len(found), better=instead, found=found)
    return Token(found, match.start())


def _written(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class _Reading:
    """The place reached in a condition."""

    def __init__(self, text: str, tokens: tuple[Token, ...], names: Names) -> None:
        self.text = text
        self.tokens = tokens
        self.names = names
        self.position = 0

    def either(self, depth: int) -> Condition:
        """Parts joined by `or`."""
        parts = [self.both(depth)]
        while self._took("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Condition:
        """Parts joined by `and`."""
        parts = [self.part(depth)]
        while self._took("and"):
            parts.append(self.part(depth))
        if not self.names.kept:
            self._check_possible(parts)
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _check_possible(self, parts: list[Condition]) -> None:
        """One field cannot be two things at once; people who write that mean `or`."""
        allowed: dict[str, tuple[Value, ...]] = {}
        for part in parts:
            if isinstance(part, Compare) and part.comparison in (Comparison.IS, Comparison.IS_ONE_OF):
                before = allowed.get(part.path, part.values)
                allowed[part.path] = tuple(value for value in part.values if value in before)
                if not allowed[part.path]:
                    known = ", ".join(dict.fromkeys(map(_written, (*before, *part.values))))
                    raise Slip("FJ048.never", 0, len(self.text), None, path=part.path, known=known)

    def part(self, depth: int) -> Condition:
        """One comparison, or something in brackets, or the opposite of either."""
        if depth > _DEEPEST:
            raise Slip("FJ046.form", length=len(self.text), found=self.text)
        if self._took("not"):
            return Not(self.part(depth + 1))
        if not self._took("("):
            return self._comparison()
        inner = self.either(depth + 1)
        if not self._took(")"):
            raise Slip("FJ008.condition", length=len(self.text))
        return inner

    def misplaced(self) -> Slip:
        """What stands where the condition should have ended."""
        token = self.tokens[self.position]
        if token.says("(", ")"):
            return Slip("FJ008.condition", start=token.start, length=1)
        return Slip("FJ046.form", length=len(self.text), found=self.text)

    def _took(self, word: str) -> bool:
        found = self.position < len(self.tokens) and self.tokens[self.position].says(word)
        self.position += found
        return found

    def _comparison(self) -> Condition:
        first = self.position
        while self.position < len(self.tokens) and not self.tokens[self.position].says("and", "or", "(", ")"):
            self.position += 1
        words = self.tokens[first : self.position]
        if not words:
            raise Slip("FJ046.form", length=len(self.text), found=self.text)
        whole = " ".join(word.text for word in words)
        return Named(whole) if whole in self.names.conditions else comparison_of(self.text, words, self.names)
