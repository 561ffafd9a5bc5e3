"""A case keeps the version that it began with; orders are kept beside the cases, and their promised days are watched."""

from __future__ import annotations

from dataclasses import replace

from whenever import Instant, TimeDelta

from engine.case.folding import fold
from engine.language import thaw
from engine.run.frozen import Change, publish
from engine.run.placing import watch_promises
from engine.store.inbox import EventState
from tests.integration.running.conftest import NOW
from tests.integration.running.desk import BOOKS, LETTERS, REQUESTED, desk
from tests.unit.case.cases import book

DAY = TimeDelta(hours=24)
DELAYED = book(
    "steps:\n  - wait: 9 days\n  - end: told\n", title="Delayed", starts="promised delivery date missed", per="order"
)


async def test_a_running_case_follows_the_version_that_it_began_with_and_a_new_one_the_new(tmp_path):
    changed = BOOKS | LETTERS | {"return_requested.yaml": REQUESTED.replace("not sent back", "gone")}
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": {"number": "A"}})
        change = Change((thaw("Return requested", changed),))
        shop.store.write_now(lambda conn: publish(conn, change, NOW))
        await shop.hear("return.requested", **{"return": {"number": "B"}})
        await shop.go_to(NOW + 25 * DAY)

        assert [result for _, _, result in shop.all_cases()] == ["not sent back", "gone"]


async def test_the_shop_is_read_live(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested")
        shop.engine.world.frozen.shop = replace(shop.engine.world.frozen.shop, owner="Mads")
        held = shop.store.read_now(lambda conn: shop.engine.world.frozen.in_force(conn, _version(shop)))

        assert held.shop.owner == "Mads"


async def test_a_correction_is_an_entry_of_its_own(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("order.placed", order={"number": "1042", "paid_total": "499.00 DKK"})
        await shop.hear("return.requested")
        before = shop.journal(1)
        late = await shop.hear("order.changed", order={"number": "1042", "paid_total": "399.00 DKK"})
        await shop.intake.assign(late.id, 1)
        await shop.settle()

        assert shop.journal(1)[: len(before)] == before
        assert before[0].data["fields"]["order.paid_total"] == "499.00 DKK"
        assert str(fold(shop.journal(1)).typed["order.paid_total"]) == "399.00 DKK"


async def test_the_watch_over_promised_days_says_that_one_was_missed_and_says_it_once(tmp_path):
    async with desk(tmp_path, "delayed.yaml", **{"delayed.yaml": DELAYED}) as shop:
        promised = {"number": "1042", "country": "DK", "promised_delivery": "2026-12-03"}
        placed = await shop.hear("order.placed", order=promised)
        assert placed.state is EventState.SETTLED
        assert await _watched(shop, NOW + 2 * DAY) == []

        assert await _watched(shop, NOW + 3 * DAY) == [(1, "Delayed", "")]
        assert await _watched(shop, NOW + 4 * DAY) == [(1, "Delayed", "")]


async def test_an_order_that_came_in_time_is_not_reported_as_missed(tmp_path):
    async with desk(tmp_path, "delayed.yaml", **{"delayed.yaml": DELAYED}) as shop:
        promised = {"number": "1042", "country": "DK", "promised_delivery": "2026-12-03"}
        await shop.hear("order.placed", order=promised)
        await shop.hear("order.delivered")

        assert await _watched(shop, NOW + 9 * DAY) == []


async def _watched(shop, moment: Instant):
    shop.clock.at = moment
    shop.store.write_now(lambda conn: watch_promises(conn, "Europe/Copenhagen", moment))
    await shop.settle()
    return shop.all_cases()


def _version(shop) -> str:
    return str(shop.journal(1)[0].data["version"])
