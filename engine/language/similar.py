"""The near miss: which known word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_ENOUGH = 0.7
_TIE = 0.02


def near_misses(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known word most like this one; two when they are equally near, none when nothing is near."""
    close = get_close_matches(word, list(known), n=2, cutoff=_ENOUGH)
    if len(close) == 2 and _likeness(word, close[0]) - _likeness(word, close[1]) > _TIE:  # noqa: PLR2004
        close = close[:1]
    return tuple(close)


def did_you_mean(misses: tuple[str, ...]) -> str:
    """The question that ends a message, or nothing."""
    if not misses:
        return ""
    return " Did you mean " + " or ".join(f'"{miss}"' for miss in misses) + "?"


def only(misses: tuple[str, ...]) -> str | None:
    """The one word that was meant, where no other was as near."""
    return misses[0] if len(misses) == 1 else None


def _likeness(word: str, other: str) -> float:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(word)
    matcher.set_seq1(other)
    return matcher.ratio()
