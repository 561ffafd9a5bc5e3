"""The versions that cases follow: published when a folder is good, thawed once, and kept at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection
from whenever import Instant

from engine.case.in_force import InForce
from engine.language.playbook import Playbook
from engine.language.shop import Shop
from engine.language.version import Version
from engine.store import versions

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
        """The playbooks that new cases get, each with the digest of its version."""
        found = ((digest, self.in_force(conn, digest).version) for digest in versions.published(conn).values())
        return tuple((digest, version.playbook(version.main)) for digest, version in found)


def publish(conn: Connection, frozen: Frozen, fresh: Mapping[str, Version], now: Instant) -> tuple[str, ...]:
    """Let new cases follow these versions; what runs stays on its own. Gives the slugs of what is new."""
    before = versions.published(conn)
    changed = []
    for version in fresh.values():
        slug = version.playbook(version.main).slug
        digest = versions.put(conn, version.main, version.texts, now)
        frozen.known[digest] = version
        if before.get(slug) != digest:
            versions.publish(conn, slug, digest)
            changed.append(slug)
    return tuple(changed)
