"""A statement that goes straight to the driver does what it does by SQLAlchemy's own way, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update

from engine.errors import StoreError
from engine.store.prepared import Prepared
from engine.store.tables import mirror

_key = mirror.c.key == bindparam("asked")
ADD = Prepared(insert(mirror), ("kind", "key", "updated_at", "digest"))
FIND = Prepared(select(mirror.c.key, mirror.c.digest, mirror.c.updated_at).where(_key, mirror.c.kind == "t"))
CHANGE = Prepared(update(mirror).where(_key).values(kind="gone"))


def row(key):
    return {"kind": "t", "key": key, "updated_at": 1.5, "digest": "æ%s"}


def test_what_was_written_is_read_by_the_names_of_the_columns(store):
    store.write_now(lambda conn: ADD.change_all(conn, [row("a"), row("b")]))
    (found,) = store.read_now(lambda conn: FIND.rows(conn, {"asked": "b"}))

    assert (found.key, found.digest, found.updated_at) == ("b", "æ%s", 1.5)
    assert store.read_now(lambda conn: FIND.first(conn, {"asked": "c"})) is None


def test_a_change_says_how_many_it_touched_and_needs_no_value_that_is_always_the_same(store):
    store.write_now(lambda conn: ADD.change_all(conn, [row("a"), row("b")]))
    touched = store.write_now(lambda conn: [CHANGE.change(conn, {"asked": key}) for key in "ac"])

    assert touched == [1, 0]
    assert store.read_now(lambda conn: FIND.first(conn, {"asked": "a"})) is None


def test_what_the_database_refuses_is_told_in_words_and_without_what_was_to_be_written(store):
    store.write_now(lambda conn: ADD.change(conn, row("maja@example.com")))
    with pytest.raises(StoreError, match="refused") as told:
        store.write_now(lambda conn: ADD.change(conn, row("maja@example.com")))

    assert "maja" not in str(told.value)
    assert len(store.read_now(lambda conn: FIND.rows(conn, {"asked": "maja@example.com"}))) == 1
