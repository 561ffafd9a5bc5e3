"""The versions that cases follow: published when the owner says so, thawed once, and kept at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection
from whenever import Instant

from engine.case.in_force import InForce
from engine.language.playbook import Playbook
from engine.language.shop import Shop
from engine.language.version import Version
from engine.store import versions
from engine.store.versions import Publication

Thaw = Callable[[str, Mapping[str, str]], Version]


@dataclass(slots=True)
class Frozen:
    """Gives each case its version; `shop` is today's shop.yaml and may be replaced while the engine runs."""

    thaw: Thaw
    shop: Shop
    known: dict[str, Version] = field(default_factory=dict)

    def in_force(self, conn: Connection, digest: str) -> InForce:
        """What a case of this version goes by now."""
        if digest not in self.known:
            stored = versions.get(conn, digest)
            self.known[digest] = self.thaw(stored.main, stored.texts)
        return InForce(self.known[digest], self.shop)

    def published(self, conn: Connection) -> tuple[tuple[str, Playbook], ...]:
        """The playbooks that new cases get, each with the digest of its version; asked anew whenever events are placed."""
        found = ((digest, self.in_force(conn, digest).version) for digest in versions.published(conn).values())
        return tuple((digest, version.playbook(version.main)) for digest, version in found)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants published: new texts for some playbooks, no new cases for others."""

    fresh: tuple[Version, ...] = ()
    withdrawn: tuple[str, ...] = ()
    who: str = ""
    back_to: int | None = None


def publish(conn: Connection, change: Change, now: Instant) -> tuple[Publication, ...]:
    """Let new cases follow these versions; what runs stays on its own. Gives what is new by it."""
    versions.one_at_a_time(conn)
    before, made = versions.published(conn), []
    for version in change.fresh:
        slug, digest = slug_of(version), versions.put(conn, version.main, version.texts, now)
        if before.get(slug) != digest:
            made.append(versions.publish(conn, slug, digest, now, change.who, change.back_to))
    made += [versions.withdraw(conn, slug, now, change.who) for slug in change.withdrawn if slug in before]
    return tuple(made)


def publish_first(conn: Connection, fresh: Iterable[Version], now: Instant) -> tuple[Publication, ...]:
    """At a start: let new cases follow the playbooks of which nothing was ever published, and touch no other."""
    versions.one_at_a_time(conn)
    known = {one.slug for one in versions.history(conn)}
    return publish(conn, Change(tuple(one for one in fresh if slug_of(one) not in known)), now)


def slug_of(version: Version) -> str:
    """The file name of the playbook that a version was made for, without its ending."""
    return version.playbook(version.main).slug
