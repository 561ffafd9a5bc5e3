"""What the customer gets back, worked out by the law's words."""

from __future__ import annotations

import pytest

from engine.language.values import Value
from engine.run.steps import Done, NothingDone
from integrations.work_out_refund import work_out_refund
from tests.unit.integrations.conftest import MakeCall, dkk, line

SHOES, CAP = line("1", "499.00", "2"), line("2", "150.00", name="Kasket")
WHOLE: dict[str, Value] = {
    "order.lines": (SHOES, CAP),
    "order.paid_total": dkk("1227.00"),
    "order.shipping_paid": dkk("79.00"),
    "order.shipping_standard": dkk("39.00"),
}


async def total(call: MakeCall, **changed: Value) -> object:
    fields = WHOLE | {name.replace("__", "."): value for name, value in changed.items()}
    result = await work_out_refund(call(fields))
    assert isinstance(result, Done)
    return result.fields["return.refund_total"]


async def test_the_whole_order_comes_back_with_standard_delivery_not_the_express_that_was_chosen(call: MakeCall):
    assert await total(call, return__lines=(SHOES, CAP)) == dkk("1187.00")


async def test_a_part_of_the_order_comes_back_without_delivery(call: MakeCall):
    assert await total(call, return__lines=(line("1", "499.00", "1"),)) == dkk("499.00")


async def test_half_the_quantity_of_one_line_is_a_part_of_the_order(call: MakeCall):
    assert await total(call, return__lines=(line("1", "499.00", "1"), CAP)) == dkk("649.00")


async def test_a_return_that_names_no_lines_is_the_whole_order(call: MakeCall):
    assert await total(call, return__lines=()) == dkk("1187.00")


async def test_a_deduction_needs_a_reason_and_a_customer_who_was_told_of_the_right(call: MakeCall):
    deduction: dict[str, Value] = {"return__deduction": dkk("100.00"), "return__lines": (CAP,)}

    assert await total(call, **deduction, return__informed=True, return__deduction_reason="Ridset") == dkk("50.00")
    assert await total(call, **deduction, return__informed=True, return__deduction_reason="  ") == dkk("150.00")
    assert await total(call, **deduction, return__informed=False, return__deduction_reason="Ridset") == dkk("150.00")
    assert await total(call, **deduction, return__deduction_reason="Ridset") == dkk("150.00")


async def test_nobody_owes_the_shop_money_after_a_deduction(call: MakeCall):
    over: dict[str, Value] = {"return__deduction": dkk("900.00"), "return__deduction_reason": "Brugt"}

    assert await total(call, **over, return__informed=True, return__lines=(CAP,)) == dkk("0.00")


async def test_a_rebate_on_the_order_is_not_paid_out(call: MakeCall):
    assert await total(call, return__lines=(SHOES, CAP), order__paid_total=dkk("979.00")) == dkk("939.00")


async def test_the_sentence_itemises_the_amount(call: MakeCall):
    result = await work_out_refund(call(WHOLE))

    assert isinstance(result, Done)
    assert result.fields == {"return.refund_total": dkk("1187.00")}
    assert result.value == dkk("1187.00")
    assert str(result.note) == (
        "To pay back: 1187.00 DKK (2 × Sko, 1 × Kasket: 1148.00 DKK, standard delivery: 39.00 DKK)."
    )


@pytest.mark.parametrize("fields", [{}, {"return.lines": (line("1", "1.00"), line("2", "2.00"))[:0]}])
async def test_unknown_lines_are_left_to_a_person(call: MakeCall, fields: dict[str, Value]):
    assert isinstance(await work_out_refund(call(fields)), NothingDone)
