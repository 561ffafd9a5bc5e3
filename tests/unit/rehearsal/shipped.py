"""The shipped shop, read once, and short ways to play a case and a story in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.language.story import Story
from engine.language.story_reading import read_stories
from engine.rehearsal.judging import Verdict, judge
from engine.rehearsal.lines import happenings_of
from engine.rehearsal.playing import Played, play
from engine.rehearsal.script import Script, of_story
from engine.rehearsal.staff import Staff

FOLDER = Path(__file__).resolve().parents[3] / "playbooks"
CASE = {"order.country": "DK", "customer.language": "da", "notice.received_at": "2026-11-02 09:05"}


@cache
def shop() -> Rehearsed:
    return read_for_rehearsal(FOLDER)


def played(*lines: str, staff: Staff | None = None, days: int = 60, **fields: str) -> Played:
    """A return from 2 November on, with what the lines say."""
    happens = happenings_of(lines, "Return requested", shop().checked.playbooks, shop().around)
    case = CASE | {path.replace("__", "."): value for path, value in fields.items()}
    return play(Script("Return requested", case, happens, days=days), shop().stage, staff)


def story(happens: str, expect: str) -> Story:
    """A story of one line each."""
    text = f"""\
playbook: Return requested
stories:
  - story: One
    case: {{order.country: DK, customer.language: da, notice.received_at: 2026-11-02 09:05}}
    happens: {happens}
    expect:
      - {expect}
"""
    found = read_stories("stories/one.yaml", text, shop().checked.playbooks, shop().around)
    assert [mistake.text() for mistake in found.report.mistakes] == []
    return found.stories[0]


def verdict(happens: str, expect: str) -> Verdict:
    told = story(happens, expect)
    return judge(told, play(of_story(told), shop().stage))
