"""The sentences of stories are checked like everything else: at their place, with the near miss, and a ready fix."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from whenever import Date

from engine.commands.folder import load_folder, surroundings
from engine.language import Folder, Mistake, check
from engine.language.around import Around
from engine.language.story import Answers, Day, Fails, Occurs, Silence, Skips
from engine.language.story_reading import read_happens, read_stories

SHIPPED = Path(__file__).resolve().parents[3] / "playbooks"
FILE = """\
playbook: Return requested
stories:
  - story: One
    case: {{order.country: DK, {case}}}
    settings: {settings}
    happens:
      - {happens}
    expect:
      - {expect}
"""
GOOD = {
    "case": "return.refund_total: 499.00 DKK",
    "settings": "{free_return: yes}",
    "happens": "day 6: return received",
    "expect": "never: refund",
}
BAD = (
    ("case", "customer.langauge: da", "FJ045", "customer.language"),
    ("case", "return.refund_total: 499", "FJ047", "499 DKK"),
    ("case", "notice.received_at: 2026-13-02 09:05", "FJ048", ""),
    ("case", "return.wish: mony", "FJ048", "money"),
    ("settings", "{free_retur: yes}", "FJ035", "free_return"),
    ("settings", "{free_return: perhaps}", "FJ048", ""),
    ("happens", "day 6: return recieved", "FJ030", "return received"),
    ("happens", "return received", "FJ057", "day 1: return received"),
    ("happens", "dya 6: return received", "FJ057", ""),
    ("happens", "30 Feb: return received", "FJ057", ""),
    ("happens", "day 6 25:00: return received", "FJ057", ""),
    ("happens", "refnd fails 2 times", "FJ033", "refund fails"),
    ("happens", "day 7: return team answers Close the case", "FJ032", "returns team"),
    ("happens", "day 7: returns team answers Close teh case", "FJ057", "Close the case"),
    ("happens", "day 7: owner answers Close the case", "FJ057", ""),
    ("happens", 'day 7: inspekton is answered "Everything is as it should be"', "FJ032", "inspection"),
    ("happens", "day 7: inspektion is skipped", "FJ057", "inspection"),
    ("happens", "day 7: [return received]", "FJ057", ""),
    ("expect", "day 0: withdrawl_received is sent in da", "FJ031", "withdrawal_received"),
    ("expect", "day 0: onwer is told", "FJ032", "owner"),
    ("expect", "never: refnud", "FJ057", ""),
    ("expect", "nevr: refund", "FJ057", "never"),
    ("expect", "refund_bi is: met", "FJ043", "refund_by"),
    ("expect", "refund_by is: mett", "FJ057", "met"),
    ("expect", "refund_by falls on: 2026-12-32", "FJ057", ""),
    ("expect", "case ends: refundet", "FJ057", "refunded"),
)


@cache
def shipped() -> Folder:
    return load_folder(SHIPPED)


@cache
def around() -> Around:
    checked = check(shipped(), surroundings())
    people = ("owner", *checked.shop.people, *checked.shop.teams) if checked.shop else ()
    steps = surroundings().step_schemas
    return Around(tuple(shipped().messages), people, tuple(checked.playbooks), steps=steps)


def mistakes(**changed: str) -> tuple[Mistake, ...]:
    text = FILE.format(**{**GOOD, **changed})
    return tuple(read_stories("stories/one.yaml", text, playbooks(), around()).report.mistakes)


@cache
def playbooks() -> dict[str, object]:
    return dict(check(shipped(), surroundings()).playbooks)


def test_a_good_story_is_silent():
    assert mistakes() == ()


@pytest.mark.parametrize(("part", "line", "code", "meant"), BAD)
def test_a_sentence_that_cannot_be_understood_is_told_once_with_what_was_meant(
    part: str, line: str, code: str, meant: str
):
    [found] = mistakes(**{part: line})

    assert found.code == code
    assert meant in found.fix


@pytest.mark.parametrize(("part", "line"), [(part, line) for part, line, _, meant in BAD if meant])
def test_the_fix_makes_the_mistake_go_away(part: str, line: str):
    text = FILE.format(**{**GOOD, part: line})
    [found] = mistakes(**{part: line})
    patched = found.patch.apply(text) if found.patch else text

    assert read_stories("stories/one.yaml", patched, playbooks(), around()).report.mistakes == [] or not found.patch


def test_the_checker_of_a_folder_reads_its_stories():
    text = FILE.format(**{**GOOD, "happens": "day 6: return recieved"})
    checked = check(Folder({**shipped().files, "stories/mine.yaml": text}), surroundings())

    assert [(found.file, found.code) for found in checked.mistakes] == [("stories/mine.yaml", "FJ030")]


@pytest.mark.parametrize(
    ("line", "happens"),
    [
        ("day 6: return received", Occurs(Day(after=6), "return.received")),
        ("24 Dec 10:30: return received", Occurs(Day(month=12, day=24, minute=630), "return.received")),
        ("2026-12-24: return received", Occurs(Day(year=2026, month=12, day=24), "return.received")),
        ("day 7: inspection is skipped", Skips(Day(after=7), "inspection")),
        ("refund fails 2 times", Fails("refund", 2)),
        ("mail fails 1 time", Fails("mail", 1)),
        ("nobody answers", Silence()),
        (
            "day 7: {returns team answers Everything is as it should be: {return.seal: broken}}",
            Answers(Day(after=7), "returns team", "Everything is as it should be", {"return.seal": "broken"}),
        ),
    ],
)
def test_a_sentence_means_what_it_says(line: str, happens: object):
    [found] = read_happens(line, "Return requested", playbooks(), around()).happens
    bare = type(found)(**{name: getattr(found, name) for name in found.__slots__ if name not in {"text", "line"}})

    assert bare == happens


def test_a_day_without_a_year_is_the_next_one():
    assert Day(month=1, day=3).date(Date(2026, 12, 11)) == Date(2027, 1, 3)


def test_the_29th_of_february_is_found_in_the_next_leap_year():
    assert Day(month=2, day=29).date(Date(2026, 3, 1)) == Date(2028, 2, 29)
