"""The cases: how one is opened, found by what an event names, and kept up to date by its holder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update
from whenever import Instant

from engine.case.journal import START
from engine.case.view import CaseView, Stage
from engine.errors import StoreError
from engine.store.compact import plain, unwords, words
from engine.store.leases import MINE, Lease, refuse, this
from engine.store.moments import moment, moment_or_none, stored, stored_or_none
from engine.store.once import key_once
from engine.store.prepared import Prepared
from engine.store.tables import cases
from engine.store.views import packed, unpacked


@dataclass(frozen=True, slots=True)
class Keys:
    """What a case is found by when an event names it."""

    order: str = ""
    return_number: str = ""
    complaint: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to open; `opened_for` says why (`inbox:17`), and the same reason never opens two cases."""

    opened_for: str
    playbook: str
    slug: str
    version: str
    country: str
    language: str
    opened_at: Instant
    keys: Keys
    customer_key: bytes | None = None
    listens: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands in the database; `listens` and `reopens` are the events that it wants, open and ended."""

    number: int
    playbook: str
    slug: str
    version: str
    country: str
    language: str
    keys: Keys
    customer_key: bytes | None
    stage: Stage
    headline: str
    result: str
    opened_at: Instant
    closed_at: Instant | None
    wake_at: Instant | None
    listens: tuple[str, ...]
    reopens: tuple[str, ...]
    held_by: str | None
    head_seq: int
    kept_view: bytes | None = field(repr=False)

    @property
    def view(self) -> CaseView | None:
        """How lists show the case; read when it is asked for, which most who look for a case never do."""
        return unpacked(self.kept_view)


def customer_key(email: str) -> bytes:
    """What a customer is found by without her address being kept: the SHA-256 of it in small letters."""
    return hashlib.sha256(email.strip().lower().encode()).digest()


def open_case(conn: Connection, new: NewCase) -> int:
    """Open a case, due at once, and give its number; asked again for the same reason, give the same number."""
    row = {
        "opened_for": new.opened_for,
        "playbook": new.playbook,
        "slug": new.slug,
        "version": new.version,
        "country": new.country,
        "language": new.language,
        "customer_key": new.customer_key,
        "stage": Stage.RUNNING.value,
        "opened_at": stored(new.opened_at),
        "wake_at": stored(new.opened_at),
        "listens": words(new.listens),
        "reopens": words(new.reopens),
        "head_hash": bytes.fromhex(START),
        **_keyed(new.keys),
    }
    opened: int | None = key_once(conn, cases, row, cases.c.number)
    if opened is None:
        opened = conn.execute(select(cases.c.number).where(cases.c.opened_for == new.opened_for)).scalar_one()
    return opened


def get(conn: Connection, number: int) -> Case:
    """The case of that number."""
    row = _by_number.first(conn, {"case_": number})
    if row is None:
        raise StoreError("there is no such case.", where=f"case {number}", remedy="`fjorten cases` lists them all.")
    return as_case(row)


def find(conn: Connection, keys: Keys) -> tuple[Case, ...]:
    """The cases, open and ended, that share an order, return or complaint number with an event; oldest first."""
    named = {"order_number": keys.order, "return_number": keys.return_number, "complaint_number": keys.complaint}
    asked = {f"asked_{column}": plain(value) for column, value in named.items() if value}
    found = _found_by(tuple(column for column, value in named.items() if value)).rows(conn, asked) if asked else ()
    return tuple(as_case(row) for row in found)


def of_customer(conn: Connection, key: bytes) -> tuple[Case, ...]:
    """Every case of one customer; oldest first."""
    return tuple(as_case(row) for row in _of_customer.rows(conn, {"key": key}))


def count_before(conn: Connection, key: bytes, number: int) -> int:
    """How many cases of one customer are older than this one."""
    return int(_count_before.first(conn, {"key": key, "number_": number})[0])


def on_show(
    view: CaseView,
    keys: Keys,
    *,
    listens: tuple[str, ...] = (),
    reopens: tuple[str, ...] = (),
    closed_at: Instant | None = None,
) -> dict[str, Any]:
    """What stands in the row of a case: what the lists show of it, and what it is found by."""
    return {
        "stage": view.stage.value,
        "headline": view.headline,
        "result": view.result,
        "listens": words(listens),
        "reopens": words(reopens),
        "closed_at": stored_or_none(closed_at),
        "view": packed(view),
        **_keyed(keys),
    }


def change(conn: Connection, lease: Lease, values: Mapping[str, object]) -> None:
    """Write into the row of a case, as its holder alone may."""
    new = {f"new_{name}": value for name, value in values.items()}
    if _update(tuple(values)).change(conn, this(lease) | new) == 0:
        refuse(lease)


def set_aside(conn: Connection, lease: Lease, view: CaseView) -> None:
    """A case that breaks every turn rests until a person touches it; what waits in its inbox stays there."""
    resting = {"wake_at": None, "lease_owner": None, "lease_until": None}
    shown = {"stage": view.stage.value, "headline": view.headline, "view": packed(view)}
    conn.execute(update(cases).where(MINE).values(**shown, **resting), this(lease))


def move(conn: Connection, lease: Lease, slug: str, version: str) -> None:
    """Let a case follow another version from now on."""
    change(conn, lease, {"slug": slug, "version": version})


def count_by_stage(conn: Connection) -> dict[Stage, int]:
    """How many cases stand where."""
    rows = conn.execute(select(cases.c.stage, func.count()).group_by(cases.c.stage))
    return {Stage(stage): count for stage, count in rows}


@cache
def _update(names: tuple[str, ...]) -> Prepared:
    return Prepared(update(cases).where(MINE).values({name: bindparam(f"new_{name}") for name in names}))


# The statements are made once: to make one takes longer than to do it.
_by_number = Prepared(select(cases).where(cases.c.number == bindparam("case_")))
_hers = cases.c.customer_key == bindparam("key")
_of_customer = Prepared(select(cases).where(_hers).order_by(cases.c.number))
_count_before = Prepared(select(func.count()).where(_hers, cases.c.number < bindparam("number_")))


@cache
def _found_by(columns: tuple[str, ...]) -> Prepared:
    named = (cases.c[column] == bindparam(f"asked_{column}") for column in columns)
    return Prepared(select(cases).where(or_(*named)).order_by(cases.c.number))


def _keyed(keys: Keys) -> dict[str, str | bytes]:
    return {
        "order_number": plain(keys.order),
        "return_number": plain(keys.return_number),
        "complaint_number": plain(keys.complaint),
        "line_ids": words(keys.lines),
    }


def as_case(row: Row[tuple[object, ...]]) -> Case:
    """A row of the table as a case."""
    return Case(
        number=row.number,
        playbook=row.playbook,
        slug=row.slug,
        version=row.version,
        country=row.country,
        language=row.language,
        keys=Keys(row.order_number, row.return_number, row.complaint_number, unwords(row.line_ids)),
        customer_key=row.customer_key,
        stage=Stage(row.stage),
        headline=row.headline,
        result=row.result,
        opened_at=moment(row.opened_at),
        closed_at=moment_or_none(row.closed_at),
        wake_at=moment_or_none(row.wake_at),
        listens=unwords(row.listens),
        reopens=unwords(row.reopens),
        held_by=row.lease_owner,
        head_seq=row.head_seq,
        kept_view=row.view,
    )
