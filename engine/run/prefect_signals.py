"""Keeps Prefect's hands off the process's signals: a polite kill is for the engine, which brings its turns to an end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prefect import flow_engine


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def leave_signals_alone() -> None:
    """Take away what Prefect does at SIGTERM while a flow runs: it would throw an exception into the midst of the loop.

    Prefect has no setting for it, so its one name for it is given another meaning; a test would notice a change of it.
    """
    flow_engine.capture_sigterm = _nothing  # type: ignore[attr-defined]
