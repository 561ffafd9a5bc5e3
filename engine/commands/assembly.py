"""Puts the program together: the one place that knows all its parts."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import integrations
from engine.commands.folder import load_folder, stamps, step_schemas, surroundings
from engine.commands.secrets import Safe
from engine.errors import FjortenError
from engine.language import Checked, Folder, check, thaw, version_of
from engine.language.shop import Shop
from engine.language.version import Version
from engine.run.clocks import PacedClock, RealClock, carried_on
from engine.run.engine import engine_name
from engine.run.frozen import Frozen, publish
from engine.run.outbox import Outbox
from engine.run.ports import Clock
from engine.run.registry import Registered, registry
from engine.run.world import LEASE_SECONDS, World
from engine.store import Store, clock, lists
from integrations.archive import ImapArchive, mailbox_of
from integrations.smtp import SmtpSender, server_of


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie: the shop's folder, the data that Fjorten keeps, and the database."""

    folder: Path
    data: Path
    database: str = ""

    @property
    def url(self) -> str:
        """The address of the database; a file in the data folder if none is named."""
        return self.database or f"sqlite:///{self.data / 'fjorten.db'}"

    @property
    def safe(self) -> Safe:
        """Where secrets are."""
        return Safe(self.data / "secrets")


@dataclass(frozen=True, slots=True)
class Ready:
    """A shop's folder that was checked: what can be used of it, and what is wrong with the rest."""

    folder: Folder
    checked: Checked
    shop: Shop
    stamps: frozenset[tuple[str, int, int]]

    @property
    def versions(self) -> dict[str, Version]:
        """The versions that new cases get, by the title of the playbook."""
        return {title: version_of(title, self.checked, self.folder) for title in self.checked.playbooks}


def read_shop(folder: Path) -> Ready:
    """Check a shop's folder; without a sound shop.yaml, or with no playbook that can be used, there is no start."""
    read = stamps(folder)  # before the files themselves: a change while they are read is seen as one
    texts = load_folder(folder)
    checked = check(texts, surroundings())
    if checked.shop is None or not checked.playbooks:
        raise FjortenError(
            checked.errors[0].text() if checked.errors else "There is no playbook that can be used.",
            where=str(folder),
            remedy=f"`fjorten check {folder}` shows everything that is wrong.",
        )
    return Ready(texts, checked, checked.shop, read)


def plugins() -> dict[str, Registered]:
    """Every step of the integrations, checked against its schema."""
    return registry(integrations.modules(), step_schemas())


def open_store(places: Places) -> Store:
    """The database, its folder made if need be."""
    places.data.mkdir(parents=True, exist_ok=True)
    return Store.open(places.url)


def clock_of(store: Store) -> Clock:
    """The time; or the demo's, where the database has one: then it carries on where it stood still."""
    kept = store.read_now(clock.read)
    if kept is None:
        return RealClock()
    return carried_on(kept, store.read_now(lists.latest), RealClock().machine())


def world(
    places: Places, ready: Ready, store: Store, stack: AsyncExitStack, lease_seconds: float = LEASE_SECONDS
) -> World:
    """Everything that an engine works with; what must be closed is left to the stack."""
    sender = SmtpSender(server_of(ready.shop.mail, places.safe.secret), gives_up_after=lease_seconds)
    stack.push_async_callback(sender.aclose)
    mailbox = mailbox_of(ready.shop, places.safe.secret)
    outbox = Outbox(store, sender, ImapArchive(mailbox) if mailbox else None, ready.shop.mail.archive)
    return World(engine_name(), store, clock_of(store), Frozen(thaw, ready.shop), plugins(), outbox, lease_seconds)


def publish_all(engine: World, ready: Ready) -> tuple[str, ...]:
    """Let new cases follow what the folder says today; gives the names of what is new."""
    fresh = ready.versions
    return engine.store.write_now(lambda conn: publish(conn, engine.frozen, fresh, engine.clock.now()))


def set_going(time: Clock) -> None:
    """Let a demo's clock run, where it is one; the real time needs nobody."""
    if isinstance(time, PacedClock):
        time.pace(time.fast)


def keep_time(store: Store, of_demo: PacedClock) -> None:
    """Write down where a demo's clock stands, so that it stands still while nothing runs."""
    kept = of_demo.stop()
    store.write_now(lambda conn: clock.write(conn, kept))
