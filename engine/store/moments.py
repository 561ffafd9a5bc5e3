"""How moments stand in the database, and the database's own clock for leases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from whenever import Instant


def stored(moment: Instant) -> int:
    """A moment as it is stored: nothing of it is lost, so a journal's hashes still hold when it is read."""
    return moment.timestamp_nanos()


def stored_or_none(moment: Instant | None) -> int | None:
    """A moment as it is stored, if there is one."""
    return None if moment is None else stored(moment)


def moment(value: int) -> Instant:
    """The moment that was stored."""
    return Instant.from_timestamp_nanos(value)


def moment_or_none(value: int | None) -> Instant | None:
    """The moment that was stored, if there was one."""
    return None if value is None else moment(value)


class machine_now(GenericFunction[float]):  # noqa: N801 -- SQLAlchemy names a function by its class
    """Seconds since 1970 by the database's clock, which all engines share."""

    type = Float()
    inherit_cache = True


@compiles(machine_now, "postgresql")
def _on_postgresql(_element: machine_now, _compiler: SQLCompiler, **_kw: Any) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


@compiles(machine_now, "sqlite")
def _on_sqlite(_element: machine_now, _compiler: SQLCompiler, **_kw: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"
