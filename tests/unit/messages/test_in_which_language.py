"""A customer gets a mail in a language that the shop writes, whatever language the order names."""

from __future__ import annotations

from tests.unit.rehearsal.shipped import played


def languages(language: str) -> set[str]:
    return {mail.letter.language for mail in played(customer__language=language).rehearsal.mailed if mail.letter}


def test_a_language_that_the_shop_writes_there_is_used():
    assert languages("en") == {"en"}


def test_a_language_that_the_shop_does_not_write_gives_the_first_of_the_country():
    assert languages("pl") == {"da"}
