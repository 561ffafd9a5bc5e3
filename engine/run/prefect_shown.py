"""What the engine showed last, as it is remembered through restarts; the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ShownRun:
    """What was shown last under a key: the run, the id of the state that the engine wrote, a digest of what it said."""

    run_id: str
    state_id: str
    digest: str


class Shown(Protocol):
    """Remembers what was shown last, through restarts.

    Kinds are `case` (key: its number), `deadline` (key: case and identity) and `hand` (key: the run; a click taken in).
    """

    async def get(self, kind: str, key: str) -> ShownRun | None:
        """What was shown last under this key, or nothing."""
        ...

    async def put(self, kind: str, key: str, shown: ShownRun) -> None:
        """Remember what is shown now."""
        ...

    async def all(self, kind: str) -> dict[str, ShownRun]:
        """Everything shown of one kind, by key."""
        ...
