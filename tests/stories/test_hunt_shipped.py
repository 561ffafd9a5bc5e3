"""The shipped playbooks come out of a hunt clean, or with what their files accept and say why."""

from __future__ import annotations

from engine.language.fields import moment_in
from engine.rehearsal.hunting import Limits
from engine.rehearsal.hunting_whole import Quarry, hunt
from tests.unit.rehearsal.shipped import shop


def test_a_hunt_over_every_shipped_playbook_finds_nothing_that_is_not_accepted():
    quarry = Quarry(shop().stage, moment_in("Europe/Copenhagen", "2026-11-02 09:05"), ("DK",))
    found = hunt(quarry, tuple(shop().checked.playbooks), Limits(), lambda _seen, _left: None)

    assert [(find.code, find.playbook.slug, find.about) for find in found.open] == []
    assert found.whole
