"""Prefect may stop, hang, or lose its database: no turn fails or runs twice, and the screens are right afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import replace
from typing import Any

import pytest

from engine.case.view import CaseView, DeadlineState
from engine.run.ports import StepWatch, Turn
from engine.run.prefect_server import PrefectServer
from tests.integration.prefect.office import (
    WAITING,
    Memory,
    Office,
    RealTime,
    case,
    closed,
    deadline,
    done,
    eventually,
    on,
    question,
    turn_to,
    waiting,
)
from tests.integration.prefect.person import Person
from tests.integration.prefect.place import SWIFT


async def test_a_server_that_dies_in_mid_turn_fails_no_turn_and_hears_of_it_later(
    server: PrefectServer, person: Person
):
    async with Office.opened(Memory(), RealTime()) as office:
        view = await office.open(waiting(case()))
        running = await PrefectServer.start(server.home, server.port, SWIFT)
        taken = 0

        async def turn(watch: StepWatch) -> CaseView:
            nonlocal taken
            taken += 1
            await watch.step("how_to_send_back", done)
            await running.kill()
            await watch.step("create return label", done)
            return closed(view)

        after = await office.turn(view, turn)
        assert (taken, after.result) == (1, "refunded")
        assert not office.operators.is_connected()

        other = waiting(case())
        began = time.monotonic()
        assert await office.turn(other, turn_to(other, ("withdrawal_received", done))) == other
        assert time.monotonic() - began < 0.2
        assert await office.take_in() == []
        assert not (await office.reconcile(after, other)).complete

        async with Office.opened(Memory(), RealTime()) as late:
            third = waiting(case())
            assert await late.turn(third, turn_to(third)) == third  # an engine may start without Prefect, too

            await PrefectServer.start(server.home, server.port, SWIFT)
            assert await eventually(lambda: _reconciled(office, after, other))
            assert await eventually(lambda: _reconciled(late, third))

        assert [await _state_name(person, view) for view in (after, other, third)] == ["refunded", WAITING, WAITING]


async def test_a_server_that_hangs_holds_a_turn_up_for_a_second_at_most(server: PrefectServer):
    async with Office.opened(Memory(), RealTime(), patience=1.0) as office:
        view = waiting(case())
        running = await PrefectServer.start(server.home, server.port, SWIFT)
        os.killpg(running.pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            after = await office.operators.runner.run(view, turn_to(closed(view), ("refund", done)))
            assert time.monotonic() - began < 1.5
            assert after.result == "refunded"
        finally:
            os.killpg(running.pid, signal.SIGCONT)


async def test_everything_open_is_rebuilt_when_prefects_database_is_lost(server: PrefectServer, person: Person):
    legal = deadline(10)
    async with Office.opened(Memory(), RealTime()) as office:
        plain = replace(await office.open(waiting(case())), deadlines=(legal,))
        asking = await office.open(waiting(case(), headline="Waiting for an answer", questions=(question(),)))
        met = replace(legal, state=DeadlineState.MET, met_on=on(legal.last_day, 1))
        over = replace(await office.open(closed(case())), deadlines=(met,))
        await office.reconcile(plain, asking, over)
        await office.turn(plain, await _turn_in_which_the_server_dies(server, plain))

        _lose_database(server)
        await PrefectServer.start(server.home, server.port, SWIFT)
        assert await person.run_of(plain) is None
        assert await eventually(lambda: _reconciled(office, plain, asking, over))

        waits, asks = await person.run_of(plain), await person.run_of(asking)
        assert waits is not None
        assert asks is not None
        assert (waits["state_type"], waits["state_name"]) == ("PAUSED", WAITING)
        assert len(await person.runs_like(f"{plain.case} · refund by")) == 1
        assert await person.run_of(over) is None
        assert await person.resume(asks, answer="Refund anyway", who="Mette") == "ACCEPT"
        (hand,) = await office.take_in(asking)
        assert hand.data["answer"] == "Refund anyway"
        again = await office.reconcile(plain, over)
        assert (again.created, again.changed, again.rebuilt) == (0, 0, 0)

        await office.turn(plain, turn_to(plain, ("afterwards", done)))
        assert await eventually(lambda: _is_recorded(person, waits, "afterwards"), within=30)


@pytest.mark.usefixtures("server")
async def test_an_engine_that_died_in_mid_turn_leaves_no_run_behind(person: Person):
    async with Office.opened(Memory(), RealTime()) as office:
        view = await office.open(waiting(case()))
        run = await person.run_of(view)
        assert run is not None
        await person.force(run, "RUNNING", "Running")

        await office.turn(view, turn_to(waiting(view, headline="Waiting for the bank")))

        history = [state["name"] for state in await person.history(run)]
        assert history[-3:] == ["Engine stopped", "Running", "Waiting for the bank"]


async def test_a_turn_that_is_called_off_stops_and_says_so(office: Office):
    started, stopped = asyncio.Event(), asyncio.Event()

    async def turn(_: StepWatch) -> CaseView:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        raise AssertionError

    turning = asyncio.create_task(office.operators.runner.run(case(), turn))
    await started.wait()
    turning.cancel()

    with pytest.raises(asyncio.CancelledError):
        await turning
    assert stopped.is_set()


async def _state_name(person: Person, view: CaseView) -> str:
    run = await person.run_of(view)
    return str(run["state_name"]) if run else ""


async def _reconciled(office: Office, *views: CaseView) -> bool:
    return bool((await office.reconcile(*views)).complete)


async def _turn_in_which_the_server_dies(server: PrefectServer, view: CaseView) -> Turn:
    """Its step is on its way to a server that will never know of the run."""
    running = await PrefectServer.start(server.home, server.port, SWIFT)

    async def turn(watch: StepWatch) -> CaseView:
        await running.kill()
        await watch.step("while away", done)
        return view

    return turn


def _lose_database(server: PrefectServer) -> None:
    for part in server.home.glob("prefect.db*"):
        part.unlink()


async def _is_recorded(person: Person, run: dict[str, Any], step: str) -> bool:
    return any(task["name"] == step for task in await person.task_runs(run))
