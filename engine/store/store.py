"""The store: the one door to the database, for the engine's coroutines, for commands and for tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from sqlalchemy import Connection

from engine.errors import StoreError
from engine.store.failures import FAULTS, Fault, fault, in_words
from engine.store.migrations.upgrade import upgrade
from engine.store.opening import READERS, address, reading, writing
from engine.store.writer import Writer

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds to wait for a database that is locked or gone, before whoever asked hears of it."""


class Store:
    """The database with everything that Fjorten knows; units of work are plain functions of a connection.

    A unit may be done twice (when a connection is lost in mid-commit), so it leans on unique keys.
    """

    def __init__(self, url: str, patience: float) -> None:
        self.url = address(url)
        self._patience = patience
        self._writing = writing(self.url, patience)
        try:
            upgrade(self._writing)
        except StoreError:
            self._writing.dispose()
            raise
        self._reading = reading(self.url, patience)
        self._writer = Writer(self._writing, patience)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="fjorten-reader")

    @classmethod
    def open(cls, url: str, *, patience: float = PATIENCE) -> Self:
        """Open the database at an address, and make or renew its tables; a newer database is refused."""
        return cls(url, patience)

    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Write, together with what others are writing; it is safe on the disk when this comes back."""
        return await asyncio.wrap_future(self._writer.submit(unit))

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Read what stands in the database at one moment, beside the writing and without holding up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, unit)

    def write_now(self, unit: Callable[[Connection], T]) -> T:
        """Write and wait for it: for commands and tests, never inside the loop."""
        return self._writer.submit(unit).result()

    def read_now(self, unit: Callable[[Connection], T]) -> T:
        """Read and wait for it: for commands and tests, never inside the loop."""
        give_up, pause = time.monotonic() + self._patience, 0.05
        while True:
            try:
                return self._read_once(unit)
            except FAULTS as error:
                if fault(error) is not Fault.LOST or time.monotonic() + pause > give_up:
                    raise in_words(error) from error
            self._reading.dispose()
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

    def close(self) -> None:
        """Write what is waiting, then let go of the database."""
        self._writer.close()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()

    async def aclose(self) -> None:
        """Write what is waiting, then let go of the database, without holding up the loop."""
        await asyncio.to_thread(self.close)

    def _read_once(self, unit: Callable[[Connection], T]) -> T:
        with self._reading.begin() as conn:  # one moment for all that the unit reads
            return unit(conn)
