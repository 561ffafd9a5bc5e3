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


@dataclass(slots=True)
class PacedClock:
    """Business time of a demo: fast while nothing is due, slow while something is being done.

    `fast` says how many times faster than real time it runs at its usual pace; estimates go by that. It never runs
    past `limit`, the next moment at which something is due: there it stands until it is paced anew.
    """

    anchor: Anchor
    fast: float
    limit: Instant | None = None

    def now(self) -> Instant:
        """The business moment, to the microsecond."""
        moment = FastClock(self.anchor).now()
        return moment if self.limit is None else max(self.anchor.business, min(moment, self.limit))

    def machine(self) -> float:
        """Seconds since 1970 in real time."""
        return time.time()  # noqa: TID251 -- this is the edge that may ask

    def real_seconds_until(self, moment: Instant) -> float:
        """How many real seconds pass until a business moment if nothing is due before it."""
        return (moment - self.now()).total("seconds") / self.fast

    def pace(self, speed: float, limit: Instant | None = None) -> None:
        """From now on business time runs at this speed, and no further than the limit."""
        self.anchor = Anchor(self.now(), self.machine(), speed, running=True)
        self.limit = limit

    def stop(self) -> Anchor:
        """Business time as it stands still while no engine runs."""
        return Anchor(self.now(), self.machine(), self.fast, running=False)


def carried_on(kept: Anchor, latest: Instant | None, machine: float) -> PacedClock:
    """The clock of a demo that will go on: never before anything that was already written down; it stands until paced."""
    business = max(kept.business, latest) if latest else kept.business
    return PacedClock(Anchor(business, machine, kept.speed, running=False), kept.speed)
