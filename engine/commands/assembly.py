"""Puts the program together: the one place that knows all its parts."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import integrations
from engine.commands.folder import load_folder, stamps, step_schemas, surroundings
from engine.commands.secrets import Safe
from engine.errors import FjortenError, PlaybookError
from engine.language import Checked, Folder, check, thaw, version_of
from engine.language.freezing import is_playbook
from engine.language.shop import Shop
from engine.language.version import Version
from engine.run.clocks import PacedClock, RealClock, carried_on
from engine.run.engine import engine_name
from engine.run.frozen import Frozen, publish_first
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


@dataclass(frozen=True)
class Ready:
    """A shop's folder that was checked: what can be used of it, and what is wrong with the rest."""

    folder: Folder
    checked: Checked
    shop: Shop
    stamps: frozenset[tuple[str, int, int]]

    @cached_property
    def versions(self) -> dict[str, Version]:
        """The versions that the folder holds, by the title of the playbook; one that needs a broken file is left out."""
        found = {title: self._version(title) for title in self.checked.playbooks}
        return {title: version for title, version in found.items() if version}

    @property
    def slugs(self) -> tuple[str, ...]:
        """The playbooks of the folder by their file names, the broken ones too."""
        return tuple(PurePosixPath(path).stem for path in self.folder.files if is_playbook(path))

    @property
    def held_back(self) -> tuple[str, ...]:
        """The files of the playbooks that cannot be used: they, or what they send or run, have mistakes."""
        usable = {version.playbook(title).slug for title, version in self.versions.items()}
        return tuple(f"{slug}.yaml" for slug in self.slugs if slug not in usable)

    def _version(self, title: str) -> Version | None:
        broken = {mistake.file for mistake in self.checked.errors}
        try:
            version = version_of(title, self.checked, self.folder)
        except PlaybookError:
            return None
        return None if broken & version.texts.keys() else version


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


def publish_new(engine: World, ready: Ready) -> tuple[str, ...]:
    """At a start: publish the playbooks of which nothing was ever published; gives their titles."""
    fresh = tuple(ready.versions.values())
    made = engine.store.write_now(lambda conn: publish_first(conn, fresh, engine.clock.now()))
    new = {one.digest for one in made}
    return tuple(version.main for version in fresh if version.digest in new)


def set_going(time: Clock) -> None:
    """Let a demo's clock run, where it is one; the real time needs nobody."""
    if isinstance(time, PacedClock):
        time.pace(time.fast)


def keep_time(store: Store, of_demo: PacedClock) -> None:
    """Write down where a demo's clock stands, so that it stands still while nothing runs."""
    kept = of_demo.stop()
    store.write_now(lambda conn: clock.write(conn, kept))
