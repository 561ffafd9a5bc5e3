"""Versions, the screens' state, the clock, acts on the outside and engines are remembered through a restart."""

from __future__ import annotations

import pytest

from engine.errors import StoreError
from engine.store import clock, effects, engines, leases, shown, versions
from engine.store.clock import Anchor
from engine.store.effects import EffectState
from engine.store.shown import Shown
from tests.integration.store.conftest import NOON


def test_the_same_files_are_the_same_version(store):
    texts = {"return.yaml": "playbook: Return\n", "messages/a/da.md": "Kære æøå\n"}
    first = store.write_now(lambda conn: versions.put(conn, "Return", texts, NOON))
    again = store.write_now(lambda conn: versions.put(conn, "Return", dict(reversed(texts.items())), NOON.add(hours=1)))

    assert first == again
    kept = store.read_now(lambda conn: versions.get(conn, first))
    assert (kept.main, kept.texts, kept.published_at) == ("Return", texts, NOON)


def two_versions(store):
    """Two texts of one playbook."""
    return [store.write_now(lambda conn, t=t: versions.put(conn, "R", {"r.yaml": t}, NOON)) for t in ("1", "2")]


def test_new_cases_get_the_version_that_was_published_last(store):
    old, new = two_versions(store)
    for digest in (old, new):
        store.write_now(lambda conn, digest=digest: versions.publish(conn, "return", digest, NOON))
    assert store.read_now(versions.published) == {"return": new}
    store.write_now(lambda conn: versions.withdraw(conn, "return", NOON))

    assert store.read_now(versions.published) == {}
    assert store.read_now(lambda conn: versions.get(conn, old)).texts == {"r.yaml": "1"}


def test_each_playbook_numbers_its_versions_and_remembers_who_published_them(store):
    old, new = two_versions(store)
    later = NOON.add(hours=1)
    store.write_now(lambda conn: versions.publish(conn, "return", old, NOON))
    store.write_now(lambda conn: versions.publish(conn, "return", new, later, "Anna"))
    store.write_now(lambda conn: versions.publish(conn, "other", new, later, "Mads"))
    store.write_now(lambda conn: versions.publish(conn, "return", old, later, "Anna", 1))
    store.write_now(lambda conn: versions.withdraw(conn, "return", later, "Mads"))

    assert [
        (p.slug, p.number, p.digest, p.published_at, p.who, p.back_to) for p in store.read_now(versions.history)
    ] == [
        ("other", 1, new, later, "Mads", None),
        ("return", 1, old, NOON, "", None),
        ("return", 2, new, later, "Anna", None),
        ("return", 3, old, later, "Anna", 1),
        ("return", 4, "", later, "Mads", None),
    ]


def test_a_version_that_is_not_there_cannot_be_published_or_read(store):
    with pytest.raises(StoreError, match="not in the database"):
        store.read_now(lambda conn: versions.get(conn, "0" * 64))
    with pytest.raises(StoreError, match="refused"):
        store.write_now(lambda conn: versions.publish(conn, "return", "0" * 64, NOON))


def test_what_the_screens_showed_last_is_remembered_by_kind_and_key(store):
    case, moved = Shown("case", "1042", "run", "state-1", "d1"), Shown("case", "1042", "run", "state-2", "d2")
    other = Shown("deadline", "1042", "r", "s", "d")
    for each in (case, moved, other):
        store.write_now(lambda conn, each=each: shown.put(conn, each))

    assert store.read_now(lambda conn: shown.get(conn, "case", "1042")) == moved
    assert store.read_now(lambda conn: shown.of_kind(conn, "deadline")) == {"1042": other}
    store.write_now(lambda conn: shown.forget(conn, "case", "1042"))
    assert store.read_now(lambda conn: shown.get(conn, "case", "1042")) is None


def test_business_time_is_as_it_was_set_last(store):
    assert store.read_now(clock.read) is None
    for running in (True, False):
        store.write_now(lambda conn, running=running: clock.write(conn, Anchor(NOON, 12.5, 28800.0, running)))

    assert store.read_now(clock.read) == Anchor(NOON, 12.5, 28800.0, running=False)


@pytest.fixture
def lease(store, opened):
    number = opened()
    return store.write_now(lambda conn: leases.claim(conn, number, "me", 60.0))


def begin(store, lease, key="fjorten-1-refund"):
    return store.write_now(lambda conn: effects.begin(conn, lease, key, "1/refund", "refund by Stripe"))


def test_an_act_on_the_outside_is_known_before_it_is_done_and_afterwards(store, lease):
    begun = begin(store, lease)
    assert (begun.state, begun.answer, begun.owner) == (EffectState.STARTED, None, "me")
    answer = {"id": "re_1", "amount": "499.00"}
    store.write_now(lambda conn: effects.finish(conn, lease, begun.key, EffectState.DONE, answer))

    again = begin(store, lease)
    assert (again.state, again.answer) == (EffectState.DONE, answer)
    assert store.read_now(lambda conn: effects.by_case(conn, lease.case)) == (again,)
    assert store.read_now(lambda conn: effects.find(conn, begun.key)) == again
    assert store.read_now(lambda conn: effects.find(conn, "other")) is None


def test_an_act_begun_by_an_engine_that_died_is_in_doubt(store, lease):
    begun = begin(store, lease)

    assert store.read_now(lambda conn: effects.in_doubt(conn, frozenset({"me"}))) == ()
    assert store.read_now(lambda conn: effects.in_doubt(conn, frozenset())) == (begun,)


def test_only_the_holder_acts_on_the_outside(store, lease):
    begun = begin(store, lease)
    store.write_now(lambda conn: leases.give_up(conn, lease))

    with pytest.raises(StoreError, match="lost to another engine"):
        begin(store, lease, "another key")
    with pytest.raises(StoreError, match="lost to another engine"):
        store.write_now(lambda conn: effects.finish(conn, lease, begun.key, EffectState.DONE, {}))


def test_an_act_that_was_never_begun_has_no_outcome(store, lease):
    with pytest.raises(StoreError, match="nothing was begun"):
        store.write_now(lambda conn: effects.finish(conn, lease, "unknown", EffectState.DONE, {}))


def test_an_engine_is_known_while_it_works_and_its_cases_are_free_when_it_is_buried(store, opened):
    number = opened()
    store.write_now(lambda conn: engines.begin(conn, "box:17:1", "box", 17))
    store.write_now(lambda conn: leases.claim(conn, number, "box:17:1", 600.0))

    (seen,) = store.read_now(engines.known)
    assert (seen.owner, seen.host, seen.pid) == ("box:17:1", "box", 17)
    assert -0.1 <= seen.silent < 30
    assert store.write_now(lambda conn: engines.seen(conn, "box:17:1")) is True
    assert store.write_now(lambda conn: engines.bury(conn, "box:17:1")) == 1
    assert store.read_now(engines.known) == ()
    assert store.write_now(lambda conn: engines.seen(conn, "box:17:1")) is False
    assert store.write_now(lambda conn: leases.claim(conn, number, "box:18:1", 60.0)) is not None
