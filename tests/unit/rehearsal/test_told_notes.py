"""Whatever the program itself says in a case is said in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from engine.case.note import Note
from engine.language.values import Money
from engine.messages.languages import LANGUAGES
from engine.rehearsal.account import account_of
from engine.rehearsal.playing import play
from engine.rehearsal.script import Script
from engine.rehearsal.staff import Staff
from engine.rehearsal.telling import Teller, _table
from tests.unit.rehearsal.shipped import shop

ROOT = Path(__file__).resolve().parents[3]
OTHERS = [language for language in LANGUAGES if language != "en"]
STARTS = {
    "Return requested": {"notice.received_at": "2026-12-11 09:05"},
    "Return received": {"return.received_at": "2026-12-11 09:05"},
    "Refund issued": {"refund.issued_at": "2026-12-11 09:05"},
    "Delayed shipment": {"case.opened_at": "2026-12-11 09:05"},
    "Complaint": {"complaint.received_at": "2026-12-11 09:05"},
}


def texts_of(path: Path) -> Iterator[str]:
    """The sentences that a file puts into Notes, also those to which it gave a name first."""
    tree = ast.parse(path.read_text("utf-8"))
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note":
            for part in ast.walk(node.args[0]):
                text = named.get(part.id) if isinstance(part, ast.Name) else getattr(part, "value", None)
                if isinstance(text, str):
                    yield text


def written() -> set[str]:
    """Every sentence of the program that has letters of its own."""
    files = [*(ROOT / "integrations").rglob("*.py"), *(ROOT / "engine").rglob("*.py")]
    found = {text for path in files for text in texts_of(path)}
    return {text for text in found if any(any(c.isalpha() for c in part) for part, *_ in Formatter().parse(text))}


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_program_is_translated(language: str):
    assert written() > {"To be restocked: {lines}.", "told {who}: {say}"}
    assert written() - _table(language)["notes"].keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_places(language: str):
    wrong = {text: said for text, said in _table(language)["notes"].items() if places(text) != places(said)}

    assert wrong == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_english_or_that_of_a_neighbour_by_mistake(language: str):
    same = [text for text, said in _table(language)["notes"].items() if text == said]

    assert same == (["order {number}"] if language == "sv" else [])


@pytest.mark.parametrize("title", STARTS)
@pytest.mark.parametrize("language", OTHERS)
def test_no_line_of_a_timeline_stays_english(title: str, language: str):
    script = Script(title, {"order.country": "DK", **STARTS[title]})
    played = play(script, shop().stage, Staff())
    pairs = zip(account_of(played, "en").lines, account_of(played, language).lines, strict=True)

    assert [line.text for line, other in pairs if line.text == other.text] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "En medarbejder er bedt om at betale 1.499,00 kr. tilbage."),
        ("de", "Jemand wurde gebeten, 1.499,00 DKK zurückzuzahlen."),
        ("en", "A person was asked to pay DKK 1,499.00 back."),
    ],
)
def test_money_is_written_as_the_reader_writes_it(language: str, said: str):
    note = Note("A person was asked to pay {amount} back.", amount=Money("DKK", Decimal("1499.00")))

    assert Teller.in_language(language, "UTC").said(note).replace("\xa0", " ") == said


def test_a_plain_text_of_a_plug_in_stays_as_it_is():
    assert Teller.in_language("da", "UTC").said("Our robot has packed it.") == "Our robot has packed it."


def test_a_sentence_that_was_finished_in_english_is_still_recognised():
    said = Teller.in_language("da", "UTC").said("ended by return received")

    assert said == "bortfaldet: retur modtaget"


def test_a_note_inside_a_note_is_told_too():
    note = Note("To be restocked: {lines}.", lines="1 × Cap")
    told = Note("{first} {second}", first=note, second=Note("no delivery was paid"))

    assert Teller.in_language("nb", "UTC").said(told.plain) == (
        "Skal legges på lager igjen: 1 × Cap. det er ikke betalt for levering"
    )
