"""The lists that screens and commands show: cases by where they stand, what they are about, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select
from whenever import Instant

from engine.case.view import Stage
from engine.store.cases import Case, as_case
from engine.store.moments import moment_or_none
from engine.store.tables import cases, entries, inbox


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows; an empty word asks for nothing, `before` is the last number of the page before."""

    stages: tuple[Stage, ...] = ()
    slug: str = ""
    version: str = ""
    country: str = ""
    order: str = ""
    before: int | None = None
    limit: int = 100


def list_cases(conn: Connection, wanted: Wanted) -> tuple[Case, ...]:
    """A page of cases, newest first."""
    return tuple(as_case(row) for row in conn.execute(_query(wanted)))


def open_by_version(conn: Connection) -> dict[tuple[str, str], int]:
    """How many open cases follow which version, by the slug of the playbook and the digest."""
    counted = (
        select(cases.c.slug, cases.c.version, func.count()).where(_is_open).group_by(cases.c.slug, cases.c.version)
    )
    return {(slug, version): count for slug, version, count in conn.execute(counted)}


def on_other_versions(conn: Connection, slug: str, version: str, limit: int) -> tuple[Case, ...]:
    """Open cases of a playbook that follow another version than this, the oldest first."""
    query = select(cases).where(_is_open, cases.c.slug == slug, cases.c.version != version)
    return tuple(as_case(row) for row in conn.execute(query.order_by(cases.c.number).limit(limit)))


def latest(conn: Connection) -> Instant | None:
    """The latest moment that anything was written down: no clock may go back before it."""
    found = [conn.execute(select(func.max(column))).scalar() for column in (entries.c.at, inbox.c.arrived_at)]
    return moment_or_none(max((at for at in found if at is not None), default=None))


_is_open = cases.c.stage != Stage.CLOSED.value


def _query(wanted: Wanted) -> Select[tuple[object, ...]]:
    query = select(cases).order_by(cases.c.number.desc()).limit(wanted.limit)
    if wanted.stages:
        query = query.where(cases.c.stage.in_([stage.value for stage in wanted.stages]))
    if wanted.before is not None:
        query = query.where(cases.c.number < wanted.before)
    for name in ("slug", "version", "country"):
        if value := getattr(wanted, name):
            query = query.where(cases.c[name] == value)
    return query.where(cases.c.order_number == wanted.order) if wanted.order else query
