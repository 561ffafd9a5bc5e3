"""Small playbooks with a planted defect, hunted in the shipped shop."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from engine.commands.folder import load_folder, surroundings
from engine.commands.rehearsing import Rehearsed
from engine.language import Folder, check
from engine.language.fields import moment_in
from engine.language.story_reading import read_stories
from engine.rehearsal.hunting import Limits
from engine.rehearsal.hunting_finds import Find
from engine.rehearsal.hunting_story import story_of
from engine.rehearsal.hunting_whole import Quarry, Result, hunt
from engine.rehearsal.judging import Verdict, judge
from engine.rehearsal.playing import play
from engine.rehearsal.script import of_story
from tests.unit.rehearsal.shipped import FOLDER, shop

HEAD = """\
playbook: Planted
about: A playbook for a test.
starts_when: return requested
one_case_per: return
"""
REFUND_BY = """\
deadlines:
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - at: 1 day before
        tell: owner
        say: Soon
"""


TWO_DATES = """\
---
subject: Two dates
kind: service
---
We look at the goods by {{ inspected_by | date }}, and pay by {{ money_by | date }}.
"""
LETTERS = {f"messages/two_dates/{language}.md": TWO_DATES for language in ("da", "nb", "sv", "fi", "de", "en")}
"""A message that promises two dates; the shop ships none that does so without care."""


def planted(body: str, head: str = HEAD) -> Rehearsed:
    """The shipped shop with one playbook of its own in place of the five."""
    files = {path: text for path, text in load_folder(FOLDER).files.items() if "/" in path or path == "shop.yaml"}
    kept = {path: text for path, text in files.items() if not path.startswith("stories/")}
    folder = Folder({**kept, **LETTERS, "planted.yaml": head + textwrap.dedent(body)})
    shop_yaml = folder.files["shop.yaml"]
    text = shop_yaml.decode() if isinstance(shop_yaml, bytes) else shop_yaml
    folder = Folder({**folder.files, "shop.yaml": text.partition("\nsettings:")[0] + "\n"})
    checked = check(folder, surroundings())
    assert "Planted" in checked.playbooks, [mistake.text() for mistake in checked.errors]
    return replace(shop(), texts=folder, checked=checked)


def hunted(body: str, head: str = HEAD, *, silent_days: int = 10) -> Result:
    """What a hunt finds in a playbook, for a Danish customer who begins on Monday 2 November."""
    found = planted(body, head)
    quarry = Quarry(found.stage, moment_in("Europe/Copenhagen", "2026-11-02 09:05"), ("DK",))
    return hunt(quarry, ("Planted",), Limits(silent_days=silent_days), lambda _seen, _left: None)


def codes(result: Result) -> list[str]:
    """The codes of what nobody has accepted."""
    return [find.code for find in result.open]


def replayed(body: str, find: Find, head: str = HEAD) -> Verdict:
    """The story of a find, played as `fjorten test` plays it."""
    found = planted(body, head)
    read = read_stories("stories/planted.yaml", story_of(find, "A find"), found.checked.playbooks, found.around)
    assert not read.report.mistakes, [mistake.text() for mistake in read.report.mistakes]
    return judge(read.stories[0], play(of_story(read.stories[0]), found.stage))
