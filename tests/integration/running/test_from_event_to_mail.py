"""From an event to the last mail, on both databases, with a real mail server."""

from __future__ import annotations

from email import message_from_bytes, policy

from whenever import TimeDelta

from engine.case.journal import first_break
from engine.case.view import DeadlineState, Stage
from engine.store import inbox
from tests.integration.running.conftest import HELD, LATER, MINE, NOW, PAUSED, office, order
from tests.mail_servers import Act, password_is, smtp_server

REFUND = {"refund": {"id": "r1", "amount": "499.00 DKK", "means": "card"}}


def subjects(server):
    return [str(message_from_bytes(one.content, policy=policy.default)["Subject"]) for one in server.taken]


async def test_a_return_is_confirmed_waited_for_and_paid(store):
    async with smtp_server() as server:
        with office(store, server.port) as shop:
            await shop.happen("return.requested", order())
            waiting = shop.view()
            await shop.go_to(NOW + TimeDelta(hours=50))
            await shop.happen("refund.issued", {"order": {"number": "1042"}, **REFUND})
            ended = shop.view()

    assert (waiting.stage, ended.stage, ended.result) == (Stage.WAITING, Stage.CLOSED, "refunded")
    assert [s for s in subjects(server) if "due" not in s] == ["Receipt for 1042", "Paid 499,00\xa0kr."]
    assert {d.name: d.state for d in ended.deadlines} == {"refund_by": DeadlineState.MET}
    assert first_break(1, shop.journal()) is None


async def test_the_same_delivery_five_times_is_one_event_and_one_mail(store):
    async with smtp_server() as server:
        with office(store, server.port) as shop:
            for _ in range(5):
                await shop.happen("return.requested", order(), name="the same")

    assert subjects(server) == ["Receipt for 1042"]
    assert len(shop.counted) == 1


async def test_an_event_of_an_unknown_order_waits_where_somebody_sees_it(store):
    async with smtp_server() as server:
        with office(store, server.port) as shop:
            await shop.happen("refund.issued", {"order": {"number": "9999"}, **REFUND})
            strays = store.read_now(inbox.unmatched)

    assert [(one.type, one.state) for one in strays] == [("refund.issued", inbox.EventState.UNMATCHED)]


async def test_a_mail_server_that_is_away_holds_the_case_up_until_it_is_back(store):
    async with smtp_server({"MAIL": "451 4.3.0 try again"}) as server:
        with office(store, server.port) as shop:
            await shop.happen("return.requested", order())
            away = shop.view().headline
            server.script.clear()
            await shop.go_to(NOW + LATER)

    assert away == "Waiting for the mail server"
    assert "Receipt for 1042" in subjects(server)
    assert "Waiting for refund issued" in shop.view().headline


async def test_a_refused_mail_hands_the_case_to_a_person_and_a_retry_sends_it_again(store):
    async with smtp_server({"POINT": "554 5.7.1 not you"}) as server:
        with office(store, server.port) as shop:
            await shop.happen("return.requested", order())
            refused = shop.view()
            server.script.clear()
            await shop.happen("operator.retried", {"who": "Anna"}, name="click")
            stray = store.read_now(inbox.unmatched)
            await shop.intake.assign(stray[0].id, 1)
            await shop.settle()

    assert refused.stage is Stage.HANDED_OVER
    assert shop.view().stage is Stage.WAITING
    assert subjects(server).count("Receipt for 1042") == 1


async def test_settings_that_the_mail_server_refuses_are_told_and_the_mail_goes_once_they_are_right(store):
    async with smtp_server(**password_is("right")) as server:
        with office(store, server.port, user="hej", password="wrong") as shop:
            await shop.happen("return.requested", order())

    assert shop.view().stage is Stage.HANDED_OVER
    assert "refuses our settings" in shop.view().headline
    assert server.taken == []


async def test_a_mail_that_the_owner_wants_to_see_first_goes_when_she_says_so(store):
    async with smtp_server() as server:
        with office(store, server.port, HELD) as shop:
            await shop.happen("return.requested", order())
            before = [s for s in subjects(server) if s.startswith("Receipt")]
            asked = shop.view().questions[0]
            await shop.answer("approval", "Send it")

    assert before == []
    assert asked.answers == ("Send it", "Do not send it")
    assert "Receipt for 1042" in subjects(server)


async def test_a_mail_that_the_owner_does_not_want_stays_and_the_case_goes_on(store):
    async with smtp_server() as server:
        with office(store, server.port, HELD) as shop:
            await shop.happen("return.requested", order())
            await shop.answer("approval", "Do not send it")

    assert "Receipt for 1042" not in subjects(server)
    assert "Waiting for refund issued" in shop.view().headline


async def test_while_the_shop_is_tried_out_every_mail_goes_to_the_owner(store):
    async with smtp_server() as server:
        with office(store, server.port, MINE) as shop:
            await shop.happen("return.requested", order())

    assert {one.recipient for one in server.taken} == {"anna@nordlys.example"}


async def test_a_pause_holds_everything_but_the_receipt_that_the_law_wants(store):
    async with smtp_server() as server:
        with office(store, server.port, PAUSED) as shop:
            await shop.happen("return.requested", order())
            await shop.happen("refund.issued", {"order": {"number": "1042"}, **REFUND})

    assert [s for s in subjects(server) if "due" not in s] == ["Receipt for 1042"]
    assert shop.view().headline == "Waiting for the end of the pause"


async def test_a_statutory_mail_of_unknown_fate_goes_again_under_the_same_identity(store):
    async with smtp_server({"POINT": Act.CUT}) as server:
        with office(store, server.port) as shop:
            await shop.happen("return.requested", order())

    receipts = [message_from_bytes(one.content)["Message-ID"] for one in server.taken]
    assert len(receipts) >= 2
    assert len(set(receipts[:2])) == 1


async def test_an_alarm_rings_although_a_step_hangs(store):
    async with smtp_server({"MAIL": "451 4.3.0 try again"}) as server:
        with office(store, server.port) as shop:
            await shop.happen("return.requested", order())
            await shop.happen("return.received", {"order": {"number": "1042"}, "shipment": {"number": "P1"}})
            server.script.clear()
            await shop.go_to(NOW + TimeDelta(hours=24 * 8))

    assert any("Refund is due soon" in one for one in subjects(server))
