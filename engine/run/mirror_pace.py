"""How hard the mirror may work: after the turns, never before them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import OutsideError
from engine.run.prefect_client import Fuse
from engine.run.prefect_turns import TurnsNow

_BREATH = 0.005
_WAITS_FOR_TURNS = 40
_SOME = 100


@dataclass(slots=True)
class Tally:
    """What a pass of the mirror has done so far."""

    created: int = 0
    changed: int = 0
    rebuilt: int = 0


class Pace:
    """Lets turns go first: one write at a time, and a breath between two."""

    def __init__(self, fuse: Fuse, turns: TurnsNow) -> None:
        self._fuse = fuse
        self._turns = turns

    async def breathe(self) -> None:
        """Wait for turns that are on their way, up to a fifth of a second; stop the pass where Prefect fell silent."""
        for _ in range(_WAITS_FOR_TURNS):
            await asyncio.sleep(_BREATH)
            if not self._turns.active:
                break
        if not self._fuse.holds():
            raise OutsideError("It does not answer.", where="Prefect")

    def has_turn(self, case: int) -> bool:
        """Whether the case has a turn at this moment."""
        return case in self._turns.active

    def was_ours(self, case: int) -> bool:
        """Whether a run that still says Running had its turn here, and only the end of it was not heard."""
        return case in self._turns.unshown

    def is_shown(self, case: int) -> None:
        """The case is shown as it is."""
        self._turns.unshown.discard(case)


class Rounds:
    """Which of the unchanged runs are looked at again in a pass: all at first and after a silence, then some at a time."""

    def __init__(self) -> None:
        self._from = 0
        self._all = True

    def look_at_all(self) -> None:
        """Prefect may have lost or changed anything."""
        self._all = True

    def next(self, keys: Sequence[str]) -> set[str]:
        """The keys whose turn it is."""
        if self._all or len(keys) <= _SOME:
            self._all = False
            return set(keys)
        start = self._from % len(keys)
        self._from = start + _SOME
        return {*keys[start : start + _SOME], *keys[: max(0, start + _SOME - len(keys))]}
