"""Connections to the mail server: used again, renewed when they went stale, encrypted when that was asked for."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from engine.run.outcomes import Cause, Retry, Sent
from integrations.smtp import Server, SmtpSender
from tests.mail_servers import LOCAL, Act, Certificates, certificates, password_is, smtp_server

MAIL = b"Subject: Hej\r\n\r\nGoddag\r\n"
PLAIN = Server(LOCAL, 0, "none", name="shop.test", patience=5, patience_for_data=5)
CANARY = "kanariefugl-7731"


@pytest.fixture(scope="module")
def ours() -> Certificates:
    return certificates()


async def send(sender: SmtpSender) -> object:
    return await sender.send(MAIL, "bounce@shop.dk", "bo@example.dk")


async def test_many_mails_share_one_connection() -> None:
    async with smtp_server() as server:
        sender = SmtpSender(replace(PLAIN, port=server.port))
        for _ in range(20):
            await send(sender)
        await sender.aclose()

    assert (server.connections, len(server.taken)) == (1, 20)


async def test_no_more_connections_than_allowed_are_open_at_once() -> None:
    async with smtp_server() as server:
        sender = SmtpSender(replace(PLAIN, port=server.port), connections=2)
        outcomes = await asyncio.gather(*(send(sender) for _ in range(20)))
        await sender.aclose()

    assert (server.connections, {type(one) for one in outcomes}) == (2, {Sent})


async def test_after_a_change_of_the_mail_server_the_next_mail_goes_to_the_new_one() -> None:
    async with smtp_server() as old, smtp_server() as new:
        sender = SmtpSender(replace(PLAIN, port=old.port))
        await send(sender)
        sender.turn_to(replace(PLAIN, port=new.port))
        await send(sender)
        await sender.aclose()

    assert (len(old.taken), len(new.taken)) == (1, 1)


async def test_a_connection_that_went_stale_costs_no_mail_and_no_waiting() -> None:
    async with smtp_server() as server:
        sender = SmtpSender(replace(PLAIN, port=server.port))
        await send(sender)
        server.open[0].abort()  # type: ignore[attr-defined]
        outcome = await send(sender)
        await sender.aclose()

    assert (type(outcome), len(server.taken)) == (Sent, 2)


async def test_a_refused_mail_does_not_spoil_the_connection_for_the_next_one() -> None:
    async with smtp_server({"RCPT": "550 5.1.1 unknown"}) as server:
        sender = SmtpSender(replace(PLAIN, port=server.port))
        await send(sender)
        del server.script["RCPT"]
        outcome = await send(sender)
        await sender.aclose()

    assert (type(outcome), server.connections) == (Sent, 1)


async def test_a_server_that_says_goodbye_on_an_old_connection_is_called_again() -> None:
    async with smtp_server() as server:
        sender = SmtpSender(replace(PLAIN, port=server.port))
        await send(sender)
        server.script["MAIL"] = "421 4.4.2 idle for too long"
        outcome = await send(sender)
        await sender.aclose()

    assert (type(outcome), server.connections) == (Retry, 2)


async def test_encryption_by_starttls_and_a_password_carry_the_mail(ours: Certificates) -> None:
    options = password_is(CANARY) | {"tls_context": ours.show, "require_starttls": True}
    async with smtp_server(**options) as server:
        outcome = await send(SmtpSender(_with_tls(server.port, ours)))

    assert type(outcome) is Sent
    assert server.verbs.index("STARTTLS") < server.verbs.index("AUTH")


@pytest.mark.parametrize("script", [{"STARTTLS": "454 not today"}, {"STARTTLS": "502 no"}, {"STARTTLS": Act.CUT}])
async def test_a_refused_starttls_sends_neither_mail_nor_password_in_the_open(
    script: dict[str, str | Act], ours: Certificates
) -> None:
    async with smtp_server(script, **password_is(CANARY), tls_context=ours.show) as server:
        outcome = await send(SmtpSender(_with_tls(server.port, ours)))

    assert isinstance(outcome, Retry)
    assert not {"AUTH", "MAIL"} & set(server.verbs)


async def test_a_server_without_starttls_gets_nothing_and_a_person_hears_of_it(ours: Certificates) -> None:
    async with smtp_server(**password_is(CANARY)) as server:
        outcome = await send(SmtpSender(_with_tls(server.port, ours)))

    assert isinstance(outcome, Retry)
    assert outcome.cause is Cause.SETTINGS
    assert not {"AUTH", "MAIL"} & set(server.verbs)


async def test_a_certificate_that_nobody_vouches_for_gets_nothing(ours: Certificates) -> None:
    async with smtp_server(**password_is(CANARY), tls_context=ours.show) as server:
        outcome = await send(SmtpSender(replace(_with_tls(server.port, ours), trust=None)))

    assert isinstance(outcome, Retry)
    assert outcome.cause is Cause.SETTINGS
    assert not {"AUTH", "MAIL"} & set(server.verbs)


async def test_a_wrong_password_holds_the_mail_back_and_is_told_without_the_password() -> None:
    async with smtp_server(**password_is("right")) as server:
        wrong = replace(PLAIN, port=server.port, user="shop", password=CANARY)
        outcome = await send(SmtpSender(wrong))

    assert isinstance(outcome, Retry)
    assert (outcome.cause, server.taken) == (Cause.SETTINGS, [])
    assert CANARY not in repr(outcome) + repr(wrong)


def _with_tls(port: int, ours: Certificates) -> Server:
    return replace(PLAIN, port=port, tls="starttls", user="shop", password=CANARY, trust=ours.trust)


async def test_a_mail_that_was_held_up_for_too_long_on_our_side_is_not_sent() -> None:
    async with smtp_server() as server:
        held_up = SmtpSender(Server(LOCAL, server.port, "none", name="shop.test"), gives_up_after=0.0)
        outcome = await held_up.send(MAIL, "bounce@shop.dk", "bo@example.dk")
        await held_up.aclose()

    assert (type(outcome), server.taken) == (Retry, [])
