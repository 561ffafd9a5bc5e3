"""Shows each performed step as a task run, without letting Prefect touch what the step does, gives or says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE

T = TypeVar("T")


class StepFailed(Exception):  # noqa: N818 - operators read the name
    """What Prefect is told of a failure: the kind of it. The words may name a customer and stay in the journal."""


class TaskWatch:
    """Looks on while steps are performed; `failed` says that one of them did not succeed."""

    def __init__(self) -> None:
        self.failed = False

    async def step(self, name: str, perform: Callable[[], Awaitable[T]]) -> T:
        """Perform a step inside a task run of its name, once, and give back what it gave or raise what it raised."""
        once = _Once(perform)
        try:
            await _task(name, once.shown)()
        except asyncio.CancelledError:
            raise
        except BaseException:  # noqa: BLE001 - Prefect's own signals too: what counts is what the step did
            self.failed = self.failed or once.has_failed()
        return await once.outcome()


class _Once(Generic[T]):
    """Performs a step at most once, and keeps what came of it out of Prefect's sight."""

    def __init__(self, perform: Callable[[], Awaitable[T]]) -> None:
        self._perform = perform
        self._outcome: asyncio.Future[T] | None = None

    async def shown(self) -> None:
        """Perform the step as Prefect sees it: nothing comes back, and a failure is only a kind of failure."""
        error = await self._do()
        if error is not None:
            raise StepFailed(type(error).__name__)

    async def outcome(self) -> T:
        """What the step gave, or what it raised; it is performed now if Prefect did not come to it."""
        if self._outcome is None:
            return await self._perform()
        return self._outcome.result()

    def has_failed(self) -> bool:
        """Whether the step itself failed, and not only Prefect."""
        return self._outcome is not None and self._outcome.exception() is not None

    async def _do(self) -> Exception | None:
        self._outcome = asyncio.get_running_loop().create_future()
        try:
            self._outcome.set_result(await self._perform())
        except Exception as error:  # noqa: BLE001 - it is raised again outside Prefect
            self._outcome.set_exception(error)
            return error
        return None


def _task(name: str, shown: Callable[[], Awaitable[None]]) -> Task[[], Awaitable[None]]:
    """A task without anything that Prefect could do on its own: no retries, no cache, no kept result."""
    plain = name.replace("{", "{{").replace("}", "}}")
    return Task(fn=shown, name=name, task_run_name=plain, cache_policy=NO_CACHE, retries=0, persist_result=False)
