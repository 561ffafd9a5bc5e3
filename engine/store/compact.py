"""JSON and letters made small, and read back exactly as they were."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from engine.errors import StoreError

_DICTIONARIES = Path(__file__).parent / "dictionaries"
_PLAIN = 0
_JOURNAL, _LETTERS = 4, 5
"""The first byte says how the rest was made small; a number once used keeps its meaning for good."""
_FILES = {2: "journal_1.txt", 3: "letters_1.txt", _JOURNAL: "journal_2.txt", _LETTERS: "letters_2.txt"}


def pack(data: Any, plainly: Callable[[Any], Any] | None = None) -> bytes:
    """Plain JSON in as few bytes as it takes; `plainly` says what is written for anything else."""
    return _small(as_json(data, plainly), _JOURNAL)


def unpack(stored: bytes) -> Any:
    """The JSON that was packed."""
    return json.loads(release(stored))


def squeeze(letter: bytes) -> bytes:
    """A mail in as few bytes as it takes."""
    return _small(letter, _LETTERS)


def release(stored: bytes) -> bytes:
    """The exact bytes that were made small."""
    mark, rest = stored[0], stored[1:]
    if mark == _PLAIN:
        return bytes(rest)
    if mark not in _FILES:
        raise StoreError(
            f"an entry was written in a way that this program does not know ({mark}).",
            where="the database",
            remedy="Install the newer Fjorten again.",
        )
    reading = zlib.decompressobj(-15, zdict=_dictionary(mark))
    return reading.decompress(rest) + reading.flush()


@lru_cache(maxsize=1024)  # thousands of cases listen for the same few events
def words(value: tuple[str, ...]) -> bytes:
    """A list of words, packed."""
    return pack(value)


@lru_cache(maxsize=1024)
def unwords(stored: bytes) -> tuple[str, ...]:
    """The list of words that was packed."""
    return tuple(unpack(stored))


def mapping(stored: bytes) -> Mapping[str, Any]:
    """The JSON object that was packed."""
    found: Mapping[str, Any] = unpack(stored)
    return found


def plain(text: str) -> str:
    """Text as every database takes it: PostgreSQL has no room for the character NUL."""
    return text.replace("\x00", "\ufffd")


def as_json(data: Any, plainly: Callable[[Any], Any] | None = None) -> bytes:
    """Data as compact JSON."""
    return _spelling(plainly).encode(data).encode()


@cache
def _spelling(plainly: Callable[[Any], Any] | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plainly)


def _small(exact: bytes, mark: int) -> bytes:
    squeezing = _ready(mark).copy()
    small = squeezing.compress(exact) + squeezing.flush()
    return bytes((mark,)) + small if len(small) < len(exact) else bytes((_PLAIN,)) + exact


@cache
def _ready(mark: int) -> zlib._Compress:
    """A compressor that has read its dictionary: a copy of it is quicker than reading anew."""
    return zlib.compressobj(6, zlib.DEFLATED, -15, 8, zdict=_dictionary(mark))


@cache
def _dictionary(mark: int) -> bytes:
    return (_DICTIONARIES / _FILES[mark]).read_bytes()
