"""Two engines on one PostgreSQL share the work, and one that was stopped for too long does no harm when it wakes."""

from __future__ import annotations

import signal

import pytest

from tests.databases import shared_postgres
from tests.faults.conftest import SOAK
from tests.faults.months import staged
from tests.faults.shared import Shop, Worker, shop, until

MANY = 300 if SOAK else 36
STOPS = range(10 if SOAK else 1)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    url = shared_postgres().fresh_database()
    with staged(tmp_path_factory.mktemp("two") / "shop") as place, shop(place, url) as opened:
        opened.start(2)
        yield opened


def test_two_engines_share_the_cases_and_do_every_step_once(two):
    two.returns(range(MANY))
    until(lambda: two.sent("how_to_send_back") == MANY)
    two.parcels(range(MANY))
    until(lambda: two.sent("return_received") == MANY and two.at_rest())

    assert two.twice() == []
    assert two.senders() == {worker.name for worker in two.workers}


def caught_at_work(two: Shop, worker: Worker, first: int) -> int:
    """Stop an engine while it holds cases; gives the number of the next order that was not used for it."""
    while True:
        two.returns(range(first, first + MANY))
        first += MANY
        while not two.is_done("how_to_send_back", first):
            if two.held_by(worker):
                worker.process.send_signal(signal.SIGSTOP)
                if two.held_by(worker):
                    return first
                worker.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("stop", STOPS)
def test_an_engine_that_was_stopped_beyond_its_lease_writes_nothing_when_it_wakes(two, stop):
    stopped = two.workers[stop % 2]
    first, refused = two.orders(), stopped.said.count("lost to another engine")
    after = caught_at_work(two, stopped, first)
    until(lambda: two.is_done("how_to_send_back", after))
    stopped.process.send_signal(signal.SIGCONT)
    until(lambda: stopped.said.count("lost to another engine") > refused)
    two.parcels(range(first, after))
    until(lambda: two.is_done("return_received", after))

    assert two.twice() == []
    assert stopped.process.poll() is None
