"""The options that say where a shop's folder and data lie; every command that needs them takes the same ones."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from engine.commands.assembly import Places, open_store, read_shop
from engine.errors import FjortenError
from engine.store import Store

_OPTIONS = (
    click.option(
        "--folder", type=click.Path(path_type=Path), default="playbooks", help="Your playbooks and shop.yaml."
    ),
    click.option("--data", type=click.Path(path_type=Path), default="data", help="Where Fjorten keeps what it knows."),
    click.option(
        "--database", default="", envvar="FJORTEN_DATABASE", help="A PostgreSQL address, if not a file in --data."
    ),
)


def with_places(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the three options, and hand it `places` in their stead."""

    @functools.wraps(command)
    def wrapped(*args: Any, folder: Path, data: Path, database: str, **others: Any) -> Any:
        return command(*args, places=Places(folder, data, database), **others)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


@contextmanager
def opened(places: Places) -> Iterator[Store]:
    """The database of a shop that has been started before; a command that only looks never makes a new one."""
    if not places.database and not (places.data / "fjorten.db").is_file():
        raise FjortenError(
            f"There is no database in {places.data}.",
            remedy="Start it with `fjorten up`, or name the right folder with --data.",
        )
    store = open_store(places)
    try:
        yield store
    finally:
        store.close()


def shop_zone(places: Places) -> str:
    """The clock on the shop's wall; UTC where shop.yaml cannot be read, so that a case can be looked at all the same."""
    try:
        return read_shop(places.folder).shop.time_zone
    except FjortenError:
        return "UTC"
