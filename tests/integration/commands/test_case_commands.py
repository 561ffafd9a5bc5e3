"""The commands for cases: what they say, what they write, and how they fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import COMMANDS, fjorten
from engine.messages.languages import LANGUAGES
from engine.store import inbox
from engine.store.store import Store
from integrations.web.languages import words_in
from tests.integration.http.cases_on_show import FIGURES, MISSING, furnish

ROOT = Path(__file__).parents[3]
Command = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one case in it that asks two questions."""
    store = Store.open(f"sqlite:///{tmp_path}/fjorten.db")
    store.write_now(lambda conn: furnish(conn, MISSING, FIGURES))
    store.close()
    return tmp_path


@pytest.fixture
def run(data: Path) -> Command:
    """The program, called as from a terminal."""

    def call(*words: str) -> Result:
        command, *rest = words
        places = ["--folder", str(ROOT / "playbooks"), "--data", str(data)]
        return CliRunner().invoke(fjorten, [command, *places, *rest], catch_exceptions=False)

    return call


def taken(data: Path) -> list[tuple[str, int | None, dict[str, Any]]]:
    """What lies in the inbox."""
    store = Store.open(f"sqlite:///{data}/fjorten.db")
    found = store.read_now(lambda conn: [*inbox.pending(conn, 9), *inbox.for_case(conn, 1), *inbox.unmatched(conn)])
    store.close()
    return [(event.type, event.case, dict(event.data)) for event in found]


def test_help_names_every_command_and_loads_none():
    said = CliRunner().invoke(fjorten, ["--help"]).output

    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize("name", ["answer", "case", "cases", "doctor", "event", "init", "move", "publish", "skip"])
def test_every_command_shows_an_example(name: str):
    said = CliRunner().invoke(fjorten, [name, "--help"])

    assert (said.exit_code, f"Example: fjorten {name}" in said.output) == (0, True)


def test_a_misspelt_command_is_refused_with_the_near_miss():
    said = CliRunner().invoke(fjorten, ["chekc"])

    assert (said.exit_code, 'Did you mean "check"?' in said.output) == (2, True)


def test_the_list_shows_where_a_case_stands_and_what_it_asks(run: Command):
    said = run("cases").output

    assert "Waiting for return received" in said
    assert "2 questions open" in said


@pytest.mark.parametrize(
    ("wanted", "count"), [((), 1), (("--stage", "closed"), 0), (("--country", "DK"), 1), (("--order", "9"), 0)]
)
def test_the_list_can_be_narrowed(run: Command, wanted: tuple[str, ...], count: int):
    assert len(json.loads(run("cases", "--json", *wanted).output)) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_told_in_every_language(run: Command, language: str):
    said = run("case", "1", "--language", language)

    assert said.exit_code == 0
    assert words_in(language)["timeline"] in said.output
    assert 'fjorten answer 1 1 "Refund anyway"' in said.output


def test_a_case_as_json_has_its_timeline_and_says_that_its_journal_is_whole(run: Command):
    told = json.loads(run("case", "1", "--json").output)

    assert (told["case"], told["journal_ok"], len(told["deadlines"])) == (1, True, 3)
    assert told["timeline"][0]["text"] == "The case began: Return requested."


def test_a_changed_journal_is_found_out(run: Command, data: Path):
    import sqlite3

    with sqlite3.connect(data / "fjorten.db") as conn:
        conn.execute("UPDATE entries SET at = at + 1 WHERE seq = 3")
    conn.close()

    said = run("case", "1")

    assert (said.exit_code, "entry 3 of its journal is not as it was written" in said.output) == (1, True)


@pytest.mark.parametrize("words", [("case", "99"), ("answer", "99", "1", "x"), ("skip", "99", "x")])
def test_a_case_that_does_not_exist_is_one_sentence(run: Command, words: tuple[str, ...]):
    said = run(*words)

    assert (said.exit_code, "there is no such case" in said.output) == (1, True)


def test_without_a_database_nothing_is_made(tmp_path: Path):
    said = CliRunner().invoke(fjorten, ["cases", "--data", str(tmp_path / "nothing")])

    assert (said.exit_code, "fjorten up" in said.output) == (1, True)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("question", ["1", MISSING.key, "parcel has not come"])
def test_a_question_is_answered_by_number_name_or_words(run: Command, data: Path, question: str):
    said = run("answer", "1", question, "Refund anyway", "--who", "Mads")

    given = {"question": MISSING.key, "answer": "Refund anyway", "values": {}, "who": "Mads"}
    assert said.exit_code == 0
    assert taken(data) == [("operator.answered", 1, given)]


def test_the_figures_of_an_answer_are_read_by_their_types(run: Command, data: Path):
    figures = ("--set", "refund.amount=499 DKK", "--set", "refund.issued_at=2026-12-11 10:30")

    said = run("answer", "1", "2", "--who", "Mads", *figures)

    assert said.exit_code == 0
    assert taken(data)[0][2]["values"] == {
        "refund.amount": {"amount": "499", "currency": "DKK"},
        "refund.issued_at": "2026-12-11T09:30:00Z",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("9", "Refund anyway"), "fits 0 open questions"),
        (("1", "Give me a pony"), '"Refund anyway"'),
        (("1", "Refund anyway", "--set", "refund.amuont=1 DKK"), 'Did you mean "refund.amount"?'),
        (("1", "Refund anyway", "--set", "refund.amount=lots"), "499.00 DKK"),
        (("1", "Refund anyway", "--set", "refund.amount"), "sets nothing"),
    ],
)
def test_a_wrong_answer_says_what_would_be_right(run: Command, data: Path, words: tuple[str, ...], said: str):
    result = run("answer", "1", *words)

    assert (result.exit_code, said in result.output) == (1, True)
    assert taken(data) == []


def test_a_step_is_skipped_by_a_part_of_its_name(run: Command, data: Path):
    said = run("skip", "1", "return label", "--who", "Mads")

    assert said.exit_code == 0
    step = "Return requested / do create return label"
    assert taken(data) == [("operator.skipped", 1, {"step": step, "who": "Mads"})]


def test_a_step_that_the_case_is_not_at_cannot_be_skipped(run: Command):
    said = run("skip", "1", "refund", "--who", "Mads")

    assert (said.exit_code, "do create return label" in said.output) == (1, True)


def test_an_event_is_reported_in_the_words_of_the_playbooks(run: Command, data: Path):
    said = run("event", "return received", "--order", "1042", "--set", "return.carrier=GLS")

    assert (said.exit_code, "taken" in said.output) == (0, True)
    assert taken(data) == [("return.received", None, {"order": {"number": "1042"}, "return": {"carrier": "GLS"}})]


def test_an_event_can_be_given_to_its_case(run: Command, data: Path):
    assert run("event", "return received", "--case", "1").exit_code == 0

    assert taken(data) == [("return.received", 1, {})]


def test_an_event_with_a_name_is_taken_once(run: Command, data: Path):
    outcomes = [
        json.loads(run("event", "return received", "--id", "parcel 7", "--json").output)["outcome"] for _ in "ab"
    ]

    assert outcomes == ["new", "duplicate"]
    assert len(taken(data)) == 1


def test_an_event_comes_from_a_file(run: Command, data: Path, tmp_path: Path):
    lines = [{"id": "1", "name": "Sko", "quantity": 2, "price": "499.00 DKK"}]
    cloud = {
        "specversion": "1.0",
        "id": "1",
        "source": "me",
        "type": "order.placed",
        "data": {"order": {"lines": lines}},
    }
    for name, content in (("whole.json", cloud), ("data.json", {"order": {"lines": lines}})):
        (tmp_path / name).write_text(json.dumps(content), "utf-8")

    assert run("event", "--file", str(tmp_path / "whole.json")).exit_code == 0
    assert run("event", "order placed", "--order", "7", "--file", str(tmp_path / "data.json")).exit_code == 0
    assert [event[2]["order"].get("number") for event in taken(data)] == [None, "7"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("return recieved",), 'Did you mean "return received"?'),
        (("answered",), "no event that can be reported"),
        (("return received", "--time", "tomorrow"), "is not a date and time"),
        (("return received", "--time", "2099-01-01 10:00"), "lies ahead"),
        (("return received", "--set", "order.country=Denmark"), "order.country"),
        (("return received", "--set", "return.lines=all"), "--file"),
        (("return received", "--case", "99"), "there is no such case"),
    ],
)
def test_an_event_that_cannot_be_is_refused(run: Command, data: Path, words: tuple[str, ...], said: str):
    result = run("event", *words)

    assert (result.exit_code, said in result.output) == (1, True)
    assert taken(data) == []
