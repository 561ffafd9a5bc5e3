"""The mirror keeps the operators' screens true to the journals, and brings back what people did there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from engine.case.view import CaseView
from engine.language.playbook import Playbook
from engine.run.mirror_cases import CaseMirror
from engine.run.mirror_deadlines import DeadlineMirror
from engine.run.mirror_pace import Pace, Tally
from engine.run.ports import Clock, OutsideHand
from engine.run.prefect_client import SILENT, Fuse
from engine.run.prefect_entrances import PlaybookCard
from engine.run.prefect_hands import Hands
from engine.run.prefect_runs import Runs
from engine.run.prefect_shown import Shown
from engine.run.prefect_turns import TurnsNow


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What one pass did: runs made, changed, and made again because Prefect had lost them.

    `complete` is false where Prefect fell silent on the way: the next pass goes on.
    """

    created: int
    changed: int
    rebuilt: int
    complete: bool


class Mirror:
    """Shows cases, legal deadlines and questions in Prefect, as the journals have them."""

    def __init__(self, runs: Runs, hands: Hands, shown: Shown, clock: Clock, fuse: Fuse, turns: TurnsNow) -> None:
        self._runs = runs
        self._hands = hands
        self._fuse = fuse
        self._turns = turns
        self._pace = Pace(fuse, turns)
        self._cases = CaseMirror(runs, hands, shown, clock, self._pace)
        self._deadlines = DeadlineMirror(runs, shown, clock, self._pace)
        self._passing = asyncio.Lock()
        self._was_silent = False

    async def take_in(self) -> list[OutsideHand]:
        """What people did in the screens; store each, then call `accepted` or `refused`. Call it before `reconcile`.

        A hand comes back until one of the two was called; nothing while Prefect is silent.
        """
        if not self._fuse.holds():
            return []
        try:
            return await self._hands.take_in()
        except SILENT:
            self._fuse.blow()
            return []

    async def accepted(self, hand: OutsideHand, sentence: str) -> None:
        """The hand is in the inbox: it never comes back, and the run of a form ends Completed with the sentence."""
        try:
            await self._hands.accepted(hand, sentence)
        except SILENT:
            self._fuse.blow()

    async def refused(self, hand: OutsideHand, why: str) -> None:
        """The hand cannot be followed: the run of a form ends Failed with the reason."""
        try:
            await self._hands.refused(hand, why)
        except SILENT:
            self._fuse.blow()

    async def tell(self, hand: OutsideHand, text: str) -> None:
        """A longer text, in Markdown, stands as an artifact at the form's run."""
        try:
            await self._hands.tell(hand, text)
        except SILENT:
            self._fuse.blow()

    def offer(self, playbooks: Sequence[Playbook]) -> None:
        """These are the playbooks that new cases get: the forms offer them from the next look on."""
        self._runs.deployments.offer([PlaybookCard(one.title, one.about, one.starts_when) for one in playbooks])

    async def reconcile(self, views: Sequence[CaseView]) -> Reconciled:
        """Compare the cases with Prefect and repair Prefect, legal deadlines first; read the views just before.

        It may be called as often as one likes: where all is right, it only reads.
        """
        tally = Tally()
        async with self._passing:
            complete = self._fuse.holds()
            if self._was_silent:
                self._cases.rounds.look_at_all()
                self._deadlines.rounds.look_at_all()
            try:
                with self._turns.noting() as noted:
                    if complete:
                        await self._runs.deployments.ensure()
                        await self._deadlines.reconcile(views, tally)
                        await self._cases.reconcile(views, noted, tally)
            except SILENT:
                self._fuse.blow()
                complete = False
            complete = complete and self._fuse.holds()
            self._was_silent = not complete
        return Reconciled(tally.created, tally.changed, tally.rebuilt, complete)
