"""What a person does in the screens comes back as an event, once, also after a restart of the engine."""

from __future__ import annotations

import pytest

from tests.integration.prefect.office import (
    WAITING,
    Memory,
    Office,
    RealTime,
    case,
    closed,
    handed_over,
    question,
    turn_to,
    waiting,
)
from tests.integration.prefect.person import Person

ANSWER = {"answer": "Refund anyway", "return_deduction": "49.50 DKK", "comment": "called them", "who": "Mette"}


async def asked(office: Office, person: Person):
    view = await office.open(waiting(case(), headline="Waiting for an answer", questions=(question(),)))
    return view, await person.run_of(view)


async def test_a_question_is_a_form_with_choices_fields_and_a_text(office: Office, person: Person):
    _, run = await asked(office, person)

    schema, text = await person.form(run)

    assert schema["properties"]["answer"]["enum"] == ["Refund anyway", "Close the case"]
    assert schema["properties"]["shipment_new_date"]["format"] == "date"
    assert schema["required"] == ["answer", "who"]
    assert "The parcel has not come" in text
    assert "returns team" in text


async def test_an_answer_in_the_form_comes_back_once(office: Office, person: Person):
    view, run = await asked(office, person)
    assert await person.resume(run, **ANSWER) == "ACCEPT"

    (hand,) = await office.take_in(view)
    await office.operators.mirror.accepted(hand, "Answered")

    assert (hand.type, hand.case) == ("operator.answered", view.case)
    assert hand.id == f"prefect:{(await person.run(run['id']))['state_id']}"
    assert hand.data == {
        "question": "missing parcel",
        "answer": "Refund anyway",
        "values": {"return.deduction": "49.50 DKK"},
        "comment": "called them",
        "who": "Mette",
    }
    assert await office.take_in(view) == []


async def test_an_answer_outside_the_choices_is_refused_by_the_form(office: Office, person: Person):
    view, run = await asked(office, person)

    assert await person.resume(run, answer="Do nothing", who="Mette") == "REJECT"
    assert await office.take_in(view) == []


async def test_a_second_question_gets_a_form_of_its_own_and_its_own_answer(office: Office, person: Person):
    view, run = await asked(office, person)
    await person.resume(run, **ANSWER)
    (first,) = await office.take_in(view)
    await office.operators.mirror.accepted(first, "Answered")

    await office.turn(view, turn_to(waiting(view, questions=(question("lost parcel"),))))
    await person.resume(await person.run_of(view), answer="Close the case", who="Olli")

    (second,) = await office.take_in(view)
    assert (second.data["question"], second.data["answer"]) == ("lost parcel", "Close the case")


@pytest.mark.usefixtures("server")
async def test_a_button_comes_back_once_and_not_again_after_a_restart(person: Person):
    memory = Memory()
    async with Office.opened(memory, RealTime()) as office:
        failed = await office.open(handed_over(case(), failed_step="refund"))
        paused = await office.open(waiting(case()))
        cancelled = await office.open(waiting(case()))
        await person.press("Retry", await person.run_of(failed))
        await person.resume(await person.run_of(paused))
        await person.press("Cancel", await person.run_of(cancelled))
        views = (failed, paused, cancelled)
        kinds = ("operator.retried", "operator.resumed", "operator.handed_over")
        pressed = {view.case: kind for view, kind in zip(views, kinds, strict=True)}

    async with Office.opened(memory, RealTime()) as office:
        hands = await office.take_in(*views)
        assert {hand.case: hand.type for hand in hands} == pressed
        for hand in hands:
            await office.operators.mirror.accepted(hand, "Taken in")
        assert await office.take_in(*views) == []

    async with Office.opened(memory, RealTime()) as office:
        assert await office.take_in(*views) == []


@pytest.mark.usefixtures("server")
async def test_a_hand_that_nobody_accepted_comes_again_after_a_crash(person: Person):
    memory = Memory()
    async with Office.opened(memory, RealTime()) as office:
        view = await office.open(waiting(case()))
        await person.press("Cancel", await person.run_of(view))
        (before,) = await office.take_in(view)

    async with Office.opened(memory, RealTime()) as office:
        (after,) = await office.take_in(view)

        assert after == before
        await office.operators.mirror.accepted(after, "Taken in")


async def test_neither_a_turn_nor_the_mirror_writes_over_a_hand_that_was_not_taken_in(office: Office, person: Person):
    view = await office.open(waiting(case()))
    await person.press("Cancel", await person.run_of(view))

    await office.turn(view, turn_to(waiting(view, headline="Something else")))
    await office.reconcile(waiting(view, headline="Something else"))

    (hand,) = await office.take_in(view)
    assert hand.type == "operator.handed_over"
    await office.operators.mirror.accepted(hand, "Taken in")


@pytest.mark.parametrize("way", ["turn", "mirror"])
async def test_a_cancelled_run_stands_again_as_handed_over(office: Office, person: Person, way: str):
    view = await office.open(waiting(case()))
    await person.press("Cancel", await person.run_of(view))
    (hand,) = await office.take_in(view)
    await office.operators.mirror.accepted(hand, "Taken in")

    if way == "turn":
        await office.turn(view, turn_to(handed_over(view)))
    else:
        await office.reconcile(handed_over(view))

    run = await person.run_of(view)
    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("PAUSED", "Handed over to a person: refund failed")
    assert await office.take_in(view) == []


async def test_after_retry_the_step_runs_in_the_same_run(office: Office, person: Person):
    view = await office.open(handed_over(case(), failed_step="refund"))
    await person.press("Retry", await person.run_of(view))
    (hand,) = await office.take_in(view)
    await office.operators.mirror.accepted(hand, "Taken in")

    await office.turn(view, turn_to(waiting(view)))

    run = await person.run_of(view)
    assert run is not None
    assert run["state_name"] == WAITING


async def test_retry_on_a_closed_case_leaves_it_closed(office: Office, person: Person):
    view = await office.open(closed(case()))
    await person.press("Retry", await person.run_of(view))
    (hand,) = await office.take_in(view)
    await office.operators.mirror.accepted(hand, "Nothing is left to do")

    await office.reconcile(view)

    run = await person.run_of(view)
    assert run is not None
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "refunded")
