"""What the running engine needs from outside itself, as small contracts that the command line fills in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from whenever import Instant

from engine.case.view import CaseView
from engine.language.playbook import Playbook

T = TypeVar("T")


class Clock(Protocol):
    """Business time (may run fast in a demo, stands still while the engine is stopped) and machine time (always real)."""

    def now(self) -> Instant:
        """The business moment: deadlines and waits go by it."""
        ...

    def machine(self) -> float:
        """Seconds since 1970 in real time: leases, signatures and retries of mail go by it."""
        ...

    def real_seconds_until(self, moment: Instant) -> float:
        """How many real seconds pass until a business moment; zero or less if it is past."""
        ...


class StepWatch(Protocol):
    """Somebody who looks on while steps are performed, and shows each as a task run of its own."""

    async def step(self, name: str, perform: Callable[[], Awaitable[T]]) -> T:
        """Perform a step under its name from the playbook and give back what it gave."""
        ...


Turn = Callable[[StepWatch], Awaitable[CaseView]]
"""One turn of one case: everything that can be done now is done, and the view afterwards comes back."""


class Runner(Protocol):
    """Who gives a turn its place: a Prefect flow run in normal times, nothing at all when Prefect is down."""

    async def run(self, before: CaseView, turn: Turn) -> CaseView:
        """Run one turn of the case and show it where operators look."""
        ...


@dataclass(frozen=True, slots=True)
class OutsideHand:
    """What a person did in the operators' screens, for the case's inbox.

    `id` is unique for good (`prefect:<state id>`); `type` is an operator event of the catalogue
    (`operator.answered`, `operator.retried`, `operator.handed_over`, `operator.resumed`) or any other event by form.
    """

    id: str
    type: str
    case: int | None
    data: dict[str, object]


PUBLISH = "publish"
"""The type of a hand that is about the shop's folder and not about any case."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a wish to publish: one sentence, everything that differs, and why nothing was published, if so."""

    sentence: str
    text: str
    refused: str = ""


class Publisher(Protocol):
    """Who knows the shop's folder: shows what differs from what new cases follow, and publishes it."""

    async def show(self, only: str) -> Answered:
        """What publishing would change; of one playbook (its title), or of all that differ."""
        ...

    async def publish(self, only: str, who: str) -> Answered:
        """Publish it, if all stories come true."""
        ...


class Screens(Protocol):
    """Where operators watch and answer: kept true to the journals, and read for what people did there."""

    async def take_in(self) -> list[OutsideHand]:
        """What people did and nobody has accepted or refused yet."""
        ...

    async def accepted(self, hand: OutsideHand, sentence: str) -> None:
        """The hand is stored: it does not come back."""
        ...

    async def refused(self, hand: OutsideHand, why: str) -> None:
        """The hand cannot be followed, and why."""
        ...

    async def tell(self, hand: OutsideHand, text: str) -> None:
        """Put a longer text, in Markdown, where whoever filled in the form looks for the answer."""
        ...

    def offer(self, playbooks: Sequence[Playbook]) -> None:
        """These are the playbooks that new cases get: the forms offer them."""
        ...

    async def reconcile(self, views: Sequence[CaseView]) -> object:
        """Show the cases as they are."""
        ...
