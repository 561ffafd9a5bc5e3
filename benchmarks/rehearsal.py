"""How fast cases are rehearsed on one core: `python benchmarks/rehearsal.py`. Aims: 30 days in 1 s, a year of 1,000 cases in 60 s."""

from __future__ import annotations

import os
import subprocess
import sys
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
    _told("`fjorten try` of 30 days as a command", ONE_CASE_GOAL, _command, times=7)
    shop = read_for_rehearsal(SHIPPED)
    _told("one case of 30 days, told with every mail", ONE_CASE_GOAL, lambda: _one(shop), times=7)
    stories = [story for file in stories_of(shop.texts, shop.checked.playbooks, shop.around) for story in file.stories]
    _told(f"{len(stories)} stories", STORIES_GOAL, lambda: [judge(s, play(of_story(s), shop.stage)) for s in stories])
    stage = replace(shop.stage, write=unwritten)
    _told(f"a year of {CASES:,} cases", YEAR_GOAL, lambda: list(year_of(stage, Date(2026, 1, 1), CASES, "da")))


def _one(shop: Rehearsed) -> str:
    script = Script("Return requested", {"order.country": "DK"}, starts=STARTS, days=30)
    return as_text(account_of(play(script, shop.stage, Staff()), "da"), "da")


def _command() -> None:
    words = [
        "try",
        str(SHIPPED / "return_requested.yaml"),
        "--country",
        "DK",
        "--starts",
        "2026-12-11T09:05",
        "--days",
        "30",
    ]
    subprocess.run([sys.executable, "-m", "engine.commands.main", *words], check=True, capture_output=True)


def _told(what: str, goal: float, work: Callable[[], object], times: int = 1) -> None:
    """The median of several runs: wall clock, and the processor's own time, also that of a command."""
    runs = sorted(_timed(work) for _ in range(times))
    wall, cpu = runs[len(runs) // 2]
    print(f"{what}: {wall:.2f} s ({cpu:.2f} s of processor; median of {times}), aim {goal:.0f} s")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    before = os.times()
    work()
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    return after.elapsed - before.elapsed, cpu


if __name__ == "__main__":
    main()
