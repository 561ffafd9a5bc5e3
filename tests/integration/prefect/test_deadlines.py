"""Each legal deadline is a run of its own: upcoming until its end, then met, broken or moot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.case.view import CaseView, DeadlineState, DeadlineView
from engine.run.prefect_states import day_words
from tests.integration.prefect.office import Memory, Office, RealTime, case, closed, deadline, eventually, on, waiting
from tests.integration.prefect.person import Person


def with_deadline(view: CaseView, legal: DeadlineView, **changes: object) -> CaseView:
    return replace(view, deadlines=(replace(legal, **changes),))


async def run_of(person: Person, view: CaseView):
    found = await person.runs_like(f"{view.case} · refund by")
    assert len(found) <= 1
    return found[0] if found else None


async def test_an_open_deadline_is_upcoming_at_its_end(office: Office, person: Person):
    legal = deadline(10)
    view = with_deadline(waiting(case()), legal)

    assert (await office.reconcile(view)).created == 2
    run = await run_of(person, view)

    assert run["name"] == f"{view.case} · refund by {day_words(legal.last_day)}"
    assert (run["state_type"], run["state_name"]) == ("SCHEDULED", "Scheduled")
    assert run["next_scheduled_start_time"][:16] == legal.end.format_iso()[:16]
    assert run["deployment_id"] == (await person.deployment("legal-deadlines"))["id"]


async def test_a_deadline_ends_met_broken_or_moot(office: Office, person: Person):
    legal = deadline(10)
    met, broken, moot = (with_deadline(waiting(case()), legal) for _ in range(3))
    await office.reconcile(met, broken, moot)

    await office.reconcile(
        with_deadline(met, legal, state=DeadlineState.MET, met_on=on(legal.last_day, 3)),
        with_deadline(broken, legal, state=DeadlineState.BROKEN),
        with_deadline(moot, legal, state=DeadlineState.MOOT, note="The customer keeps the goods"),
    )

    ends = [await run_of(person, view) for view in (met, broken, moot)]
    assert [(run["state_type"], run["state_name"]) for run in ends] == [
        ("COMPLETED", "Met 3 days before"),
        ("FAILED", "Broken"),
        ("CANCELLED", "Moot"),
    ]
    assert ends[2]["state"]["message"] == "The customer keeps the goods"


async def test_a_bounced_message_opens_its_deadline_again(office: Office, person: Person):
    legal = deadline(10)
    view = with_deadline(waiting(case()), legal, state=DeadlineState.MET, met_on=legal.last_day)
    await office.reconcile(view)
    assert (await run_of(person, view))["state_name"] == "Met on the last day"

    await office.reconcile(with_deadline(view, legal))

    assert (await run_of(person, view))["state_name"] == "Scheduled"


async def test_a_deadline_on_hold_says_so_and_never_turns_late(office: Office, person: Person):
    legal = deadline(-1, DeadlineState.ON_HOLD, note="Nothing received yet")
    other = deadline(-1)
    held, late = with_deadline(waiting(case()), legal), with_deadline(waiting(case()), other)
    await office.reconcile(held, late)

    async def turned_late():
        return (await run_of(person, late))["state_name"] == "Late"

    assert await eventually(turned_late, within=20)
    assert (await run_of(person, held))["state_name"] == "On hold"
    assert (await office.reconcile(held, late)).changed == 0


async def test_only_legal_deadlines_inside_45_days_are_shown(office: Office, person: Person):
    far = with_deadline(waiting(case()), deadline(46))
    goal = with_deadline(waiting(case()), deadline(3, kind="goal"))

    await office.reconcile(far, goal)

    assert await run_of(person, far) is None
    assert await run_of(person, goal) is None


async def test_a_moved_deadline_moves_in_the_list(office: Office, person: Person):
    legal, later = deadline(10), deadline(20)
    view = with_deadline(waiting(case()), legal)
    await office.reconcile(view)

    await office.reconcile(with_deadline(view, replace(legal, end=later.end, last_day=later.last_day)))

    run = await run_of(person, view)
    assert run["name"] == f"{view.case} · refund by {day_words(later.last_day)}"
    assert run["next_scheduled_start_time"][:16] == later.end.format_iso()[:16]


async def test_a_second_pass_writes_nothing(office: Office):
    view = with_deadline(waiting(case()), deadline(10))
    await office.reconcile(view)

    again = await office.reconcile(view)

    assert (again.created, again.changed, again.rebuilt, again.complete) == (0, 0, 0, True)


async def test_a_deadline_that_a_person_cancelled_stands_again(office: Office, person: Person):
    view = with_deadline(waiting(case()), deadline(10))
    await office.reconcile(view)
    await person.press("Cancel", await run_of(person, view))

    await office.reconcile(view)

    assert (await run_of(person, view))["state_name"] == "Scheduled"


async def test_a_closed_case_gets_no_run_but_its_open_legal_duty_does(office: Office, person: Person):
    legal = deadline(10)
    view = with_deadline(closed(case()), legal)

    await office.reconcile(view)

    assert await person.run_of(view) is None
    assert (await run_of(person, view))["state_name"] == "Scheduled"


@pytest.mark.usefixtures("server")
async def test_a_fast_clock_shows_the_moment_at_which_it_will_really_ring(person: Person):
    legal = deadline(10)
    view = with_deadline(waiting(case()), legal)

    async with Office.opened(Memory(), RealTime(speed=10 * 24 * 60)) as office:
        await office.reconcile(view)

    run = await run_of(person, view)
    assert run["next_scheduled_start_time"] < legal.end.add(hours=-9 * 24).format_iso()
