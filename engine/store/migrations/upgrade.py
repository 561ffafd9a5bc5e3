"""Bring a database to the form that this program knows, or refuse one that it does not know."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from engine.errors import StoreError
from engine.store.failures import FAULTS, in_words

HEAD = "0002"
TABLE = "fjorten_version"
"""A name of our own: Prefect may live in the same PostgreSQL database and uses Alembic's usual one."""
_LOCK = 14_140_014


def upgrade(engine: Engine) -> None:
    """Make or renew the tables; two engines that start at once do it one after the other."""
    try:
        with engine.begin() as conn:
            if conn.dialect.name == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if (found := version(conn)) != HEAD:
                _migrate(conn, found)
    except FAULTS as error:
        raise in_words(error) from error


def version(conn: Connection) -> str | None:
    """The form of the tables in a database, or nothing if there are none yet."""
    if not inspect(conn).has_table(TABLE):
        return None
    found: str | None = conn.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()  # noqa: S608 -- our own name
    return found


def _migrate(conn: Connection, found: str | None) -> None:
    # Alembic takes a sixth of a second to import, which a start without anything to do need not wait for.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise _unknown(found)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, HEAD)


def _unknown(found: str) -> StoreError:
    return StoreError(
        f"the database was written by another version of Fjorten (its tables are of form {found}, "
        f"this program knows up to {HEAD}).",
        where="the database",
        remedy="Install the newer Fjorten again, or restore the backup from before it was installed.",
    )
