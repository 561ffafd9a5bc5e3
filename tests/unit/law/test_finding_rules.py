"""A rule is found by its words, in the version of the contract's day; what is not known is refused by name."""

from __future__ import annotations

import pytest
from whenever import Date

from engine.errors import LawError
from engine.law import Jurisdiction, count, find_rule, known
from engine.law.places import party_zone, region_of, zone_of


def test_the_words_and_the_id_name_the_same_rule():
    where = Jurisdiction("DK")

    assert find_rule("refund after withdrawal", where) == find_rule("dk.refund", where)


def test_the_repair_extension_holds_only_for_contracts_from_its_first_day():
    where = Jurisdiction("DK")

    assert find_rule("repair extension", where, Date(2026, 7, 31)).length.months == 12
    with pytest.raises(LawError, match="for contracts from 2026-07-31, not for one of 2026-07-30"):
        find_rule("repair extension", where, Date(2026, 7, 30))


def test_france_had_its_own_repair_extension_until_then():
    where = Jurisdiction("FR")

    assert find_rule("repair extension", where, Date(2026, 7, 30)).id == "fr.repair_extension"
    assert find_rule("repair extension", where, Date(2026, 7, 31)).id == "eu.repair_extension"
    assert find_rule("repair extension", where).id == "eu.repair_extension"


@pytest.mark.parametrize(
    ("name", "where", "sentence"),
    [
        ("withdrawl", Jurisdiction("DK"), 'Did you mean "withdrawal"?'),
        ("se.refund", Jurisdiction("DK"), "this is a rule of SE, not of DK"),
        ("defect liability", Jurisdiction("FI"), "names no fixed number of years"),
        ("complaint answer", Jurisdiction("DK"), "names no number of days"),
        ("claim after repair", Jurisdiction("DK"), "DK has no such rule"),
        ("withdrawal", Jurisdiction("XX"), 'the law of "XX" is not in the data'),
        ("withdrawal", Jurisdiction("dk"), 'Did you mean "DK"?'),
        ("withdrawal", Jurisdiction("DE", "XX"), 'DE has no region "XX"'),
        ("eu.delivery", Jurisdiction("GB"), "this rule is not known"),
    ],
)
def test_what_is_not_known_is_refused_by_name(name, where, sentence):
    with pytest.raises(LawError) as caught:
        find_rule(name, where)

    assert sentence in str(caught.value)


def test_an_order_from_an_unknown_country_goes_to_a_person():
    with pytest.raises(LawError, match="Confirm receipt to the customer and let a person decide"):
        find_rule("withdrawal", Jurisdiction("IS"))


def test_known_answers_without_an_error():
    answers = [known("complaint answer", "PL"), known("complaint answer", "DK"), known("withdrawal", "XX")]

    assert answers == [True, False, False]


@pytest.mark.parametrize("text", ["BY", "by", "DE-BY", "Bayern", "Bavaria"])
def test_a_land_is_understood_as_shops_write_it(text):
    assert region_of("DE", text) == "BY"


@pytest.mark.parametrize(("text", "region"), [("67", "6AE"), ("68", "6AE"), ("57", "57"), ("75", ""), ("IDF", "")])
def test_a_french_department_counts_only_where_it_has_its_own_days(text, region):
    assert region_of("FR", text) == region


def test_a_region_of_a_country_with_one_law_changes_nothing():
    assert region_of("IT", "MI") == ""


def test_zones_come_from_country_and_region():
    assert [zone_of("DK"), zone_of("ES", "CN"), zone_of("ES", "MD")] == [
        "Europe/Copenhagen",
        "Atlantic/Canary",
        "Europe/Madrid",
    ]


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(LawError, match="there is no time zone"):
        party_zone("trader", Jurisdiction("DK", trader_zone="Europe/Kopenhagen"))


def test_a_time_without_zone_is_refused():
    where = Jurisdiction("DK")

    with pytest.raises(LawError, match="no moment with a time zone"):
        count(find_rule("withdrawal", where), Date(2026, 12, 10), where)


def test_a_rule_of_one_country_does_not_count_in_another(at):
    rule = find_rule("withdrawal", Jurisdiction("DK"))

    with pytest.raises(LawError, match="found for DK, not for SE"):
        count(rule, at("2026-12-10T10:00:00+01:00"), Jurisdiction("SE"))


@pytest.mark.parametrize("start", ["2023-11-01T10:00:00+01:00", "2035-12-25T10:00:00+01:00"])
def test_a_date_outside_the_known_years_is_refused(deadline, start):
    with pytest.raises(LawError, match="outside the years 2024 to 2035"):
        deadline("DK", "withdrawal", start)
