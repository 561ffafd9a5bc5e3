"""A turn runs inside its case's own flow run, once, and its steps are task runs without a word about the customer."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from engine.run.ports import StepWatch
from tests.integration.prefect.office import (
    WAITING,
    Office,
    case,
    closed,
    done,
    eventually,
    handed_over,
    turn_to,
    waiting,
)
from tests.integration.prefect.person import Person


async def test_a_waiting_case_stands_in_the_list_under_what_it_waits_for(office: Office, person: Person):
    view = await office.open(waiting(case()))

    run = await person.run_of(view)

    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("PAUSED", WAITING)
    assert {f"case {view.case}", f"order {view.order}", "DK"} <= set(run["tags"])
    assert run["parameters"] == {"case": view.case}


async def test_a_case_keeps_its_one_run_from_the_first_turn_to_the_last(office: Office, person: Person):
    view = await office.open(waiting(case()))
    first = await person.run_of(view)

    await office.turn(view, turn_to(waiting(view, headline="Waiting for the bank · until Tue 29 Dec")))
    await office.turn(view, turn_to(closed(view)))

    last = await person.run_of(view)
    assert first is not None
    assert last is not None
    assert last["id"] == first["id"]
    assert (last["state_type"], last["state_name"]) == ("COMPLETED", "refunded")


async def test_a_closed_case_can_be_opened_again_in_its_run(office: Office, person: Person):
    view = await office.open(waiting(case()))
    await office.turn(view, turn_to(closed(view)))

    await office.turn(closed(view), turn_to(waiting(view)))

    run = await person.run_of(view)
    assert run is not None
    assert run["state_name"] == WAITING


async def test_each_step_is_a_task_run_under_its_name_of_the_playbook(office: Office, person: Person):
    view = case()

    await office.turn(view, turn_to(waiting(view), ("withdrawal_received", done), ("create {return} label", done)))

    run = await person.run_of(view)
    assert run is not None
    tasks = await eventually(lambda: _finished_tasks(person, run, 2))
    assert {task["name"]: task["state_name"] for task in tasks} == {
        "withdrawal_received": "Completed",
        "create {return} label": "Completed",
    }


async def test_a_step_gives_back_what_it_gave_and_raises_what_it_raised(office: Office):
    view = case()
    heard: list[object] = []

    async def turn(watch: StepWatch):
        heard.append(await watch.step("look up shipment", done))
        with pytest.raises(ConnectionError, match=r"anna@example\.com"):
            await watch.step("refund", _refuse)
        return waiting(view)

    await office.turn(view, turn)

    assert heard == ["done"]


async def test_no_word_of_a_failure_reaches_the_screens(office: Office, person: Person):
    view = case()

    await office.turn(view, turn_to(waiting(view), ("refund", _refuse)))

    run = await person.run_of(view)
    assert run is not None
    tasks = await eventually(lambda: _finished_tasks(person, run, 1))
    assert [task["state_name"] for task in tasks] == ["Failed"]
    logs = await eventually(lambda: person.logs(run))
    assert WAITING in {line["message"] for line in logs}
    assert "anna@example.com" not in repr((tasks, logs, await person.run(run["id"])))


async def test_a_failed_step_leaves_a_failed_run_so_that_retry_can_be_pressed(office: Office, person: Person):
    view = case()

    await office.turn(view, turn_to(handed_over(view), ("refund", _refuse)))

    run = await person.run_of(view)
    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("FAILED", "Handed over to a person: refund failed")


async def test_a_case_handed_over_without_a_failure_waits_and_can_be_resumed(office: Office, person: Person):
    view = await office.open(handed_over(case()))

    run = await person.run_of(view)

    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("PAUSED", "Handed over to a person: refund failed")


async def test_what_a_turn_raises_is_raised_to_whoever_asked_for_it(office: Office, person: Person):
    view = case()
    asked = 0

    async def turn(_: StepWatch):
        nonlocal asked
        asked += 1
        raise LookupError("the lease is gone, said anna@example.com")

    with pytest.raises(LookupError):
        await office.turn(view, turn)

    run = await person.run_of(view)
    assert asked == 1
    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("CRASHED", "Engine stopped")
    assert "anna@example.com" not in repr(run)


async def test_a_mail_address_in_a_headline_stays_in_the_journal(office: Office, person: Person):
    quoting = "Handed over to a person: 550 <anna@example.com> is unknown"
    view = await office.open(handed_over(case(), failed_step="refund", headline=quoting))

    run = await person.run_of(view)

    assert run is not None
    assert run["state_name"] == "Handed over to a person: 550 <…> is unknown"
    assert "anna@example.com" not in repr((run, await person.logs(run)))


async def test_a_polite_kill_in_mid_turn_is_for_the_engine(office: Office):
    killed = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, killed.set)
    view = case()

    async def turn(_: StepWatch):
        os.kill(os.getpid(), signal.SIGTERM)
        await killed.wait()
        return waiting(view)

    assert (await office.turn(view, turn)).headline == WAITING


async def test_any_title_of_a_playbook_will_do(office: Office, person: Person):
    view = await office.open(waiting(case(playbook="Retur & ombytning / 14 dage")))

    run = await person.run_of(view)

    assert run is not None
    assert run["state_name"] == WAITING


async def _finished_tasks(person: Person, run: dict[str, object], count: int):
    tasks = [task for task in await person.task_runs(run) if task["state_type"] in {"COMPLETED", "FAILED"}]
    return tasks if len(tasks) >= count else None


async def _refuse() -> None:
    raise ConnectionError("anna@example.com was refused")
