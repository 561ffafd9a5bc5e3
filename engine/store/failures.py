"""What went wrong in the database, in words: lost and worth another try, or broken until somebody does something."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto
from struct import error as StructError  # noqa: N812 -- it is a class with a small name
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import StoreError

FAULTS = (SQLAlchemyError, OSError, StructError)
"""Everything that a driver throws when a database fails: pg8000 lets broken sockets through as they are."""


class Fault(Enum):
    """What a failure of the database means for what was to be written."""

    LOST = auto()  #: the connection is gone: try again once the database is back
    WHOLE = auto()  #: nothing can be written now: the disk, a lock, a file
    OWN = auto()  #: only this one unit was wrong


_LOST_CODES = ("08", "57P", "40001", "40P01", "53300")
_WHOLE_CODES = ("53", "58", "XX", "25006")
_OWN_IN_SQLITE = (
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_RANGE,
)


def fault(error: BaseException) -> Fault:
    """What a failure means."""
    if not isinstance(error, DBAPIError):
        return Fault.LOST if isinstance(error, OSError | StructError) else Fault.OWN
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    return _of_postgresql(error)


def in_words(error: BaseException) -> StoreError:
    """The failure as our own error; what was to be written is not in it, for it may be personal."""
    orig = error.orig if isinstance(error, DBAPIError) else error
    code, remedy = (
        getattr(orig, "sqlite_errorcode", None),
        "Nothing was written; it is tried again when it is asked again.",
    )
    if code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(
            "another program holds the database file and does not let go.",
            where="the database",
            remedy=f"{remedy} Close the other program.",
        )
    if code is not None and code & 0xFF == sqlite3.SQLITE_FULL:
        return StoreError("the disk is full.", where="the database", remedy=f"{remedy} Make room on the disk.")
    return StoreError(f"the database refused: {_said(orig)}.", where="the database", remedy=remedy)


def _of_sqlite(error: sqlite3.Error) -> Fault:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return Fault.OWN if code & 0xFF in _OWN_IN_SQLITE else Fault.WHOLE


def _of_postgresql(error: DBAPIError) -> Fault:
    code = _fields(error.orig).get("C", "")
    if error.connection_invalidated or not code or code.startswith(_LOST_CODES):
        return Fault.LOST
    return Fault.WHOLE if code.startswith(_WHOLE_CODES) else Fault.OWN


def _fields(error: BaseException | None) -> dict[str, Any]:
    """What PostgreSQL says of an error, by letter: C is the code, M the message."""
    told = error.args[0] if error is not None and error.args else {}
    return told if isinstance(told, dict) else {}


def _said(error: BaseException | None) -> str:
    return str(_fields(error).get("M") or error).rstrip(".")
