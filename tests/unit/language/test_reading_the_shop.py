"""shop.yaml becomes the shop, word for word."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from whenever import Date

from engine.errors import PlaybookError
from engine.language.shop import Absence, Sending
from engine.language.shop_reading import shop_of
from tests.unit.language.marked import SHOP

SHIPPED = (Path(__file__).parents[3] / "playbooks" / "shop.yaml").read_text(encoding="utf-8")


def test_numbers_that_are_names_stay_as_they_are_written() -> None:
    shop = shop_of(SHOP)

    assert (shop.organisation_number, shop.phone) == ("00123456", "+45 70 12 34 56")


def test_a_small_shop_has_careful_defaults() -> None:
    shop = shop_of(SHOP)

    assert (shop.sending, shop.paused, shop.withdrawal_window_days) == (Sending.TO_ME_ONLY, False, 14)
    assert (shop.contact_minute, shop.mail.port, shop.mail.tls, shop.refunds.by) == (600, 587, "starttls", "a person")


def test_the_name_of_a_secret_is_kept_and_not_the_word_before_it() -> None:
    assert (
        shop_of(SHOP.replace("from: hej", "password: secret mail_password, from: hej")).mail.password == "mail_password"
    )


def test_people_have_hours_and_stand_ins() -> None:
    more = "away: [{from: 2026-12-20, to: 2026-12-27, stand_in: Mads}], hours: Mon-Fri 9:00-17:00"
    anna = shop_of(SHOP.replace("email: anna@nordlys.example", f"email: anna@nordlys.example, {more}")).people["Anna"]

    assert anna.absences == (Absence(Date(2026, 12, 20), Date(2026, 12, 27), "Mads"),)
    assert anna.hours is not None


def test_the_newest_terms_count_and_all_versions_are_kept() -> None:
    terms = "[{from: 2026-05-01, link: https://b}, {from: 2025-01-01, link: https://a}]"
    shop = shop_of(f"{SHOP}links: {{terms: {terms}}}\n")

    assert (shop.terms_link, len(shop.terms_versions)) == ("https://b", 2)


def test_the_shipped_shop_can_be_used() -> None:
    shop = shop_of(SHIPPED)

    assert shop.sending is Sending.TO_ME_ONLY
    assert all(isinstance(limit, Decimal) for limit in shop.goodwill.values())


@pytest.mark.parametrize("text", ["", "- a", "name: [", "port: 5.87"])
def test_what_is_no_shop_is_refused_in_words(text: str) -> None:
    with pytest.raises(PlaybookError, match="cannot be used"):
        shop_of(text)


@pytest.mark.parametrize("port", ["58.7", "many", "-1"])
def test_a_port_is_a_whole_number(port: str) -> None:
    with pytest.raises(PlaybookError, match="port"):
        shop_of(SHOP.replace("from: hej", f"port: {port}, from: hej"))
