"""How a database is reached: SQLite in one file that loses nothing, or PostgreSQL by its address."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from engine.errors import StoreError

READERS = 4


def address(url: str) -> URL:
    """The address of a database as its driver wants it."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unusable(url) from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return _by_pg8000(parsed)
    raise _unusable(parsed.render_as_string(hide_password=True))


def engines(url: URL, patience: float) -> tuple[Engine, Engine]:
    """The engine that writes, on one connection, and the one that reads beside it."""
    if url.get_backend_name() == "sqlite":
        _private_file(Path(str(url.database)))
        return _sqlite(url, patience, "BEGIN IMMEDIATE", 1), _sqlite(url, patience, "BEGIN", READERS)
    return _postgresql(url, "READ COMMITTED", 1), _postgresql(url, "REPEATABLE READ", READERS)


def insert_once(conn: Connection, table: Table, row: dict[str, Any]) -> Insert:
    """An insert that does nothing, and returns no row, if the row is there already."""
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table).values(row).on_conflict_do_nothing()
    return postgresql.insert(table).values(row).on_conflict_do_nothing()


def _sqlite(url: URL, patience: float, begin: str, size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience,
        hide_parameters=True,
        connect_args={"timeout": patience},
    )
    event.listen(engine, "connect", _prepare)
    # Python's own transactions begin too late and without the lock that a writer needs from the start.
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql(begin))
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _postgresql(url: URL, isolation: Any, size: int) -> Engine:
    return create_engine(url, pool_size=size, max_overflow=0, isolation_level=isolation, hide_parameters=True)


def _by_pg8000(url: URL) -> URL:
    """A folder as host means a socket in it, as every PostgreSQL program reads it."""
    url = url.set(drivername="postgresql+pg8000")
    folder = url.query.get("host")
    if not folder:
        return url
    port = url.port or 5432
    return url.difference_update_query(["host"]).update_query_dict({"unix_sock": f"{folder}/.s.PGSQL.{port}"})


def _private_file(path: Path) -> None:
    """Orders and mails are personal data: only the engine's own account may read the file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"the database file cannot be opened: {error.strerror}.",
            where=str(path),
            remedy="Check that the folder exists, that it may be written, and that the disk is not full.",
        ) from error


def _unusable(url: str) -> StoreError:
    return StoreError(
        "this is not the address of a database that Fjorten can use.",
        where=url,
        remedy="Write sqlite:///folder/fjorten.db or postgresql://user:password@host/name.",
    )
