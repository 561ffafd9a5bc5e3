"""What the doctor looks at, one small examination each; none of them changes anything."""

from __future__ import annotations

import platform
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from engine.commands.assembly import Places, open_store, plugins, read_shop
from engine.commands.findings import Finding, Health, ill, watch, well
from engine.commands.post_health import examine_mail
from engine.commands.store_health import examine_store
from engine.errors import FjortenError
from engine.language.shop import Sending, Shop
from engine.law.calendars import covered_years
from engine.run.clocks import RealClock

__all__ = ["Finding", "Health", "examine"]

_EARLIEST_YEAR = 2026
"""A machine that thinks it is earlier than Fjorten itself has a clock that is wrong."""

_NEEDED = ("prefect", "sqlalchemy", "whenever", "holidays", "tzdata")
_PATIENCE = 3.0


def examine(places: Places, prefect_port: int) -> tuple[Finding, ...]:
    """Look at everything; what cannot be looked at is a finding too."""
    shop = _shop(places)
    looks: list[Callable[[], Iterator[Finding]]] = [
        _versions,
        _clock,
        _holidays,
        lambda: _folder(places),
        _steps,
        lambda: _secrets(places),
        lambda: _database(places),
        lambda: examine_mail(shop, places) if shop else iter(()),
        lambda: _sending(shop) if shop else iter(()),
        lambda: _prefect(prefect_port),
    ]
    return tuple(finding for look in looks for finding in _look(look))


def _look(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except FjortenError as error:
        yield ill(error.where or "Fjorten", error.what, error.remedy)


def _shop(places: Places) -> Shop | None:
    try:
        return read_shop(places.folder).shop
    except FjortenError:
        return None


def _versions() -> Iterator[Finding]:
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in _NEEDED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield ill("versions", f"{name} is not installed.", "Set Fjorten up again with `make setup`.")
    yield well("versions", ", ".join(found))


def _clock() -> Iterator[Finding]:
    now = RealClock().now().to_tz("UTC")
    if now.year < _EARLIEST_YEAR:
        yield ill("clock", f"This machine thinks that it is {now.date()}.", "Set its clock; every deadline goes by it.")
    else:
        yield well("clock", f"{now.date()} {now.time().round('second').format_iso()} UTC by this machine.")


def _holidays() -> Iterator[Finding]:
    last, year = covered_years()[1], RealClock().now().to_tz("UTC").year
    what = f"The holidays are known to the end of {last}."
    if year >= last:
        yield ill("holidays", what, "Get a newer version of Fjorten: dates beyond cannot be counted.")
    elif year >= last - 2:
        yield watch("holidays", what, "Get a newer version of Fjorten soon.")
    else:
        yield well("holidays", what)


def _folder(places: Places) -> Iterator[Finding]:
    checked = read_shop(places.folder).checked
    if checked.errors:
        remedy = f"`fjorten check {places.folder}` shows them."
        yield ill("playbooks", f"{len(checked.errors)} mistakes in {places.folder}.", remedy)
    else:
        yield well("playbooks", f"{len(checked.playbooks)} playbooks in {places.folder} can be used.")


def _steps() -> Iterator[Finding]:
    yield well("steps", f"{len(plugins())} steps, each with its schema.")


def _secrets(places: Places) -> Iterator[Finding]:
    missing = [sender for sender in ("events", "woocommerce") if not places.safe.several(sender)]
    if missing:
        what = f"No secret for {' and '.join(missing)}: that door takes nothing in."
        yield watch("doors", what, f"Put it into {places.safe.folder}/{missing[0]}, one secret a line.")
    else:
        yield well("doors", "The senders' secrets are there.")


def _database(places: Places) -> Iterator[Finding]:
    if not places.database and not (places.data / "fjorten.db").is_file():
        yield watch("database", f"There is none in {places.data} yet.", "`fjorten up` makes it.")
        return
    store = open_store(places)
    try:
        yield from examine_store(store)
    finally:
        store.close()


def _sending(shop: Shop) -> Iterator[Finding]:
    if shop.paused:
        yield watch("sending", "Everything but statutory receipts is paused.", "Write paused: no in shop.yaml.")
    elif shop.sending is not Sending.FOR_REAL:
        yield watch("sending", f"Mails go {shop.sending}.", "Write sending: for real in shop.yaml when you trust it.")
    else:
        yield well("sending", "Mails go to the customers.")


def _prefect(port: int) -> Iterator[Finding]:
    address = f"http://127.0.0.1:{port}"
    try:
        with urllib.request.urlopen(f"{address}/api/health", timeout=_PATIENCE) as answer:  # noqa: S310 -- loopback
            answer.read()
    except OSError as error:
        yield watch("Prefect", f"Nothing answers at {address} ({error}).", "`fjorten up` starts it.")
    else:
        yield well("Prefect", f"It answers at {address}.")
