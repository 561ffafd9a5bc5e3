"""How much room a text takes: lines that surely fit, whatever typeface the reader's machine has."""

from __future__ import annotations

from collections.abc import Iterator

_WIDE = frozenset("mwMWÆŒ@%—…“”„")
_NARROW = frozenset("ijlftrI.,:;'|!()[] ")


def width_of(text: str, size: float) -> float:
    """A generous guess of a line's width in pixels, for any common typeface without serifs."""
    return sum(_share(letter) for letter in text) * size


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that fit into the room; a word too long for one line is broken."""
    return tuple(_lines(text, size, room)) or ("",)


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, size, room)):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _pieces(word: str, size: float, room: float) -> Iterator[str]:
    while word and width_of(word, size) > room:
        fits = next(n for n in range(len(word), 0, -1) if n == 1 or width_of(word[:n], size) <= room)
        yield word[:fits]
        word = word[fits:]
    if word:
        yield word


def _share(letter: str) -> float:
    if letter in _WIDE:
        return 0.95
    if letter in _NARROW:
        return 0.36
    return 0.72 if letter.isupper() else 0.6
