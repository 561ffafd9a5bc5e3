"""The forms that operators open by themselves become events, and their runs say what became of them."""

from __future__ import annotations

import pytest

from engine.language.playbook import Playbook, Subject
from engine.run.ports import PUBLISH
from tests.integration.prefect.office import Office, RealTime, eventually
from tests.integration.prefect.person import Person


async def test_start_a_case_becomes_the_event_that_opens_such_a_case(office: Office, person: Person):
    filled = await person.fill_in("Start a case", playbook="Return requested", order_number="10-77", who="Mette")

    (hand,) = await office.take_in()
    await office.operators.mirror.accepted(hand, "Case 77 is open")

    assert (hand.type, hand.case) == ("return.requested", None)
    assert hand.data == {"who": "Mette", "order": {"number": "10-77"}}
    run = await person.run(filled["id"])
    assert (run["name"], run["tags"]) == ("Start a case · order 10-77", ["form"])
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Case 77 is open")
    assert await office.take_in() == []


async def test_report_an_event_carries_its_case_its_time_and_its_facts(office: Office, person: Person):
    await person.fill_in(
        "Report an event",
        event="refund issued",
        case=42,
        refund_id="R-1",
        refund_amount="249.50 DKK",
        when="2026-11-02T09:05:00Z",
        who="Mette",
    )

    (hand,) = await office.take_in()
    await office.operators.mirror.accepted(hand, "Written into case 42")

    assert (hand.type, hand.case) == ("refund.issued", 42)
    assert hand.data == {
        "who": "Mette",
        "time": "2026-11-02T09:05:00Z",
        "refund": {"id": "R-1", "amount": "249.50 DKK"},
    }


async def test_a_form_that_cannot_be_followed_fails_with_the_reason(office: Office, person: Person):
    filled = await person.fill_in("Skip a step", case=99, step="refund", reason="paid in cash", who="Mette")

    (hand,) = await office.take_in()
    await office.operators.mirror.refused(hand, "There is no case 99")

    assert (hand.type, hand.data["step"]) == ("operator.skipped", "refund")
    run = await person.run(filled["id"])
    assert (run["state_type"], run["state_name"]) == ("FAILED", "There is no case 99")


async def test_an_answer_given_by_form_names_its_question(office: Office, person: Person):
    await person.fill_in("Answer a question", case=7, answer="Refund anyway", question="missing parcel", who="Olli")

    (hand,) = await office.take_in()
    await office.operators.mirror.accepted(hand, "Answered")

    assert (hand.type, hand.case) == ("operator.answered", 7)
    assert (hand.data["question"], hand.data["answer"]) == ("missing parcel", "Refund anyway")


async def test_publishing_shows_what_differs_at_its_run_before_anything_is_published(office: Office, person: Person):
    filled = await person.fill_in("Publish", playbook="Complaint", who="Mette")

    (hand,) = await office.take_in()
    await office.operators.mirror.tell(hand, "**Complaint** becomes version 2")
    await office.operators.mirror.accepted(hand, "Shown; nothing was published")

    assert (hand.type, hand.case) == (PUBLISH, None)
    assert hand.data == {"only": "Complaint", "publish": False, "who": "Mette"}
    run = await person.run(filled["id"])
    assert (run["name"], run["state_name"]) == ("Publish · Complaint", "Shown; nothing was published")
    assert [one["data"] for one in await person.artifacts(run)] == ["**Complaint** becomes version 2"]


async def test_a_tick_and_no_choice_mean_to_publish_everything(office: Office, person: Person):
    await person.fill_in("Publish", publish=True, who="Mette")

    (hand,) = await office.take_in()
    await office.operators.mirror.accepted(hand, "Published")

    assert hand.data == {"only": "", "publish": True, "who": "Mette"}


async def test_the_forms_offer_a_playbook_that_was_published_while_the_engine_runs(office: Office, person: Person):
    before = await person.deployment("Publish")
    office.operators.mirror.offer([_book("Return requested"), _book("Complaint"), _book("Lost parcel")])
    await office.reconcile()
    after = await person.deployment("Publish")
    office.operators.mirror.offer([_book("Return requested"), _book("Complaint")])
    await office.reconcile()

    assert "Lost parcel" not in before["parameter_openapi_schema"]["properties"]["playbook"]["enum"]
    assert "Lost parcel" in after["parameter_openapi_schema"]["properties"]["playbook"]["enum"]


def _book(title: str) -> Playbook:
    return Playbook("any", title, "About it.", "return.requested", Subject.RETURN, ())


async def test_a_form_taken_back_does_nothing(office: Office, person: Person):
    filled = await person.fill_in("Skip a step", case=9, step="refund", reason="paid in cash", who="Mette")
    await person.press("Cancel", filled)

    assert await office.take_in() == []
    assert (await person.run(filled["id"]))["state_name"] == "Taken back"


async def test_a_form_filled_in_for_later_waits_for_its_time(office: Office, person: Person):
    tomorrow = RealTime().now().add(hours=24).format_iso()
    given = {"case": 9, "step": "refund", "reason": "paid in cash", "who": "Mette"}
    filled = await person.fill_in("Skip a step", at=tomorrow, **given)

    assert await office.take_in() == []

    await person.press("Cancel", filled)
    assert await office.take_in() == []


async def test_a_case_started_at_its_playbook_is_sent_to_the_right_form(office: Office, person: Person):
    filled = await person.fill_in("Complaint", case=5)

    assert await office.take_in() == []
    run = await person.run(filled["id"])
    assert run["state_type"] == "FAILED"
    assert "Start a case" in run["state_name"]


@pytest.mark.usefixtures("office")
async def test_the_deployments_are_ready_and_say_what_they_are_for(person: Person):
    async def is_ready():
        there = await person.deployment("Report an event")
        return there["status"] == "READY" and there

    there = await eventually(is_ready)
    assert there
    assert "what happened outside" in there["description"]
    assert "return received" in there["parameter_openapi_schema"]["properties"]["event"]["enum"]
    assert "message sent" not in there["parameter_openapi_schema"]["properties"]["event"]["enum"]
