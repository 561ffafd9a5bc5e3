"""Days, times, money and choices stand in a mail as its reader writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from whenever import Instant

from engine.errors import FjortenError
from engine.language.values import Duration, Money, Unit
from engine.messages import LANGUAGES, render
from tests.unit.messages.facts import CASE, text

MOMENTS = {
    "da": "fredag den 11. december 2026 kl. 09.05",
    "nb": "fredag 11. desember 2026 kl. 09.05",
    "sv": "fredag den 11 december 2026 kl. 09.05",
    "fi": "perjantaina 11. joulukuuta 2026 klo 9.05",
    "de": "Freitag, den 11. Dezember 2026, 09:05 Uhr",
    "en": "Friday 11 December 2026 at 09:05",
}
DAYS = {
    "da": "torsdag den 24. december 2026",
    "nb": "torsdag 24. desember 2026",
    "sv": "torsdag den 24 december 2026",
    "fi": "torstaina 24. joulukuuta 2026",
    "de": "Donnerstag, den 24. Dezember 2026",
    "en": "Thursday 24 December 2026",
}
KRONER = {
    "da": "1.499,50 kr.",
    "nb": "1 499,50 DKK",
    "sv": "1 499,50 Dkr",
    "fi": "1 499,50 DKK",
    "de": "1.499,50 DKK",
    "en": "DKK 1,499.50",
}
EUROS = {
    "da": "20,00 €",
    "nb": "20,00 €",
    "sv": "20,00 €",
    "fi": "20,00 €",
    "de": "20,00 €",
    "en": "€20.00",
}
MONEY_BACK = {
    "da": "pengene tilbage",
    "nb": "pengene tilbake",
    "sv": "pengarna tillbaka",
    "fi": "rahat takaisin",
    "de": "Geld zurück",
    "en": "money",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moment_is_told_with_weekday_and_local_time(language: str) -> None:
    assert text("{{ notice.received_at | moment }}", language) == MOMENTS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_told_with_its_weekday(language: str) -> None:
    assert text("{{ refund.on_account_by | date }}", language) == DAYS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_written_as_on_a_receipt_of_that_country(language: str) -> None:
    both = "{{ refund.amount | money }} og {{ refund.amount }}"

    assert text(both, language) == f"{KRONER[language]} og {KRONER[language]}"
    assert text("{{ refund.amount }}", language, refund__amount=Money("EUR", Decimal(20))) == EUROS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_of_the_catalogue_reads_in_the_customers_words(language: str) -> None:
    assert text("{{ return.wish }}", language) == MONEY_BACK[language]


def test_a_customers_own_words_are_never_taken_for_a_choice() -> None:
    assert text("{{ notice.text }}", notice__text="refund") == "refund"


def test_the_hour_is_that_of_the_recipients_clock_on_both_sides_of_the_change() -> None:
    source = "---\nsubject: S\nkind: service\n---\n{{ notice.received_at | time }}"
    summer, winter = Instant.from_utc(2026, 10, 25, 0, 30), Instant.from_utc(2026, 10, 25, 1, 30)
    read = [
        render(source, "m", "da", {**CASE, "notice.received_at": at}, "Europe/Helsinki").text.strip()
        for at in (summer, winter)
    ]

    assert read == ["03.30", "03.30"]


def test_the_weekday_the_number_and_the_length_of_time_can_stand_alone() -> None:
    assert text("{{ notice.received_at | weekday }}, {{ order.days_late | number }}") == "fredag, 3"
    assert text("{{ settings.rest }}", "de", settings__rest=Duration(1, Unit.WORKING_DAYS)) == "1 Arbeitstag"
    assert text("{{ settings.rest }}", "sv", settings__rest=Duration(3, Unit.DAYS)) == "3 dagar"
    assert text("{{ complaint.photos }}, {{ return.statutory }}", "fi") == "a.jpg ja b.jpg, kyllä"
    assert text("{{ order.country }}", "fi") == "Tanska"


def test_the_bare_name_of_a_deadline_and_its_long_name_are_the_same_day() -> None:
    source = "{{ send_back_by | date }} = {{ news_by | date }}"

    assert text(source, deadlines__news_by__last_day=CASE["send_back_by"]) == (
        "fredag den 25. december 2026 = fredag den 25. december 2026"
    )


def test_a_value_of_another_kind_than_the_filter_writes_is_refused_by_name() -> None:
    with pytest.raises(FjortenError, match=r'"order.number" cannot be written as date'):
        text("{{ order.number | date }}")


def test_a_language_without_ways_of_its_own_is_refused_by_name() -> None:
    with pytest.raises(FjortenError, match='cannot be written in "fr"'):
        text("Bonjour", "fr")
