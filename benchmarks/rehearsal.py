"""How fast cases are rehearsed on one core: `python benchmarks/rehearsal.py`. Aims: 30 days in 1 s, a year of 1,000 cases in 60 s."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from whenever import Date, Instant

from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.language.checker import stories_of
from engine.rehearsal.account import account_of
from engine.rehearsal.judging import judge
from engine.rehearsal.playing import play
from engine.rehearsal.post import unwritten
from engine.rehearsal.report import as_text
from engine.rehearsal.script import Script, of_story
from engine.rehearsal.staff import Staff
from engine.rehearsal.year import year_of

SHIPPED = Path(__file__).resolve().parents[1] / "playbooks"
ONE_CASE_GOAL, YEAR_GOAL, STORIES_GOAL = 1.0, 60.0, 40.0
CASES = 1_000
STARTS = Instant.from_utc(2026, 12, 11, 8, 5)


def main() -> None:
    """Play one case of 30 days, all stories, and a year; wall clock and the processor's own time."""
    shop = read_for_rehearsal(SHIPPED)
    _told("one case of 30 days, told with every mail", ONE_CASE_GOAL, lambda: _one(shop))
    stories = [story for file in stories_of(shop.texts, shop.checked.playbooks, shop.around) for story in file.stories]
    _told(f"{len(stories)} stories", STORIES_GOAL, lambda: [judge(s, play(of_story(s), shop.stage)) for s in stories])
    stage = replace(shop.stage, write=unwritten)
    _told(f"a year of {CASES:,} cases", YEAR_GOAL, lambda: list(year_of(stage, Date(2026, 1, 1), CASES)))


def _one(shop: Rehearsed) -> str:
    script = Script("Return requested", {"order.country": "DK"}, starts=STARTS, days=30)
    return as_text(account_of(play(script, shop.stage, Staff()), "da"), "da")


def _told(what: str, goal: float, work: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {wall:.2f} s ({cpu:.2f} s of processor), aim {goal:.0f} s")


if __name__ == "__main__":
    main()
