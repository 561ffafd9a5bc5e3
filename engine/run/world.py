"""Everything around a case that a turn needs: the store, the clock, the versions, the steps, the mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.run.frozen import Frozen
from engine.run.outbox import Outbox
from engine.run.ports import Clock
from engine.run.registry import Registered
from engine.store.store import Store

LEASE_SECONDS = 60.0
"""How long a hold lasts without renewal; machine time."""


@dataclass(frozen=True, slots=True)
class World:
    """What an engine works with; `owner` is its name, unlike any other's.

    An engine that is silent for longer than its `lease_seconds` may lose its cases to another.
    """

    owner: str
    store: Store
    clock: Clock
    frozen: Frozen
    registry: Mapping[str, Registered]
    outbox: Outbox
    lease_seconds: float = LEASE_SECONDS
