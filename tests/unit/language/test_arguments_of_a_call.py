"""What a step of an integration is called with: typed values, and a refusal before anything is done."""

from __future__ import annotations

import pytest

from engine.errors import PlaybookError
from engine.language.arguments import argument_values
from engine.language.values import Reference

SCHEMA = {"properties": {"amount": {"fieldType": "money"}, "means": {"fieldType": "text"}}, "required": ["amount"]}


def test_a_field_of_the_case_is_looked_up():
    values = argument_values(SCHEMA, {"amount": Reference("order.paid_total")}, lambda _path: "499.00 DKK")

    assert str(values["amount"]) == "499.00 DKK"


def test_an_empty_field_that_the_step_needs_is_refused_by_name():
    with pytest.raises(PlaybookError, match=r'needs "amount", and "complaint.dispute_amount" is empty'):
        argument_values(SCHEMA, {"amount": Reference("complaint.dispute_amount")}, lambda _path: None)


def test_an_empty_field_that_the_step_can_do_without_is_left_empty():
    given = {"amount": "1.00 DKK", "means": Reference("refund.means")}

    assert argument_values(SCHEMA, given, lambda _path: None)["means"] is None
