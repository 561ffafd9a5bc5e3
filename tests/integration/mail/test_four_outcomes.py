"""Every way in which a mail server can answer, fall silent or break off, and the outcome that we make of it."""

from __future__ import annotations

import pytest

from engine.run.outcomes import Outcome, Retry, Sent, Stop, Unknown
from integrations.smtp import Server, SmtpSender
from tests.mail_servers import LOCAL, Act, Script, free_port, smtp_server

MAIL = b"Subject: Hej\r\nTo: bo@example.dk\r\n\r\nGoddag\r\n.punktum\r\n"

BEFORE_THE_MAIL = ("GREETING", "EHLO", "MAIL", "RCPT", "DATA")


def sender_for(port: int, patience: float = 5.0) -> SmtpSender:
    return SmtpSender(Server(LOCAL, port, "none", name="shop.test", patience=patience, patience_for_data=patience))


async def sent_to(script: Script, patience: float = 5.0, **options: object) -> tuple[Outcome, int]:
    """The outcome, and how many mails the server really has."""
    async with smtp_server(script, **options) as server:
        sender = sender_for(server.port, patience)
        outcome = await sender.send(MAIL, "bounce@shop.dk", "bo@example.dk")
        await sender.aclose()
        return outcome, len(server.taken)


async def test_the_servers_own_words_are_kept_as_evidence() -> None:
    outcome, taken = await sent_to({})

    assert (outcome, taken) == (Sent("250 2.0.0 queued as ABC123"), 1)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("MAIL", "421 4.3.2 closing"),
        ("MAIL", "451 4.3.0 try later"),
        ("RCPT", "450 4.2.1 greylisted, come back"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("DATA", "451 4.3.0 no room"),
        ("POINT", "451 4.3.0 try again"),
        ("POINT", "421 4.3.2 closing"),
        ("MAIL", "252 perhaps"),
        ("RCPT", "252 perhaps"),
        ("DATA", "250 taken before there was a mail"),
        ("GREETING", "421 too busy"),
        ("GREETING", "554 no service here"),
        ("EHLO", "451 not now"),
    ],
)
async def test_what_was_certainly_not_taken_is_tried_again(verb: str, answer: str) -> None:
    outcome, taken = await sent_to({verb: answer})

    assert (type(outcome), taken) == (Retry, 0)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("MAIL", "550 5.7.1 this sender is not welcome"),
        ("RCPT", "550 5.1.1 no such mailbox"),
        ("DATA", "554 5.5.1 no valid recipients"),
        ("POINT", "554 5.7.1 looks like spam"),
        ("POINT", "552 5.3.4 too large"),
    ],
)
async def test_what_was_refused_for_good_goes_to_a_person_with_the_servers_words(verb: str, answer: str) -> None:
    assert await sent_to({verb: answer}) == (Stop(answer), 0)


@pytest.mark.parametrize("verb", BEFORE_THE_MAIL[1:])
@pytest.mark.parametrize("act", list(Act))
async def test_a_break_before_the_mail_itself_is_certainly_not_delivered(verb: str, act: Act) -> None:
    outcome, taken = await sent_to({verb: act}, patience=0.2)

    assert (type(outcome), taken) == (Retry, 0)


@pytest.mark.parametrize("act", list(Act))
async def test_a_break_after_the_mail_is_unknown_because_the_server_has_it(act: Act) -> None:
    outcome, taken = await sent_to({"POINT": act}, patience=0.2)

    assert (type(outcome), taken) == (Unknown, 1)


async def test_an_answer_that_is_no_answer_after_the_mail_is_unknown() -> None:
    outcome, _ = await sent_to({"POINT": "299? perhaps"})
    garbled, _ = await sent_to({"POINT": "what?"})

    assert (type(outcome), type(garbled)) == (Sent, Unknown)


async def test_nobody_listens_and_the_mail_is_tried_again() -> None:
    outcome = await sender_for(free_port()).send(MAIL, "bounce@shop.dk", "bo@example.dk")

    assert isinstance(outcome, Retry)


async def test_a_point_at_the_start_of_a_line_arrives_as_it_was_written() -> None:
    async with smtp_server() as server:
        sender = sender_for(server.port)
        await sender.send(MAIL, "bounce@shop.dk", "bo@example.dk")
        await sender.aclose()

        assert server.taken[0].content == MAIL


async def test_an_address_with_foreign_letters_goes_to_a_server_that_knows_them() -> None:
    async with smtp_server(enable_SMTPUTF8=True) as server:
        sender = sender_for(server.port)
        await sender.send(MAIL, "bounce@shop.dk", "søren@example.dk")
        await sender.aclose()

        assert server.taken[0].recipient == "søren@example.dk"


async def test_an_address_with_foreign_letters_stops_at_a_server_that_does_not() -> None:
    async with smtp_server() as server:
        sender = sender_for(server.port)
        outcome = await sender.send(MAIL, "bounce@shop.dk", "søren@example.dk")
        await sender.aclose()

    assert (type(outcome), server.taken) == (Stop, [])
