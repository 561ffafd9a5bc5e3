"""Inserts that a repeated try does not double: what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.prepared import Prepared

T = TypeVar("T")


def insert_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Write a row, unless one with the same key is there."""
    conn.execute(ignoring(conn.dialect.name, table), row)


def key_once(conn: Connection, table: Table, row: Mapping[str, Any], key: Column[T]) -> T | None:
    """Write a row and give the key it got, or nothing if one like it is there."""
    new = _returning(conn.dialect.name, table, key, tuple(row)).first(conn, row)
    return None if new is None else new[0]


@cache
def ignoring(dialect: str, table: Table) -> Insert:
    """The statement that inserts what is not there yet; made once, for making one takes longer than doing it."""
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


@cache
def _returning(dialect: str, table: Table, key: Column[Any], columns: tuple[str, ...]) -> Prepared:
    return Prepared(ignoring(dialect, table).returning(key), columns)
