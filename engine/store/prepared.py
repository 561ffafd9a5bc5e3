"""Statements of the busy way: worded once for each kind of database, then handed to its driver as they are.

Everything else goes through SQLAlchemy's own execution, which takes many times as long as SQLite itself for a row.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Values = Mapping[str, Any]
Rows = list[Any]
"""Named tuples of what the driver gives: bytes are bytes on both databases, but SQLite's yes and no are 1 and 0."""


@dataclass(frozen=True, slots=True)
class _Worded:
    """A statement in one database's words, and how its places are filled from values by name."""

    text: str
    names: tuple[str, ...]
    always: Values

    def filled(self, values: Values) -> tuple[Any, ...]:
        return tuple(values[name] if name in values else self.always[name] for name in self.names)


class Prepared:
    """One statement, made of SQLAlchemy's tables and columns; `columns` are those that an insert fills."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._worded: dict[str, _Worded] = {}

    def rows(self, conn: Connection, values: Values) -> Rows:
        """Every row of the answer."""
        worded = self._in_words(conn)
        return _driven(conn, worded, lambda cursor: cursor.execute(worded.text, worded.filled(values)), _named)

    def first(self, conn: Connection, values: Values) -> Any:
        """The first row of the answer, or nothing."""
        return next(iter(self.rows(conn, values)), None)

    def change(self, conn: Connection, values: Values) -> int:
        """Write, and give how many rows that touched."""
        worded = self._in_words(conn)
        return _driven(conn, worded, lambda cursor: cursor.execute(worded.text, worded.filled(values)), _touched)

    def change_all(self, conn: Connection, many: Sequence[Values]) -> int:
        """Write as many times as there are values."""
        worded = self._in_words(conn)
        filled = [worded.filled(values) for values in many]
        return _driven(conn, worded, lambda cursor: cursor.executemany(worded.text, filled), _touched)

    def _in_words(self, conn: Connection) -> _Worded:
        kind = conn.dialect.name
        if kind not in self._worded:
            compiled: Any = self._statement.compile(dialect=conn.dialect, column_keys=self._columns)
            self._worded[kind] = _Worded(str(compiled), tuple(compiled.positiontup or ()), compiled.params)
        return self._worded[kind]


def _driven(conn: Connection, worded: _Worded, run: Callable[[Any], object], answer: Callable[[Any], T]) -> T:
    """Have the driver run it; its errors come as SQLAlchemy's, and a lost connection is not used again."""
    driver: Any = conn.dialect.loaded_dbapi
    connection: Any = conn.connection.dbapi_connection
    cursor = connection.cursor()
    try:
        run(cursor)
        return answer(cursor)
    except driver.Error as error:
        lost = conn.dialect.is_disconnect(error, connection, cursor)
        if lost:
            conn.invalidate(error)
        raise DBAPIError.instance(
            worded.text,
            None,
            error,
            driver.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=conn.dialect,
        ) from error
    finally:
        cursor.close()


def _touched(cursor: Any) -> int:
    return int(cursor.rowcount)


def _named(cursor: Any) -> Rows:
    made = _row_of(tuple(column[0] for column in cursor.description))
    return [made(row) for row in cursor.fetchall()]


@lru_cache(maxsize=256)
def _row_of(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    row: Any = namedtuple("Row", names)  # type: ignore[misc]  # noqa: PYI024 -- its names are those of the answer
    make: Callable[[Sequence[Any]], Any] = row._make
    return make
