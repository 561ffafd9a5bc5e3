"""Labels, vouchers, stock, claims, parcels, new dates: each does what its file promises."""

from __future__ import annotations

from whenever import Date

from engine.run.steps import Done, NothingDone
from integrations.claim_against_carrier import claim_against_carrier
from integrations.create_return_label import create_return_label
from integrations.give_voucher import give_voucher
from integrations.look_up_shipment import look_up_shipment
from integrations.restock import restock
from integrations.set_promised_date import set_promised_date
from tests.unit.integrations.conftest import MakeCall, dkk, line


def portal(link: str) -> dict[str, dict[str, str]]:
    return {"return label": {"link": link, "carrier": "PostNord"}}


async def test_the_label_is_the_portals_link_for_this_order(call: MakeCall):
    result = await create_return_label(call({"order.number": "10/42"}, connections=portal("https://r.example/{order}")))

    assert isinstance(result, Done)
    assert (result.value, result.fields["return.carrier"]) == ("https://r.example/10%2F42", "PostNord")


async def test_without_a_portal_no_label_is_pretended(call: MakeCall):
    for connections in (
        {},
        portal("http://r.example"),
        portal("https://r.example/{iban}"),
        portal("https://r/{return}"),
    ):
        assert isinstance(await create_return_label(call(connections=connections)), NothingDone)


async def test_a_voucher_stays_within_the_goodwill_limit(call: MakeCall):
    assert isinstance(await give_voucher(call(), amount=dkk("50.01")), NothingDone)
    assert isinstance(await give_voucher(call(goodwill={}), amount=dkk("1.00")), NothingDone)


async def test_a_voucher_code_is_new_each_time_and_somebody_creates_it(call: MakeCall):
    results = [await give_voucher(call(), amount=dkk("50.00")) for _ in range(20)]

    codes = {str(result.value) for result in results if isinstance(result, Done)}
    assert len(codes) == 20
    assert all(isinstance(r, Done) and str(r.value) in str(r.tells[0][1]) for r in results)


async def test_damaged_goods_do_not_go_back_on_the_shelf(call: MakeCall):
    goods = {"return.lines": (line("1", "499.00", "2"),)}

    damaged = await restock(call(goods | {"return.inspection": "damaged"}))
    as_new = await restock(call(goods | {"return.inspection": "as new"}))

    assert isinstance(damaged, Done)
    assert (str(damaged.note), damaged.tells) == ("Nothing was restocked: the goods came back damaged.", ())
    assert isinstance(as_new, Done)
    (who, say) = as_new.tells[0]
    assert (who, str(say)) == ("returns team", "Please put back into stock: 2 × Sko (from order 1042).")


async def test_a_claim_names_parcel_carrier_goods_and_value(call: MakeCall):
    fields = {"shipment.number": "P1", "shipment.carrier": "GLS", "order.paid_total": dkk("499.00")}

    result = await claim_against_carrier(call(fields), why="lost")

    say = "Please claim parcel P1 from GLS for order 1042. (value: 499.00 DKK, reason: lost)"
    assert isinstance(result, Done)
    assert [(who, str(told)) for who, told in result.tells] == [("customer service", say)]
    assert isinstance(await claim_against_carrier(call()), NothingDone)


async def test_a_parcel_that_nobody_reported_is_not_made_up(call: MakeCall):
    known = await look_up_shipment(call({"shipment.status": "in transit", "order.tracking_link": "https://t.example"}))

    assert isinstance(known, Done)
    assert known.fields == {"shipment.status": "in transit", "shipment.link": "https://t.example"}
    assert isinstance(await look_up_shipment(call()), NothingDone)


async def test_a_new_promise_lies_ahead(call: MakeCall):
    assert isinstance(await set_promised_date(call(), date=Date(2026, 12, 10)), NothingDone)
    assert isinstance(await set_promised_date(call(), date=Date(2026, 12, 11)), Done)
