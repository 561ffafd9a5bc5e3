"""Cases and the text they follow, on both databases: a change of the folder never touches them, a move does when it can."""

from __future__ import annotations

import pytest
from whenever import TimeDelta

from engine.case.folding import fold
from engine.case.journal import EntryKind, first_break
from engine.language import thaw
from engine.run.frozen import Change, publish
from engine.run.intake import report_for_case
from engine.store import Store, cases, leases, versions
from tests.integration.running.conftest import NOW, PAID, PLAYBOOK, TEXTS, Office, office, order
from tests.mail_servers import smtp_server

DAY = TimeDelta(hours=24)
THANKS = PLAYBOOK.replace("  - send: receipt\n", "  - tell: owner\n    say: New\n  - send: receipt\n").replace(
    "  - send: paid\n", "  - send: thanks\n"
)
NEWER = {"return_requested.yaml": THANKS, **{k: v for k, v in TEXTS.items() if "/" in k}, "messages/thanks/da.md": PAID}
OTHER_WAIT = {**TEXTS, "return_requested.yaml": PLAYBOOK.replace("[refund issued]", "[return received]")}


@pytest.fixture
async def waiting(store):
    """Two cases of the first version that wait for their refund."""
    async with smtp_server() as server:
        with office(store, server.port) as shop:
            for number in ("1042", "1043"):
                await shop.happen("return.requested", order(number), number)
            yield shop


def put_out(shop: Office, texts: dict[str, str]) -> str:
    """Publish a text from another process, as the command does: by a connection of its own."""
    other = Store.open(str(shop.store.url.render_as_string(hide_password=False)))
    version = thaw("Return requested", texts)
    other.write_now(lambda conn: publish(conn, Change((version,), who="Anna"), NOW))
    other.close()
    return version.digest


async def wish(shop: Office, case: int, digest: str, name: str = "1") -> None:
    data = {"version": digest, "number": 2, "who": "Anna"}
    shop.store.write_now(lambda conn: report_for_case(conn, case, "operator.moved", data, shop.clock.at, name))
    await shop.settle()


async def refund(shop: Office, number: str) -> None:
    issued = {"id": f"r{number}", "amount": "499.00 DKK"}
    await shop.happen("refund.issued", {**order(number), "refund": issued}, f"refund {number}")


def told(shop: Office, case: int) -> list[str]:
    """What the customer of a case got, and how the case ended."""
    sent = [e.data["type"] for e in shop.journal(case) if "message.sent:" in str(e.data.get("type"))]
    return [*(one.partition(":")[2] for one in sent if "note" not in one), shop.view(case).result]


def version_of(shop: Office, case: int) -> str:
    return shop.store.read_now(lambda conn: cases.get(conn, case)).version


async def test_old_cases_end_by_the_old_text_and_new_ones_by_the_published_one_without_a_restart(waiting):
    put_out(waiting, NEWER)
    await waiting.happen("return.requested", order("1044"), "1044")
    for number in ("1042", "1044"):
        await refund(waiting, number)

    assert told(waiting, 1) == ["receipt", "paid", "refunded"]
    assert told(waiting, 3) == ["receipt", "thanks", "refunded"]


async def test_when_a_playbook_is_withdrawn_what_runs_goes_on_and_nothing_new_begins(waiting):
    waiting.store.write_now(lambda conn: publish(conn, Change(withdrawn=("return_requested",)), NOW))
    await waiting.happen("return.requested", order("1044"), "1044")
    await refund(waiting, "1042")

    assert told(waiting, 1) == ["receipt", "paid", "refunded"]
    assert sum(waiting.store.read_now(cases.count_by_stage).values()) == 2


async def test_a_moved_case_ends_by_the_new_text_and_one_that_was_left_by_the_old(waiting):
    digest = put_out(waiting, NEWER)
    await wish(waiting, 1, digest)
    for number in ("1042", "1043"):
        await refund(waiting, number)

    assert told(waiting, 1) == ["receipt", "thanks", "refunded"]
    assert told(waiting, 2) == ["receipt", "paid", "refunded"]
    assert (version_of(waiting, 1), first_break(1, waiting.journal(1))) == (digest, None)


async def test_a_move_does_nothing_again_and_moves_no_date(waiting):
    before = fold(waiting.journal(1))
    await wish(waiting, 1, put_out(waiting, NEWER))
    after = fold(waiting.journal(1))

    assert (waiting.counted, after.deadlines) == (waiting.counted[:2], before.deadlines)
    assert {name: wait.until for name, wait in after.waits.items()} == {n: w.until for n, w in before.waits.items()}
    assert [name.rpartition(" / ")[2] for name in after.done.keys() - before.done.keys()] == ["tell owner #2"]


async def test_a_move_that_cannot_be_leaves_the_case_on_its_version_and_says_why(waiting):
    before, old = waiting.journal(1), version_of(waiting, 1)
    await wish(waiting, 1, put_out(waiting, OTHER_WAIT))
    added = waiting.journal(1)[len(before) :]

    assert [(entry.kind, entry.data.get("why")) for entry in added] == [
        (EntryKind.EVENT, None),
        (EntryKind.MOVED, "gone"),
    ]
    await refund(waiting, "1042")
    assert (version_of(waiting, 1), told(waiting, 1)) == (old, ["receipt", "paid", "refunded"])


async def test_a_wish_for_a_version_that_nobody_knows_is_refused_and_the_case_lives(waiting):
    await wish(waiting, 1, "f" * 64)
    await refund(waiting, "1042")

    assert [e.data["why"] for e in waiting.journal(1) if e.kind is EntryKind.MOVED] == ["unknown"]
    assert told(waiting, 1) == ["receipt", "paid", "refunded"]


async def test_the_same_wish_twice_moves_the_case_once(waiting):
    digest = put_out(waiting, NEWER)
    await wish(waiting, 1, digest)
    await wish(waiting, 1, digest)

    assert len([e for e in waiting.journal(1) if e.kind is EntryKind.MOVED]) == 1


async def test_a_wish_that_comes_while_another_engine_holds_the_case_waits_for_it(waiting):
    digest = put_out(waiting, NEWER)
    held = waiting.store.write_now(lambda conn: leases.claim(conn, 1, "another engine", 600.0))
    await wish(waiting, 1, digest)
    assert version_of(waiting, 1) != digest
    waiting.store.write_now(lambda conn: leases.give_up(conn, held))
    await waiting.settle()

    assert version_of(waiting, 1) == digest


async def test_an_event_that_came_together_with_the_wish_is_acted_on_first(waiting):
    digest = put_out(waiting, NEWER)
    data = {"version": digest, "number": 2, "who": "Anna"}
    waiting.store.write_now(lambda conn: report_for_case(conn, 1, "operator.moved", data, NOW, "1"))
    await refund(waiting, "1042")

    assert told(waiting, 1) == ["receipt", "paid", "refunded"]


async def test_many_old_cases_end_by_their_text_whatever_is_published_meanwhile(waiting):
    for day in range(1, 4):
        put_out(waiting, {**TEXTS, "return_requested.yaml": f"{PLAYBOOK}# {day}\n"})
    await waiting.go_to(NOW + 21 * DAY)

    assert [told(waiting, case)[-1] for case in (1, 2)] == ["too late", "too late"]
    assert len(waiting.store.read_now(versions.history)) == 4
