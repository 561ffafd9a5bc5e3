"""The frozen versions that cases follow, and which one a new case of each kind gets, since when and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text
from whenever import Instant

from engine.errors import StoreError
from engine.language.version import digest_of
from engine.store.compact import mapping, pack, plain
from engine.store.moments import moment, stored
from engine.store.once import insert_once
from engine.store.tables import current, publications, versions

_LOCK = 14_140_015


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as files: the reader makes playbooks of them, and the digest proves that they are the same."""

    digest: str
    main: str
    texts: Mapping[str, str]
    published_at: Instant


@dataclass(frozen=True, slots=True)
class Publication:
    """One step of a playbook's history; `digest` is empty where from then on no new case was opened.

    `back_to` is the number of the older version whose text it brought back.
    """

    slug: str
    number: int
    digest: str
    published_at: Instant
    who: str = ""
    back_to: int | None = None


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


def is_kept(conn: Connection, digest: str) -> bool:
    """Whether there is such a version."""
    return conn.execute(select(versions.c.digest).where(versions.c.digest == digest)).first() is not None


def publish(
    conn: Connection, slug: str, digest: str, at: Instant, who: str = "", back_to: int | None = None
) -> Publication:
    """From now on new cases of this kind follow this version; it gets the next number of its playbook."""
    return _record(conn, Publication(slug, 0, digest, at, plain(who), back_to))


def withdraw(conn: Connection, slug: str, at: Instant, who: str = "") -> Publication:
    """From now on no new case of this kind is opened; those that run go on."""
    return _record(conn, Publication(slug, 0, "", at, plain(who)))


def published(conn: Connection) -> dict[str, str]:
    """The digest that new cases get, by the slug of the playbook."""
    return {row.slug: row.digest for row in conn.execute(select(current.c.slug, current.c.digest))}


def history(conn: Connection) -> tuple[Publication, ...]:
    """Everything that was ever published or withdrawn: playbook by playbook, oldest first."""
    rows = conn.execute(select(publications).order_by(publications.c.slug, publications.c.number))
    return tuple(
        Publication(row.slug, row.number, row.digest or "", moment(row.published_at), row.who, row.back_to)
        for row in rows
    )


def one_at_a_time(conn: Connection) -> None:
    """Let nobody else publish before this transaction ends; SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _record(conn: Connection, new: Publication) -> Publication:
    one_at_a_time(conn)
    highest = select(func.max(publications.c.number)).where(publications.c.slug == new.slug)
    number = (conn.execute(highest).scalar() or 0) + 1
    row = {"slug": new.slug, "number": number, "digest": new.digest or None, "who": new.who, "back_to": new.back_to}
    conn.execute(insert(publications).values(**row, published_at=stored(new.published_at)))
    conn.execute(delete(current).where(current.c.slug == new.slug))
    if new.digest:
        conn.execute(insert(current).values(slug=new.slug, digest=new.digest))
    return Publication(new.slug, number, new.digest, new.published_at, new.who, new.back_to)
