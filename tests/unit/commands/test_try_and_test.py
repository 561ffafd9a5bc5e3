"""`fjorten try` and `fjorten test` as an owner uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import fjorten

SHIPPED = Path(__file__).resolve().parents[3] / "playbooks"
RETURN = str(SHIPPED / "return_requested.yaml")
STARTS = ("--starts", "2026-12-11T09:05", "--language", "en")


def run(*words: str, **given: str) -> Result:
    return CliRunner().invoke(fjorten, list(words), **given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "shop")
    path = tmp_path / "shop" / "stories" / "refund_issued.yaml"
    path.write_text(path.read_text("utf-8").replace("23 Dec: review", "24 Dec: review", 1), "utf-8")
    return tmp_path / "shop"


def test_try_tells_the_dates_and_shows_the_mails():
    told = run("try", RETURN, *STARTS, "--event", "day 6: return received")

    assert told.exit_code == 0
    assert "Mon 28 Dec 2026" in told.output
    assert "Vi har modtaget din returnering." in told.output


def test_try_gives_json_to_programs():
    told = run("try", RETURN, *STARTS, "--country", "NO", "--json")

    assert json.loads(told.stdout)["country"] == "NO"


def test_try_writes_one_page(tmp_path: Path):
    told = run("try", RETURN, *STARTS, "--html", str(tmp_path / "report.html"))

    assert told.exit_code == 0
    assert "<!DOCTYPE html>" in (tmp_path / "report.html").read_text("utf-8")


def test_try_names_the_near_miss_of_an_event():
    told = run("try", RETURN, *STARTS, "--event", "day 6: return recieved")

    assert told.exit_code == 1
    assert 'Did you mean "return received"?' in told.output


def test_try_names_the_near_miss_of_an_answer():
    told = run("try", RETURN, *STARTS, "--answer", "inspection: Everything is as it shuld be")

    assert told.exit_code == 1
    assert 'Did you mean "Everything is as it should be"?' in told.output


def test_try_says_to_whom_an_answer_can_be_addressed():
    told = run("try", RETURN, *STARTS, "--answer", "inspektion: Everything is as it should be")

    assert told.exit_code == 1
    assert (
        'No question, person or team is called "inspektion". Did you mean "inspection"? Write the name' in told.output
    )


def test_try_of_a_country_without_law_names_those_that_it_knows():
    told = run("try", RETURN, *STARTS, "--country", "XX")

    assert told.exit_code == 1
    assert '--country: no law is known here for "XX". Write one of: AT, BE' in told.output


def test_try_lets_steps_fail_as_often_as_it_is_told():
    told = run("try", RETURN, *STARTS, "--fails", "mail 1 times", "--json")

    assert any(line["kind"] == "message" for line in json.loads(told.stdout)["timeline"])


def test_try_of_a_folder_asks_which_playbook():
    told = run("try", str(SHIPPED), *STARTS)

    assert told.exit_code == 1
    assert "--playbook" in told.output


def test_try_plays_a_year():
    told = run("try", str(SHIPPED), "--year", "--cases", "25", "--starts", "2026-01-01", "--json")

    assert json.loads(told.stdout)["cases"] == 25


def test_test_says_what_happened_instead_and_ends_with_1(folder: Path):
    told = run("test", str(folder), "--language", "en")

    assert told.exit_code == 1
    assert "It happened on another day: 23 Dec: review_invitation is sent in da." in told.output


def test_test_writes_nothing_without_a_yes(folder: Path):
    before = (folder / "stories" / "refund_issued.yaml").read_text("utf-8")
    told = run("test", str(folder), "--update", input="n\n")

    assert "+ - 23 Dec: review_invitation is sent in da" in told.output
    assert (folder / "stories" / "refund_issued.yaml").read_text("utf-8") == before


def test_test_writes_what_was_shown_after_a_yes(folder: Path):
    run("test", str(folder / "stories" / "refund_issued.yaml"), "--update", input="y\n")

    assert run("test", str(folder / "stories" / "refund_issued.yaml")).exit_code == 0


def test_a_choice_of_stories_that_chooses_none_names_the_nearest():
    told = run("test", str(SHIPPED), "--story", "Danmark")

    assert told.exit_code == 1
    assert 'no story has "Danmark" in its title. Similar are: ' in told.output
    assert "Denmark" in told.output


def test_a_story_with_a_mistake_is_told_and_the_others_are_played(folder: Path):
    path = folder / "stories" / "refund_issued.yaml"
    path.write_text(path.read_text("utf-8").replace("refund failed", "refund faild", 1), "utf-8")
    told = run("test", str(path), "--language", "en")

    assert 'Did you mean "refund failed"?' in told.output
    assert told.exit_code == 1
