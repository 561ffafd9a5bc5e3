"""`due` and `law` answer in plain words, and refuse what cannot be counted in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.due import due
from engine.commands.law import law
from engine.law.shelf import LANGUAGES

_CASES = Path(__file__).parents[2] / "data" / "law" / "deadline_cases.csv"
_START = ["--from", "2026-12-10T16:00:00+01:00"]


def run(command, *words: str):
    return CliRunner().invoke(command, list(words))


def test_due_prints_the_promised_keys_as_json():
    answer = run(due, "--country", "DK", "--rule", "withdrawal", *_START, "--json")

    found = json.loads(answer.output)
    assert list(found) == ["rule", "last_day", "end", "latest", "safe_by", "confidence", "basis", "source", "steps"]
    assert (found["rule"], found["last_day"], found["end"]) == (
        "dk.withdrawal",
        "2026-12-28",
        "2026-12-29T00:00:00+01:00",
    )


def test_due_shows_each_closed_day():
    answer = run(due, "--country", "DK", "--rule", "withdrawal", *_START, "--language", "en")

    assert "Thu 24 Dec 2026 is closed: Juleaftensdag" in answer.output


def test_due_shows_a_doubt_and_an_unconfirmed_country():
    answer = run(
        due, "--country", "IT", "--rule", "withdrawal", "--from", "2026-11-28T10:00:00+01:00", "--language", "en"
    )

    assert "Counted the later day" in answer.output
    assert "Not confirmed" in answer.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_due_answers_in_the_readers_language(language):
    answer = run(due, "--country", "FI", "--rule", "withdrawal", *_START, "--language", language)

    first_words = {"da": "Fristen begynder", "nb": "Fristen begynner", "sv": "Fristen börjar", "fi": "Määräaika alkaa",
                   "de": "Die Frist beginnt", "en": "It begins"}  # fmt: skip
    assert first_words[language] in answer.output


def test_a_region_changes_the_day():
    days = [
        json.loads(run(due, "--country", "DE", "--rule", "withdrawal", "--from", "2026-12-23T10:00:00+01:00",
                       "--region", land, "--json").output)["last_day"]
        for land in ("BY", "HH")
    ]  # fmt: skip

    assert days == ["2027-01-07", "2027-01-06"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--country", "ZZ", "--rule", "withdrawal", *_START], 'the law of "ZZ" is not in the data'),
        (["--country", "DK", "--rule", "withdrawal", "--from", "2026-12-10T16:00:00"], "no moment with a time zone"),
        (
            ["--country", "DK", "--rule", "withdrawal", "--from", "2044-12-10T16:00:00Z"],
            "outside the years 2024 to 2035",
        ),
        (["--country", "DE", "--region", "ZZ", "--rule", "withdrawal", *_START], 'DE has no region "ZZ"'),
        (["--country", "DK", "--region", "BY", "--rule", "withdrawal", *_START], 'DK has no region "BY"'),
        (
            ["--country", "DK", "--rule", "withdrawal", "--party", "trader", *_START],
            "for the consumer, not for the trader",
        ),
        (["--country", "DK", "--rule", "se.refund", *_START], "a rule of SE, not of DK"),
        (["--country", "DK", "--rule", "withdrawal", "--contract", "soon", *_START], '"soon" is no day'),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(words, sentence):
    answer = run(due, *words)

    assert answer.exit_code == 1
    assert sentence in answer.output
    assert answer.output.count("\n") == 1


def test_due_without_a_question_says_what_it_needs():
    answer = run(due)

    assert answer.exit_code == 2
    assert "--country, --rule and --from" in answer.output


def test_the_given_cases_all_agree():
    answer = run(due, "--cases", str(_CASES))

    assert (answer.exit_code, answer.output) == (0, "75 dates checked, none differs.\n")


def test_a_case_that_differs_is_printed_and_fails(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text(_CASES.read_text(encoding="utf-8").replace("2026-11-20,2026-11-20T", "2026-11-19,2026-11-19T"))

    answer = run(due, "--cases", str(table))

    assert answer.exit_code == 1
    assert "expected 2026-11-19, counted 2026-11-20" in answer.output
    assert "75 dates checked, 1 differ" in answer.output


def test_a_table_with_other_columns_is_refused(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text("land,regel\nDK,x\n")

    answer = run(due, "--cases", str(table))

    assert answer.exit_code == 1
    assert "has no column country" in answer.output


def test_law_lists_the_countries():
    answer = run(law, "--language", "en")

    assert "DK  Denmark" in answer.output
    assert "BE  Belgium *" in answer.output


@pytest.mark.parametrize(("language", "title"), [("da", "Lovens frister i Danmark"), ("de", "Das Recht in Dänemark")])
def test_law_prints_a_country_in_the_readers_language(language, title):
    answer = run(law, "dk", "--language", language)

    assert answer.output.startswith(title)
    assert "dk.refund" in answer.output


def test_law_of_an_unknown_country_is_refused():
    answer = run(law, "ZZ")

    assert answer.exit_code == 1
    assert 'the law of "ZZ" is not in the data' in answer.output
