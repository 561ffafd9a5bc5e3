"""Labels, duties, complaints bodies, retention and contents, as pages and messages use them."""

from __future__ import annotations

import pytest
from whenever import Date

from engine.errors import LawError
from engine.law import (
    complaint_body,
    countries,
    required_contents,
    retention_years,
    withdrawal_function_duty,
    withdrawal_labels,
)
from engine.law.duties import national_notes, principles


def test_the_labels_are_those_of_the_official_journal():
    assert withdrawal_labels("da") == ("Fortryd aftale", "Bekræft fortrydelse")
    assert withdrawal_labels("sv") == ("Ångra avtalet här", "Bekräfta frånträde")


def test_a_language_without_labels_is_refused():
    with pytest.raises(LawError, match='not known in "xx"'):
        withdrawal_labels("xx")


@pytest.mark.parametrize(
    ("country", "day", "state"),
    [
        ("DK", Date(2026, 6, 18), "none"),
        ("DK", Date(2026, 6, 19), "in force"),
        ("AT", Date(2026, 9, 30), "none"),
        ("AT", Date(2026, 10, 1), "in force"),
        ("NO", Date(2026, 11, 1), "enacted"),
        ("GB", Date(2026, 11, 1), "none"),
        ("PL", None, "unconfirmed"),
    ],
)
def test_the_withdrawal_function_is_a_duty_by_the_day_of_the_contract(country, day, state):
    assert withdrawal_function_duty(country, day).state == state


def test_every_country_has_a_body_to_name_and_years_to_keep_papers():
    for country in countries():
        assert complaint_body(country).name
        assert min(retention_years(country, kind) for kind in ("voucher", "books", "claims")) >= 3


def test_where_no_national_body_is_known_the_european_centres_are_named():
    assert complaint_body("AT").name.startswith("European Consumer Centres")


def test_sweden_wants_the_goods_named_in_the_acknowledgement():
    more = set(required_contents("withdrawal received", "SE")) - set(required_contents("withdrawal received"))

    assert more == {"the goods that are withdrawn from"}


def test_what_is_not_known_is_refused_by_name():
    with pytest.raises(LawError, match='no contents are known for "greeting"'):
        required_contents("greeting")
    with pytest.raises(LawError, match='no retention is known for "photos"'):
        retention_years("DK", "photos")


def test_the_unions_rules_without_a_length_each_have_a_basis():
    assert all(entry["says"] and entry["basis"] for entry in principles().values())
    assert "eu.odr_gone" in principles()


def test_what_a_country_adds_beside_its_periods_has_a_basis():
    assert any("50 %" in note["says"] for note in national_notes("FR"))
    assert all(note["says"] and note["basis"] for country in countries() for note in national_notes(country))
