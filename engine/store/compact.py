"""JSON and letters made small, and read back exactly as they were."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

_PLAIN, _DEFLATED = b"\x00", b"\x01"


def pack(data: Any) -> bytes:
    """Plain JSON as few bytes as it takes."""
    return squeeze(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(stored: bytes) -> Any:
    """The JSON that was packed."""
    return json.loads(release(stored))


def squeeze(exact: bytes) -> bytes:
    """Bytes made small where that helps; the first byte says which."""
    small = zlib.compress(exact, 9)
    return _DEFLATED + small if len(small) < len(exact) else _PLAIN + exact


def release(stored: bytes) -> bytes:
    """The exact bytes that were made small."""
    return zlib.decompress(stored[1:]) if stored[:1] == _DEFLATED else bytes(stored[1:])


def words(value: tuple[str, ...]) -> str:
    """A list of words as JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unwords(stored: str) -> tuple[str, ...]:
    """The list of words that was stored."""
    return tuple(json.loads(stored))


def mapping(stored: bytes) -> Mapping[str, Any]:
    """The JSON object that was packed."""
    found: Mapping[str, Any] = unpack(stored)
    return found


def plain(text: str) -> str:
    """Text as every database takes it: PostgreSQL has no room for the character NUL."""
    return text.replace("\x00", "\ufffd")
