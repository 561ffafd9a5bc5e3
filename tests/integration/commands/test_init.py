"""A new shop's folder: usable at once, in the owner's language, and never over something that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.folder import load_folder, surroundings
from engine.commands.init import write_folder
from engine.commands.main import fjorten
from engine.commands.starting_words import in_language, phrases_in, phrases_of, sheets
from engine.language import check
from engine.messages.languages import LANGUAGES
from tests.integration.commands.starting_gaps import gaps, twice

OTHERS = sorted(set(LANGUAGES) - {"en"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_folder_has_no_mistake_in_any_language(tmp_path: Path, language: str):
    write_folder(tmp_path / "shop", language)

    checked = check(load_folder(tmp_path / "shop"), surroundings())

    assert [str(mistake.message) for mistake in checked.mistakes] == []
    assert len(checked.playbooks) == 5
    assert {person.language for person in checked.shop.people.values()} == {language}  # type: ignore[union-attr]


def test_every_phrase_is_said_in_every_language_and_no_words_are_left_over():
    assert list(gaps()) == []


def test_no_phrase_has_two_translations():
    assert twice() == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_stories_of_a_new_folder_come_true_in_the_owners_words(tmp_path: Path, language: str):
    write_folder(tmp_path / "shop", language)

    title = _title("A good return in", language)
    told = CliRunner().invoke(fjorten, ["test", str(tmp_path / "shop"), "--story", title, "--language", "en"])

    assert (told.exit_code, "came true" in told.output) == (0, True), told.output


@pytest.mark.parametrize("language", OTHERS)
def test_a_new_folder_says_nothing_in_english_but_the_words_of_the_language(tmp_path: Path, language: str):
    write_folder(tmp_path / "shop", language)

    english = {entry["en"] for sheet in sheets().values() for entry in sheet if entry["en"] != entry[language]}
    left = [
        f"{file.name}, line {phrase.line}: {phrase.text}"
        for file in (tmp_path / "shop").rglob("*.yaml")
        for phrase in phrases_of(file.read_text("utf-8"))
        if phrase.text in english and " " in phrase.text
    ]
    assert left == []


def test_a_new_folder_teaches_the_editor_the_names_of_its_own_teams(tmp_path: Path):
    write_folder(tmp_path / "shop", "da")

    schema = (tmp_path / "shop" / "schemas" / "playbook.schema.json").read_text("utf-8")

    assert ('"returteam"' in schema, '"returns team"' in schema) == (True, False)


def test_the_words_of_the_language_stay_as_they_are():
    written = "  - ask: The parcel has not come. What shall we do?   # money takes some days at the bank\n"

    said = "  - ask: Pakken er ikke kommet. Hvad gør vi?   # penge er nogle dage undervejs i banken\n"
    assert in_language(written, "da") == said


def test_a_phrase_that_nobody_translated_stays_english():
    assert in_language("# Something new.\n", "da") == "# Something new.\n"


def test_init_says_what_to_do_next(tmp_path: Path):
    said = CliRunner().invoke(fjorten, ["init", str(tmp_path / "shop"), "--language", "da"])

    assert (said.exit_code, "fjorten check" in said.output) == (0, True)
    assert (tmp_path / "shop" / "messages").is_dir()


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path):
    (tmp_path / "shop.yaml").write_text("mine", "utf-8")

    said = CliRunner().invoke(fjorten, ["init", str(tmp_path)])

    assert (said.exit_code, "left as it is" in said.output) == (1, True)
    assert [file.read_text("utf-8") for file in tmp_path.iterdir()] == ["mine"]


def _title(begins: str, language: str) -> str:
    """A story's title in the language, by how the English one begins."""
    return next(said for english, said in phrases_in(language).items() if english.startswith(begins))
