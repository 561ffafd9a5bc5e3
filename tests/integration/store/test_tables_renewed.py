"""A database is made and renewed when it is opened; one from a newer program is refused and left as it is."""

from __future__ import annotations

import threading

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from engine.errors import StoreError
from engine.store import Store, migrations, versions
from engine.store.migrations.upgrade import HEAD, TABLE
from engine.store.opening import address, writing
from engine.store.tables import metadata


def set_version(url, version):
    store = Store.open(url)
    store.write_now(lambda conn: conn.execute(text(f"UPDATE {TABLE} SET version_num = '{version}'")))  # noqa: S608
    store.close()


@pytest.fixture
def made(empty_url):
    store = Store.open(empty_url)
    yield store
    store.close()


def test_the_steps_make_exactly_the_tables_that_the_program_uses(made):
    def differences(conn):
        context = MigrationContext.configure(conn, opts={"version_table": TABLE, "compare_type": True})
        return compare_metadata(context, metadata)

    assert made.read_now(differences) == []


def test_the_newest_step_is_the_one_that_the_program_asks_for():
    config = Config()
    config.set_main_option("script_location", next(iter(migrations.__path__)))

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_of_a_newer_program_is_refused(empty_url):
    set_version(empty_url, "9999")

    with pytest.raises(StoreError, match=r"form 9999.*Install the newer Fjorten"):
        Store.open(empty_url)


def test_opening_a_second_time_changes_nothing(empty_url):
    for _ in range(2):
        store = Store.open(empty_url)
        assert store.read_now(lambda conn: conn.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()) == HEAD  # noqa: S608
        store.close()


def test_engines_that_start_at_once_make_the_tables_once(empty_url):
    opened, failed, start = [], [], threading.Barrier(3)

    def begin() -> None:
        start.wait()
        try:
            opened.append(Store.open(empty_url))
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in opened:
        store.close()

    assert (len(opened), failed) == (3, [])


def test_a_database_from_before_publications_were_numbered_keeps_its_versions_in_their_order(empty_url):
    writing_old(empty_url)
    store = Store.open(empty_url)
    numbered = [(p.slug, p.number, p.digest) for p in store.read_now(versions.history)]
    published = store.read_now(versions.published)
    store.close()

    assert numbered == [("other", 1, "c"), ("return", 1, "a"), ("return", 2, "b"), ("return", 3, "a")]
    assert published == {"return": "a", "other": "c"}


def writing_old(url):
    """A database of the first form: two versions of one playbook, of which the older is in use again, and another."""
    engine = writing(address(url), 10.0)
    config = Config(attributes={"connection": None})
    config.set_main_option("script_location", next(iter(migrations.__path__)))
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        for digest, main, at in (("a", "Return", 1), ("b", "Return", 2), ("c", "Other", 3), ("d", "Nobody's", 4)):
            row = {"digest": digest, "main": main, "texts": b"\x00{}", "published_at": at}
            conn.execute(text("INSERT INTO versions VALUES (:digest, :main, :texts, :published_at)"), row)
        conn.execute(text("INSERT INTO current VALUES ('return', 'a'), ('other', 'c')"))
    engine.dispose()
