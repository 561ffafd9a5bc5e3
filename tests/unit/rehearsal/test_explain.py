"""An explanation says everything that stands in a playbook, in the words of six languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from engine.commands.explain import explain as command
from engine.errors import PlaybookError
from engine.language.catalogue import FIELDS
from engine.rehearsal.explaining import as_text, explain
from engine.rehearsal.explaining_code import codes, explain_code
from engine.rehearsal.explaining_voice import table_in
from tests.unit.rehearsal.planted import planted
from tests.unit.rehearsal.shipped import FOLDER, shop

ENGLISH = Path(__file__).resolve().parents[3] / "engine/language/words/en.py"
LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
BODY = """\
deadlines:
  send_back_by:
    law: return shipment
steps:
  - send: return_closed
    at_once: yes
  - wait_for: [return received, proof of sending received]
    until: 4 days before send_back_by
    meanwhile:
      - every: 3 working days
        send: complaint_update
    if_too_late:
      - ask: What now?
        who: owner
        answer_within: 2 working days
        if_too_late: go on
        answers:
          Close it:
            - end: closed
      - go on
  - if: order.country is one of DK, NO and return.refund_total > 500 DKK
    then:
      - tell: owner
        say: A dear one
        urgent: yes
  - end: done
"""


def told(language: str) -> str:
    playbook = planted(BODY).checked.playbooks["Planted"]
    return as_text(explain(playbook, language, ("DK", "SE"), {"return_closed": "Closed"}))


def test_a_message_is_named_by_its_subject():
    assert "We write to the customer: “Closed”. At once, also at night." in told("en")


def test_a_wait_names_its_events_and_its_end():
    said = "We wait for: return received or proof of sending received. At the longest: 4 days before “send_back_by”."

    assert said in told("en")


def test_a_condition_is_a_sentence():
    said = "If the customer's country is one of these: Denmark, Norway and the amount owed to the customer is more than"

    assert said in told("en")


def test_a_deadline_comes_with_its_law_in_words_for_the_countries_that_count_alike():
    text = told("da")

    assert "”send_back_by”: Returnering af varen, som loven i kundens land regner." in text
    assert "I Danmark, Sverige: Kunden har 14 dage" in text


def test_what_stands_inside_a_block_is_indented_below_it():
    lines = told("en").splitlines()
    asked = next(number for number, line in enumerate(lines) if "Question to the owner" in line)
    depths = [len(line) - len(line.lstrip()) for line in lines[asked : asked + 3]]

    assert depths == [12, 16, 16]


def test_a_danish_condition_keeps_the_danish_order_of_words():
    lines = as_text(explain(shop().checked.playbooks["Return received"], "da"))

    assert "Hvis vi ikke kender tidspunktet for kundens meddelelse:" in lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", sorted(shop().checked.playbooks))
def test_every_shipped_playbook_is_explained_without_an_english_field(title, language):
    text = as_text(explain(shop().checked.playbooks[title], language, tuple(shop().shop.sells_to)))

    assert "{" not in text
    assert not [path for path in FIELDS if path in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_catalogue_has_a_name(language):
    assert set(table_in(language)["fields"]) == set(FIELDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_all_languages_have_the_same_keys(language):
    for part, words in table_in("en").items():
        assert set(table_in(language)[part]) == set(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained_with_a_wrong_and_a_right_piece(language):
    for code in codes():
        text = explain_code(code, language)
        wrong, right = table_in(language)["sentences"]["wrong"], table_in(language)["sentences"]["right"]

        assert text.index(code) < text.index(wrong) < text.index(right)


def test_every_code_that_the_checker_can_give_is_explained():
    given = set(re.findall(r"FJ\d{3}", ENGLISH.read_text(encoding="utf-8")))

    assert given <= set(codes())


def test_a_code_that_does_not_exist_is_refused_with_the_ones_that_do():
    with pytest.raises(PlaybookError, match="FJ001 to FJ080"):
        explain_code("FJ999", "en")


def test_the_command_explains_a_code_in_small_letters_too():
    found = CliRunner().invoke(command, ["fj042", "--language", "de"])

    assert "keine Zeitspanne" in found.output


def test_the_command_names_messages_by_the_shops_own_subjects():
    found = CliRunner().invoke(command, [str(FOLDER / "return_requested.yaml"), "--language", "da"])

    assert "Vi skriver til kunden: ”Vi har registreret din anmodning om returnering”." in found.output


def test_the_json_of_the_command_can_be_read_back():
    found = CliRunner().invoke(command, [str(FOLDER / "refund_issued.yaml"), "--json"])

    assert yaml.safe_load(found.output)["Refund issued"][0] == {"depth": 0, "kind": "title", "text": "Refund issued"}
