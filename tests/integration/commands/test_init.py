"""A new shop's folder: usable at once, in the owner's language, and never over something that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.folder import load_folder, surroundings
from engine.commands.init import SHIPPED, write_folder
from engine.commands.main import fjorten
from engine.commands.starting_words import in_language, phrases_in, phrases_of
from engine.language import check
from engine.messages.languages import LANGUAGES

OTHERS = sorted(set(LANGUAGES) - {"en"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_folder_has_no_mistake_in_any_language(tmp_path: Path, language: str):
    write_folder(tmp_path / "shop", language)

    checked = check(load_folder(tmp_path / "shop"), surroundings())

    assert [str(mistake.message) for mistake in checked.mistakes] == []
    assert len(checked.playbooks) == 5
    assert {person.language for person in checked.shop.people.values()} == {language}  # type: ignore[union-attr]


@pytest.mark.parametrize("language", OTHERS)
def test_every_comment_and_question_is_said_in_every_language_and_no_word_is_left_over(language: str):
    shipped = {phrase for file in SHIPPED.glob("*.yaml") for phrase in phrases_of(file.read_text("utf-8"))}

    assert set(phrases_in(language)) == shipped


def test_the_words_of_the_language_stay_as_they_are():
    written = "  - ask: The parcel has not come. What shall we do?   # money needs its days at the bank\n"

    said = "  - ask: Pakken er ikke kommet. Hvad gør vi?   # penge har brug for deres dage i banken\n"
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
