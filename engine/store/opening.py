"""How a database is reached: SQLite in one file that loses nothing, or PostgreSQL by its address."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from engine.errors import StoreError

READERS = 4
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # that a lost connection cannot be closed is no news
_DURABLE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")
_LETS_GO = "SET idle_in_transaction_session_timeout = 10000"
"""An engine that stops in the middle of a transaction must not hold up all others: the server ends it."""
_AT_ONE_MOMENT = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def address(url: str) -> URL:
    """The address of a database as its driver wants it."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unusable("the address of the database") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return _by_pg8000(parsed)
    raise _unusable(parsed.render_as_string(hide_password=True))


def writing(url: URL, patience: float) -> Engine:
    """The engine that writes: one connection, for SQLite has one writer and the writer is one thread."""
    if url.get_backend_name() == "sqlite":
        _private_file(Path(str(url.database)))
        return _sqlite(url, patience, 1, "BEGIN IMMEDIATE", _DURABLE)
    return _postgresql(url, 1, (f"SET lock_timeout = {int(patience * 1000)}", _LETS_GO))


def reading(url: URL, patience: float) -> Engine:
    """The engine that reads beside the writing, each time as the database stood at one moment."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, patience, READERS, "BEGIN", (*_DURABLE, "PRAGMA query_only=ON"))
    return _postgresql(url, READERS, (_AT_ONE_MOMENT,))


def _sqlite(url: URL, patience: float, size: int, begin: str, settings: tuple[str, ...]) -> Engine:
    waits = {"timeout": patience}
    engine = create_engine(url, pool_size=size, max_overflow=0, hide_parameters=True, connect_args=waits)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # Python's own transactions begin too late and without the writer's lock
        _say(connection, settings)

    event.listen(engine, "connect", prepare)
    # By SQLAlchemy's event for it, each statement of each transaction would take a third longer.
    setattr(engine.dialect, "do_begin", lambda connection: connection.execute(begin))  # noqa: B010
    return engine


def _postgresql(url: URL, size: int, settings: tuple[str, ...]) -> Engine:
    engine = create_engine(url, pool_size=size, max_overflow=0, hide_parameters=True)

    def prepare(connection: Any, _record: object) -> None:
        _say(connection, settings)
        connection.commit()

    event.listen(engine, "connect", prepare)
    return engine


def _say(connection: Any, settings: tuple[str, ...]) -> None:
    cursor = connection.cursor()
    for setting in settings:
        cursor.execute(setting)
    cursor.close()


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


def _unusable(where: str) -> StoreError:
    return StoreError(
        "this is not the address of a database that Fjorten can use.",
        where=where,
        remedy="Write sqlite:///folder/fjorten.db or postgresql://user:password@host/name.",
    )
