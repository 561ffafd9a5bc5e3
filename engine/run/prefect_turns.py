"""A turn is taken exactly once, and everybody who must know can see which cases have one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from engine.case.view import CaseView
from engine.run.ports import StepWatch, Turn

T = TypeVar("T")


class Ticket:
    """The right to take one turn, once: inside a flow run, or without Prefect if the flow run does not begin in time."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._taken = False
        self.is_shown = False
        self.began = asyncio.Event()
        self.outcome: asyncio.Future[CaseView] = asyncio.get_running_loop().create_future()

    def claim(self) -> bool:
        """Take the right to the turn; only the first who asks gets it."""
        first, self._taken = not self._taken, True
        return first

    async def perform(self, watch: StepWatch) -> None:
        """Take the turn; what comes of it stands in `outcome`, whoever waits for it."""
        self.began.set()
        try:
            view = await self._turn(watch)
        except BaseException as error:
            if not self.outcome.done():
                self._fail(error)
            raise
        if not self.outcome.done():
            self.outcome.set_result(view)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, asyncio.CancelledError):
            self.outcome.cancel()
            return
        self.outcome.set_exception(error)
        self.outcome.exception()  # looked at here, so that nobody is told that it was not


class NoWatch:
    """Nobody looks on: the steps are performed all the same."""

    async def step(self, name: str, perform: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002 - the port asks for it
        """Perform the step."""
        return await perform()


class TurnsNow:
    """Which cases have a turn at this moment, and which had one while somebody was noting.

    `unshown` are cases whose last turn of ours ended without Prefect hearing of it.
    """

    def __init__(self) -> None:
        self.active: set[int] = set()
        self.unshown: set[int] = set()
        self._notes: list[set[int]] = []

    @contextmanager
    def turn(self, case: int) -> Iterator[None]:
        """A case has a turn."""
        self.active.add(case)
        for noted in self._notes:
            noted.add(case)
        try:
            yield
        finally:
            self.active.discard(case)

    @contextmanager
    def noting(self) -> Iterator[set[int]]:
        """Note every case that has a turn from now on: what was read of it before may be old."""
        noted = set(self.active)
        self._notes.append(noted)
        try:
            yield noted
        finally:
            self._notes.remove(noted)


class Behind:
    """What is still being finished behind finished turns, one piece a case at most."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}

    @property
    def cases(self) -> set[int]:
        """The cases whose last state is still on its way."""
        return set(self._tasks)

    def keep(self, case: int, task: asyncio.Task[None], *, within: float) -> None:
        """Let a task end by itself, but not for ever."""
        self._tasks[case] = task
        ending = asyncio.get_running_loop().call_later(within, task.cancel)

        def forget(ended: asyncio.Task[None]) -> None:
            ending.cancel()
            if not ended.cancelled():
                ended.exception()
            if self._tasks.get(case) is ended:
                del self._tasks[case]

        task.add_done_callback(forget)

    async def wait_for(self, case: int, *, within: float) -> bool:
        """Wait until nothing is left behind the case's last turn; false if that takes too long."""
        task = self._tasks.get(case)
        if task is None:
            return True
        await asyncio.wait({task}, timeout=within)
        return task.done()

    async def finish(self, *, within: float) -> None:
        """Wait for everything, then end what is left."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks.values()), timeout=within)
        for task in late:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*late, return_exceptions=True)
