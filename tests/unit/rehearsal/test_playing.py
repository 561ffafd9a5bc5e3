"""A rehearsal plays what its script says, with the interpreter of production, at the right moments."""

from __future__ import annotations

import pytest

from engine.case.decide import decide
from engine.case.journal import EntryKind, first_break
from engine.errors import PlaybookError
from engine.rehearsal.playing import Played, play
from engine.rehearsal.script import Script
from engine.rehearsal.staff import Staff
from tests.unit.rehearsal.shipped import played, shop

COPENHAGEN = "Europe/Copenhagen"
ANSWER = "returns team answers Everything is as it should be"


def sent(found: Played) -> list[tuple[str, str]]:
    return [
        (mail.message, mail.at.to_tz(COPENHAGEN).format_iso()[5:16].replace("T", " "))
        for mail in found.rehearsal.mailed
    ]


def test_what_happens_without_a_time_happens_at_ten_on_the_customers_clock():
    assert ("return_received", "11-08 10:00") in sent(played("day 6: return received"))


def test_a_case_begins_when_its_notice_came():
    assert sent(played())[0] == ("withdrawal_received", "11-02 09:05")


def test_a_mail_server_that_is_away_is_tried_again_after_1_5_and_15_minutes():
    assert sent(played("mail fails 3 times"))[0] == ("withdrawal_received", "11-02 09:26")


def test_a_message_that_is_refused_is_handed_to_a_person():
    found = played("withdrawal_received fails 1 times")

    assert any(note.who == "owner" and "withdrawal_received" in note.say for note in found.rehearsal.told)


def test_an_answer_that_nobody_asked_for_is_told_and_changes_nothing():
    found = played(f"day 1: {ANSWER}")

    assert [misfit.text for misfit in found.misfits] == [ANSWER]


def test_staff_answers_and_pays_within_working_hours():
    found = played("day 6: return received", staff=Staff(), return__wish="money")

    assert found.rehearsal.view.result == "refunded"


def test_silent_staff_leaves_questions_open():
    found = played("day 6: return received", return__wish="money")

    assert [question.who for question in found.rehearsal.view.questions] == ["returns team"]


def test_staff_answers_as_it_was_told_by_the_name_of_the_question():
    found = played(staff=Staff({"missing parcel": "Close the case"}))

    assert found.rehearsal.view.result == "not sent back"


def test_settings_of_a_script_replace_the_shops_answers():
    script = Script(
        "Return requested",
        {"order.country": "DK", "notice.received_at": "2026-11-02 09:05"},
        settings={"free_return": "yes"},
    )

    assert "create return label" in [words for _, words in play(script, shop().stage).rehearsal.performed]


def test_a_step_that_is_skipped_is_passed_by():
    found = played("day 30: missing parcel is skipped", days=31)

    assert found.rehearsal.view.headline.startswith("Waiting for refund issued")


def test_nobody_says_when_the_case_begins_and_that_is_said():
    with pytest.raises(PlaybookError, match=r"Give notice\.received_at"):
        play(Script("Return requested", {"order.country": "DK"}), shop().stage)


def test_what_a_rehearsal_shows_is_what_production_would_decide():
    rehearsal = played("day 6: return received", "day 7: " + ANSWER).rehearsal
    fresh = decide(rehearsal.in_force, rehearsal.journal, rehearsal.now)

    assert (fresh.view, fresh.record, fresh.perform) == (rehearsal.view, (), ())


def test_the_journal_of_a_rehearsal_is_chained_like_any_other():
    assert first_break(1, played("day 6: return received").rehearsal.journal) is None


def test_the_amount_is_worked_out_for_real():
    found = played("day 6: return received", staff=Staff())
    amounts = [
        entry.data["values"]["return.refund_total"]
        for entry in found.rehearsal.journal
        if entry.kind is EntryKind.FIELDS and "return.refund_total" in entry.data["values"]
    ]

    assert amounts == [{"amount": "499.00", "currency": "DKK"}]
