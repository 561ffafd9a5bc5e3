"""Prefect may be away or lose everything: the shop's work goes on, and the screens are right afterwards."""

from __future__ import annotations

import os
import signal
import time

from tests.faults.conftest import SOAK
from tests.faults.shared import until
from tests.faults.whole_house import CANARY

AWAY = 60.0 if SOAK else 10.0
"""Real seconds for which Prefect is silent."""

_APART = 0.5
SLOWEST = 5.0
"""Real seconds from an event to its mail while Prefect is silent; a turn may wait for it for a second or two."""


def open_deadlines(up):
    return {key: state for key, state in up.runs("deadline").items() if state in {"Scheduled", "On hold"}}


def test_while_prefect_is_silent_events_are_taken_and_mails_sent_and_it_is_right_afterwards(up):
    for number in (1, 2):
        up.asks_for_return(number)
    until(lambda: up.all_wait(2))
    os.kill(up.server, signal.SIGSTOP)
    began, cases, latencies = time.monotonic(), 2, []
    while time.monotonic() - began < AWAY:
        cases += 1
        latencies.append(up.asks_for_return(cases))
        time.sleep(_APART)
    os.kill(up.server, signal.SIGCONT)
    until(lambda: up.all_wait(cases))
    print(f"{len(latencies)} mails in {AWAY} s without Prefect, slowest {max(latencies):.2f} s")  # noqa: T201

    assert up.events() == cases
    assert max(latencies) < SLOWEST
    assert len(up.runs("deadline")) == 2 * cases


def test_a_prefect_that_lost_its_database_shows_every_open_case_deadline_and_question_again(up):
    up.report("return.received", 1, shipment={"number": "RET-1"})
    until(lambda: up.sent("return_received") == 1)
    until(lambda: up.runs("case").get("case:1", "").startswith("Question"))
    until(lambda: len(open_deadlines(up)) == 2 * len(up.runs("case")) - 1)  # her parcel has come: one date less
    cases, deadlines, dead = up.runs("case"), open_deadlines(up), up.server
    os.killpg(dead, signal.SIGKILL)
    for file in (up.place.data / "prefect").glob("prefect.db*"):
        file.unlink()
    until(lambda: up.runs("case") == cases and open_deadlines(up) == deadlines, patience=120)

    assert up.server != dead
    latency = up.asks_for_return(1001)
    until(lambda: len(up.runs("case")) == len(cases) + 1)
    assert latency < SLOWEST


def test_the_name_of_a_customer_stands_nowhere_in_prefect_or_in_what_was_logged(up):
    files = [up.log, *(file for file in (up.place.data / "prefect").rglob("*") if file.is_file())]
    names = [*up.runs("case"), *up.runs("deadline")]

    assert any(file.name == "prefect.db" for file in files)
    assert [file for file in files if CANARY.lower().encode() in file.read_bytes().lower()] == []
    assert [name for name in names if CANARY.lower() in name.lower()] == []
