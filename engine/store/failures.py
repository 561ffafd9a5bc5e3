"""What went wrong in the database, in words: lost and worth another try, or broken until somebody does something."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto
from struct import error as StructError  # noqa: N812 -- it is a class with a small name
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import DatabaseAwayError, StoreError

FAULTS = (SQLAlchemyError, OSError, StructError)
"""Everything that a driver throws when a database fails: pg8000 lets broken sockets through as they are."""


class Fault(Enum):
    """What a failure of the database means for what was to be written."""

    LOST = auto()  #: the connection is gone, or two engines stood in each other's way: try again
    WHOLE = auto()  #: nothing can be written now: the disk, a lock, a file
    OWN = auto()  #: only this one unit was wrong


_LOST_CODES = ("08", "57P", "40001", "40P01", "53300")
_WHOLE_CODES = ("53", "55P03", "58", "XX", "25006")
_OWN_IN_SQLITE = (
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_RANGE,
)
_LOCKED = ("another program holds the database and does not let go", "Close the other program.")
_FULL = ("the disk is full", "Make room on the disk.")
_IN_WORDS = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    "55P03": _LOCKED,
    "53100": _FULL,
}


def fault(error: BaseException) -> Fault:
    """What a failure means."""
    if not isinstance(error, DBAPIError):
        return Fault.LOST if isinstance(error, OSError | StructError) else Fault.OWN
    if isinstance(error.orig, sqlite3.Error):
        return Fault.OWN if _code(error.orig) in _OWN_IN_SQLITE else Fault.WHOLE
    return _of_postgresql(error)


def in_words(error: BaseException) -> StoreError:
    """The failure as our own error; what was to be written is not in it, for it may be personal."""
    cause = (error.orig if isinstance(error, DBAPIError) else None) or error
    what, remedy = _IN_WORDS.get(_code(cause), (None, ""))
    if what is None and fault(error) is Fault.LOST:
        what, remedy = (
            f"the database cannot be reached ({_said(cause)})",
            "Check that it runs and that its address is right.",
        )
    whole = what or f"the database refused ({_said(cause)})"
    kind = StoreError if fault(error) is Fault.OWN else DatabaseAwayError
    return kind(f"{whole}, and nothing was written.", where="the database", remedy=remedy)


def _of_postgresql(error: DBAPIError) -> Fault:
    code = str(_code(error.orig))
    if error.connection_invalidated or not code or code.startswith(_LOST_CODES):
        return Fault.LOST
    return Fault.WHOLE if code.startswith(_WHOLE_CODES) else Fault.OWN


def _code(error: BaseException | None) -> int | str:
    """The number of SQLite's error without its fine print, or PostgreSQL's five letters."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return str(_told(error).get("C", ""))


def _told(error: BaseException | None) -> dict[str, Any]:
    """What PostgreSQL says of an error, by letter: C is the code, M the message; D may show personal data."""
    told = error.args[0] if error is not None and error.args else {}
    return told if isinstance(told, dict) else {}


def _said(error: BaseException) -> str:
    return str(_told(error).get("M") or error).strip().rstrip(".")
