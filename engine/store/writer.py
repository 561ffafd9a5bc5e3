"""The writer: what many want to write goes into one transaction, and each still succeeds or fails by itself."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from engine.errors import StoreError
from engine.store.failures import FAULTS, Fault, fault, in_words

T = TypeVar("T")
Unit = Callable[[Connection], T]
MOST = 500
"""As many units as go into one transaction: more would keep readers and other engines waiting."""


@dataclass(frozen=True, slots=True)
class Job:
    """A unit that somebody waits for."""

    unit: Unit[Any]
    future: Future[Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What a unit gave, or why it failed; it counts only once the transaction has ended."""

    value: Any = None
    error: BaseException | None = None


class Writer:
    """One thread that writes for all; a unit is answered when its transaction is safe on the disk."""

    def __init__(self, engine: Engine, patience: float) -> None:
        self._engine = engine
        self._patience = patience
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="fjorten-writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Unit[T]) -> Future[T]:
        """Have a unit written with whatever else is waiting."""
        if self._closing.is_set():
            raise StoreError("the database is closed.", remedy="Start the engine again.")
        job = Job(unit, Future())
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Write what is waiting, then stop."""
        if not self._closing.is_set():
            self._closing.set()
            self._jobs.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, last = self._gather(first)
            self._answer([job for job in batch if job.future.set_running_or_notify_cancel()])
            if last:
                return

    def _gather(self, first: Job) -> tuple[list[Job], bool]:
        batch = [first]
        while len(batch) < MOST and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _answer(self, batch: list[Job]) -> None:
        results = self._until_safe(batch, time.monotonic() + self._patience, 0.05)
        for job, result in zip(batch, results, strict=True):
            if result.error is None:
                job.future.set_result(result.value)
            else:
                job.future.set_exception(result.error)

    def _until_safe(self, batch: list[Job], give_up: float, pause: float) -> list[Result]:
        """Units must bear being done twice: a lost connection does not tell whether the commit had happened."""
        try:
            return self._transaction(batch)
        except FAULTS as error:
            if fault(error) is not Fault.LOST or time.monotonic() + pause > give_up:
                return [Result(error=in_words(error))] * len(batch)
        except BaseException as error:  # noqa: BLE001 -- whoever waits must hear of it; the thread must live
            return [Result(error=error)] * len(batch)
        self._engine.dispose()
        time.sleep(pause)
        middle = (len(batch) + 1) // 2  # smaller pieces come through where connections do not last
        halves = [half for half in (batch[:middle], batch[middle:]) if half]
        return [result for half in halves for result in self._until_safe(half, give_up, min(pause * 2, 1.0))]

    def _transaction(self, batch: list[Job]) -> list[Result]:
        """All of them at a stroke; if one fails, all are taken back and done again, each answering for itself."""
        try:
            with self._engine.begin() as conn:
                return [Result(value=job.unit(conn)) for job in batch]
        except Exception as error:
            if len(batch) == 1 or (isinstance(error, FAULTS) and fault(error) is not Fault.OWN):
                raise
        with self._engine.begin() as conn:
            return [self._apart(conn, job) for job in batch]

    def _apart(self, conn: Connection, job: Job) -> Result:
        """A unit that fails takes back its own writing; one that fails with the database takes all with it."""
        conn.exec_driver_sql("SAVEPOINT unit")
        try:
            value = job.unit(conn)
            conn.exec_driver_sql("RELEASE SAVEPOINT unit")
        except FAULTS as error:
            if fault(error) is not Fault.OWN:
                raise
            return _taken_back(conn, in_words(error))
        except Exception as error:  # noqa: BLE001 -- whose unit it is hears of it
            return _taken_back(conn, error)
        return Result(value=value)


def _taken_back(conn: Connection, error: Exception) -> Result:
    conn.exec_driver_sql("ROLLBACK TO SAVEPOINT unit")
    conn.exec_driver_sql("RELEASE SAVEPOINT unit")
    return Result(error=error)
