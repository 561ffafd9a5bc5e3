"""The clocks of the machine: the one place where the engine asks what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass

from whenever import Instant, TimeDelta

from engine.store.clock import Anchor


@dataclass(frozen=True, slots=True)
class RealClock:
    """Business time is the time."""

    def now(self) -> Instant:
        """The business moment."""
        return Instant.from_timestamp_nanos(time.time_ns() // 1000 * 1000)

    def machine(self) -> float:
        """Seconds since 1970 in real time."""
        return time.time()  # noqa: TID251 -- this is the edge that may ask

    def real_seconds_until(self, moment: Instant) -> float:
        """How many real seconds pass until a business moment."""
        return (moment - self.now()).total("seconds")


@dataclass(frozen=True, slots=True)
class FastClock:
    """Business time of a demo: so many times faster than the real one, from an anchor on."""

    anchor: Anchor

    def now(self) -> Instant:
        """The business moment, to the microsecond."""
        real = max(0.0, self.machine() - self.anchor.machine) if self.anchor.running else 0.0
        return self.anchor.business + TimeDelta(microseconds=int(real * self.anchor.speed * 1_000_000))

    def machine(self) -> float:
        """Seconds since 1970 in real time."""
        return time.time()  # noqa: TID251 -- this is the edge that may ask

    def real_seconds_until(self, moment: Instant) -> float:
        """How many real seconds pass until a business moment."""
        return (moment - self.now()).total("seconds") / self.anchor.speed
