"""The frozen versions that cases follow, and which one a new case of each kind gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from whenever import Instant

from engine.errors import StoreError
from engine.language.version import digest_of
from engine.store.compact import mapping, pack
from engine.store.moments import moment, stored
from engine.store.once import insert_once
from engine.store.tables import current, versions


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as files: the reader makes playbooks of them, and the digest proves that they are the same."""

    digest: str
    main: str
    texts: Mapping[str, str]
    published_at: Instant


def put(conn: Connection, main: str, texts: Mapping[str, str], published_at: Instant) -> str:
    """Keep a version for good and give its digest; the same files are the same version, whenever they come."""
    digest = digest_of(main, texts)
    row = {"digest": digest, "main": main, "texts": pack(dict(texts)), "published_at": stored(published_at)}
    insert_once(conn, versions, row)
    return digest


def get(conn: Connection, digest: str) -> StoredVersion:
    """The version with that digest."""
    row = conn.execute(select(versions).where(versions.c.digest == digest)).first()
    if row is None:
        raise StoreError("this version of a playbook is not in the database.", where=f"version {digest[:12]}")
    return StoredVersion(row.digest, row.main, mapping(row.texts), moment(row.published_at))


def publish(conn: Connection, slug: str, digest: str) -> None:
    """From now on new cases of this kind follow this version."""
    withdraw(conn, slug)
    conn.execute(insert(current).values(slug=slug, digest=digest))


def withdraw(conn: Connection, slug: str) -> None:
    """From now on no new case of this kind is opened; those that run go on."""
    conn.execute(delete(current).where(current.c.slug == slug))


def published(conn: Connection) -> dict[str, str]:
    """The digest that new cases get, by the slug of the playbook."""
    return {row.slug: row.digest for row in conn.execute(select(current.c.slug, current.c.digest))}
