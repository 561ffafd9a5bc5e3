"""A process that is killed in the middle of writing leaves a whole database with everything that it was promised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.case.journal import first_break
from engine.store import Store, cases, engines, leases, lists
from engine.store.journals import journal
from engine.store.lists import Wanted
from tests.integration.store.conftest import NOON

ROOT = Path(__file__).parents[3]


def killed_after(url: str, answers: int) -> dict[int, int]:
    """Let a process write until it was answered so often, kill it, and give the last safe entry of each case."""
    command = [sys.executable, "-m", "tests.integration.store.endless_writer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 -- our own
        assert child.stdout is not None
        told = [child.stdout.readline().split() for _ in range(answers)]
        child.kill()
        told += [line.split() for line in child.stdout.read().splitlines() if line.endswith(tuple("0123456789"))]
    return {int(case): int(seq) for case, seq in (pair for pair in told if len(pair) == 2)}


@pytest.mark.parametrize("answers", [9, 40, 111])
def test_a_killed_process_leaves_whole_journals_with_all_that_was_promised(url, answers):
    promised = killed_after(url, answers)
    store = Store.open(url)

    for case, seq in promised.items():
        kept = store.read_now(lambda conn, case=case: journal(conn, case))
        assert first_break(case, kept) is None
        assert len(kept) >= seq
        assert len(kept) % 3 == 0
        assert store.read_now(lambda conn, case=case: cases.get(conn, case)).head_seq == len(kept)
    store.close()


def test_after_a_kill_the_cases_that_were_held_go_on_when_their_hold_has_ended(url):
    promised = killed_after(url, 12)
    store = Store.open(url)
    held = store.read_now(lambda conn: lists.list_cases(conn, Wanted()))
    assert store.write_now(lambda conn: leases.claim_due(conn, "next", NOON, 60.0, 20)) == ()
    for case in held:
        assert case.held_by is not None
        store.write_now(lambda conn, case=case: engines.bury(conn, case.held_by))
    claimed = store.write_now(lambda conn: leases.claim_due(conn, "next", NOON, 60.0, 20))
    store.close()

    assert {lease.case for lease in claimed} >= set(promised)
