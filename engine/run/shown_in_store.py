"""What the screens were shown last, kept in the store."""

from __future__ import annotations

from dataclasses import dataclass

from engine.run.prefect_shown import ShownRun
from engine.store import Store, shown


@dataclass(frozen=True, slots=True)
class StoreShown:
    """Remembers it through restarts."""

    store: Store

    async def get(self, kind: str, key: str) -> ShownRun | None:
        """What was shown last under this key, or nothing."""
        found = await self.store.read(lambda conn: shown.get(conn, kind, key))
        return _run(found) if found else None

    async def put(self, kind: str, key: str, run: ShownRun) -> None:
        """Remember what is shown now."""
        kept = shown.Shown(kind, key, run.run_id, run.state_id, run.digest)
        await self.store.write(lambda conn: shown.put(conn, kept))

    async def all(self, kind: str) -> dict[str, ShownRun]:
        """Everything shown of one kind, by key."""
        found = await self.store.read(lambda conn: shown.of_kind(conn, kind))
        return {key: _run(one) for key, one in found.items()}


def _run(found: shown.Shown) -> ShownRun:
    return ShownRun(found.run_id, found.state_id, found.digest)
