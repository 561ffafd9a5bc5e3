"""The mirror keeps the operators' screens true to the journals, and brings back what people did there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.case.view import CaseView
from engine.run.ports import OutsideHand


@dataclass(frozen=True, slots=True)
class ShownRun:
    """What the engine showed last under a key: the run, the id of the state it wrote, and a digest of what was shown."""

    run_id: str
    state_id: str
    digest: str


class Shown(Protocol):
    """Remembers what was shown last, through restarts; kinds are `case`, `deadline` and `hand`."""

    async def get(self, kind: str, key: str) -> ShownRun | None:
        """What was shown last under this key, or nothing."""
        ...

    async def put(self, kind: str, key: str, shown: ShownRun) -> None:
        """Remember what is shown now."""
        ...

    async def all(self, kind: str) -> dict[str, ShownRun]:
        """Everything shown of one kind, by key."""
        ...


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What one pass of the mirror did: runs made, runs changed, runs made again because Prefect had lost them."""

    created: int
    changed: int
    rebuilt: int


class Mirror:
    """Shows cases, deadlines and questions in Prefect, as the journals have them."""

    async def take_in(self) -> list[OutsideHand]:
        """What people did in the screens since; call it before `reconcile`, store each, then call accepted or refused."""
        raise NotImplementedError

    async def accepted(self, hand: OutsideHand, sentence: str) -> None:
        """Say that a hand is in the inbox: it never comes back, and the run of a form ends with the sentence."""
        raise NotImplementedError

    async def refused(self, hand: OutsideHand, why: str) -> None:
        """Say that a hand cannot be followed: the run of a form fails with the reason."""
        raise NotImplementedError

    async def reconcile(self, views: Sequence[CaseView]) -> Reconciled:
        """Compare the cases with Prefect and repair Prefect."""
        raise NotImplementedError
