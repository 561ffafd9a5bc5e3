"""The files of the law are whole: by their schema, in every language, with a source for each rule."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft7Validator

from engine.commands.law_book import BOOK, book
from engine.law import countries, find_rule, known, rule_words, unverified
from engine.law.deadline import Jurisdiction
from engine.law.duties import required_contents
from engine.law.guide import paragraphs
from engine.law.sheets import rules_of
from engine.law.shelf import LANGUAGES, sheet, words_in
from engine.law.starts import STARTS

_ALL = ("DK", "NO", "SE", "FI", "DE", "NL", "AT", "FR", "BE", "PL", "IE", "ES", "IT", "GB")
_CORE = ("withdrawal", "return shipment", "refund after withdrawal", "delivery", "extra delivery time",
         "refund after cancelled delivery", "burden of proof", "data request", "data request extended",
         "withdrawal when not informed", "withdrawal of a service", "regular deliveries")  # fmt: skip


def test_the_fourteen_countries_are_there():
    assert sorted(countries()) == sorted(_ALL)


@pytest.mark.parametrize("code", ["EU", *_ALL])
def test_each_file_keeps_to_the_schema(code):
    schema = json.loads((files("engine.law") / "rules.schema.json").read_text())

    assert [error.message for error in Draft7Validator(schema).iter_errors(sheet(code))] == []


def test_the_schema_knows_the_same_start_rules_as_the_code():
    schema = json.loads((files("engine.law") / "rules.schema.json").read_text())

    assert set(schema["properties"]["rules"]["items"]["properties"]["starts"]["enum"]) == set(STARTS)


@pytest.mark.parametrize("country", _ALL)
def test_every_country_has_the_rules_that_each_playbook_needs(country):
    assert [word for word in _CORE if not known(word, country)] == []


@pytest.mark.parametrize("country", _ALL)
def test_a_word_has_a_rule_or_a_reason_in_every_country(country):
    unsaid = [word for word in rule_words() if not known(word, country) and word not in sheet(country)["without"]]

    assert set(unsaid) <= {
        "defect liability for lasting goods",
        "claim after the defect shows",
        "claim after repair",
        "refund after goods back",
        "refund after proof of sending",
        "refund after notice",
        "refund after rejection",
    }


@pytest.mark.parametrize("country", _ALL)
def test_no_id_is_given_twice(country):
    ids = [rule.id for rule in rules_of(country)]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("country", _ALL)
def test_what_a_message_must_say_is_known_for_every_rule(country):
    assert all(required_contents(case) for rule in rules_of(country) for case in rule.contents)


@pytest.mark.parametrize("country", _ALL)
def test_a_rule_from_memory_is_never_of_high_confidence(country):
    assert [rule.id for rule in rules_of(country) if rule.unconfirmed and rule.confidence == "high"] == []


def test_only_countries_without_a_confirmed_source_are_blocked():
    assert [country for country in countries() if unverified(country)] == ["BE", "ES", "IT", "PL"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language):
    english, other = words_in("en"), words_in(language)

    for part in ("steps", "doubts", "law", "starts", "words", "confidence", "weekend"):
        assert {**other[part]}.keys() == {**english[part]}.keys()
        assert all(other[part].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_the_same_facts_in_every_language(language):
    english, other = words_in("en"), words_in(language)

    for part in ("steps", "doubts", "law"):
        for key, sentence in english[part].items():
            assert _slots(sentence) == _slots(other[part][key]), (part, key)


def _slots(sentence: str) -> set[str]:
    return {piece.split("}")[0] for piece in sentence.split("{")[1:]}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_reason_and_every_length_can_be_told_in_every_language(language):
    phrases, units = words_in(language)["phrases"], words_in(language)["units"]
    reasons = {reason for country in countries() for reason in sheet(country)["without"].values()}
    reasons |= {sheet(country)["unverified"] for country in countries() if unverified(country)}
    lengths = {word for country in countries() for rule in rules_of(country) for word in rule.length.text.split(" ")}

    assert reasons - phrases.keys() == set()
    assert {word for word in lengths if not word.isdigit()} - units.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_country_can_be_printed_in_every_language(language):
    for country in countries():
        for paragraph in paragraphs(country, language):
            assert paragraph.title
            assert not any("{" in sentence for sentence in paragraph.sentences)


def test_the_book_of_law_is_that_of_the_data():
    assert BOOK.read_text(encoding="utf-8") == book()


def test_a_countrys_own_rule_hides_the_unions():
    ids = [find_rule(words, Jurisdiction("FR")).id for words in ("refund after cancelled delivery", "delivery")]

    assert ids == ["fr.delay_refund", "fr.delivery"]
    assert find_rule("refund after cancelled delivery", Jurisdiction("DK")).id == "eu.delivery_refund"
