"""A message's identity, and the addresses that lead back from a bounce or a reply to its case."""

from __future__ import annotations

import pytest

from engine.messages.addresses import bounce_address, case_of_reply, identity_of_bounce, message_id, plus

IDENTITY = message_id(1042, "Return requested / send withdrawal_received", 1, "nordlys.example")


def test_an_identity_is_the_same_for_one_step_and_another_for_any_other() -> None:
    step = "Return requested / send withdrawal_received"
    again = message_id(1042, step, 1, "nordlys.example")
    others = {
        message_id(1043, step, 1, "nordlys.example"),
        message_id(1042, f"{step} #2", 1, "nordlys.example"),
        message_id(1042, step, 2, "nordlys.example"),
        message_id(1042, step.upper(), 1, "nordlys.example"),
    }

    assert again == IDENTITY
    assert len({again} | others) == 5


@pytest.mark.parametrize(
    "step", ["a", "Ærø / søg efter pakken", "x" * 300, "Refund issued / tell the owner at once, urgently #12"]
)
def test_the_address_for_bounces_fits_every_server_and_leads_back_to_its_message(step: str) -> None:
    identity = message_id(9_999_999, step, 99, "nordlys.example")
    address = bounce_address(identity)

    assert len(address.partition("@")[0]) <= 64
    assert identity_of_bounce(address) == identity
    assert identity_of_bounce("hej@nordlys.example") is None


def test_a_reply_leads_back_to_its_case() -> None:
    assert case_of_reply(plus("svar@nordlys.example", "1042")) == 1042
    assert case_of_reply(plus("svar+gammel@nordlys.example", "7")) == 7
    assert case_of_reply("svar@nordlys.example") is None
