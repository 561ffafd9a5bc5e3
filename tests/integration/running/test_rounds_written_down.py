"""A round of a turn is written down in one go: what the steps before it did, what follows, and that the case rests."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import update

from engine.case.journal import EntryKind, first_break
from engine.case.view import Stage
from engine.run.doors import Report
from engine.run.registry import Registered
from engine.run.steps import Done
from engine.store import inbox
from engine.store.tables import inbox as arrived
from tests.databases import overheard
from tests.integration.running.conftest import NOW, office, order
from tests.mail_servers import smtp_server

MANY = 30
MOST_TO_BEGIN, MOST_TO_END = 33, 20
"""Statements for an event that opens a case, mails and counts, and for one that mails and ends it, each entry being one."""


def land_unreadable(conn, case):
    """An event of the case as a newer program might have kept it: this one cannot read it."""
    delivery = inbox.Delivery("shop", "odd", "order.delivered", NOW, {})
    number = inbox.accept(conn, delivery, NOW).id
    inbox.assign(conn, number, case)
    conn.execute(update(arrived).where(arrived.c.id == number).values(data=b"\x09"))


async def test_what_a_step_did_stands_even_if_nobody_can_tell_what_follows(store):
    done = []
    async with smtp_server() as server:
        with office(store, server.port) as shop:

            async def count(call, /):
                done.append(call.key)
                await store.write(lambda conn: land_unreadable(conn, call.case))
                return Done(note="counted")

            shop.engine.world.registry["count"] = Registered("count", count, "tests", {"properties": {}})
            await shop.happen("return.requested", order())
            stuck, kept = shop.view(), shop.journal()
            mended = update(arrived).where(arrived.c.event_id == "odd").values(data=inbox.NO_DATA)
            store.write_now(lambda conn: conn.execute(mended))
            store.write_now(lambda conn: inbox.assign(conn, inbox.accept(conn, again(), NOW).id, 1))
            await shop.settle()
            mended_view = shop.view()

    assert stuck.stage is Stage.HANDED_OVER
    assert [entry.data["note"] for entry in kept if entry.kind is EntryKind.DONE] == ["counted"]
    assert "Waiting for refund issued" in mended_view.headline
    assert len(done) == 1


def again():
    return inbox.Delivery("by hand", "again", "operator.retried", NOW, {"who": "Anna"})


async def test_an_event_costs_few_statements(store):
    counted: Counter[str] = Counter()

    def note(statement, _values):
        counted[statement.partition(" ")[0]] += 1

    async with smtp_server() as server:
        with office(store, server.port) as shop:
            for look in (store.write_now, store.read_now):
                look(lambda conn: overheard(conn.connection.dbapi_connection, note))
            await all_at_once(shop, "return.requested", order)
            begun = spent(counted)
            await all_at_once(shop, "refund.issued", paid)
            ended = spent(counted)

    assert [shop.view(number).stage for number in (1, MANY)] == [Stage.CLOSED, Stage.CLOSED]
    assert first_break(MANY, shop.journal(MANY)) is None
    assert (begun <= MOST_TO_BEGIN, ended <= MOST_TO_END) == (True, True), (begun, ended)


def paid(number):
    return {"order": {"number": number}, "refund": {"id": number, "amount": "499.00 DKK", "means": "card"}}


async def all_at_once(shop, kind, data):
    numbers = [str(number) for number in range(MANY)]
    await shop.intake.take([Report(inbox.Delivery("shop", f"{kind} {n}", kind, NOW, data(n))) for n in numbers])
    await shop.settle()


def spent(counted):
    """Statements for each event; how many transactions they share depends on the moment and does not count."""
    total = sum(how_many for verb, how_many in counted.items() if verb not in {"BEGIN", "COMMIT", "ROLLBACK"})
    counted.clear()
    return total / MANY
