"""The tables that keep cases, events, mails and orders; what they mean is told beside each column.

Moments of business time are whole nanoseconds since 1970 (BIGINT), machine times are seconds (FLOAT), days are ISO text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData()
Serial = BigInteger().with_variant(Integer, "sqlite")
"""A row number that counts up: SQLite counts only a column called INTEGER."""

IN_WAITING = "state = 'waiting'"
AWAITED = "promised_delivery IS NOT NULL AND delivered_at IS NULL AND missed_at IS NULL"
TO_SEND = "state IN ('ready', 'retry')"
NOT_SENT = "state <> 'sent'"
STARTED = "state = 'started'"
"""The conditions of the partial indexes: queries use the same words, or the index is not used."""


def _partial(name: str, where: str, *columns: Column[Any]) -> None:
    Index(name, *columns, postgresql_where=text(where), sqlite_where=text(where))


def _text(name: str) -> Column[str]:
    return Column(name, String, nullable=False, server_default="")


def _nothing_yet(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


cases = Table(
    "cases",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("opened_for", String, nullable=False, unique=True),  # why it was opened: the same reason opens one case
    _text("playbook"),
    _text("slug"),
    _text("version"),
    _text("country"),
    _text("language"),
    _text("order_number"),
    _text("return_number"),
    _text("complaint_number"),
    Column("customer_key", LargeBinary),  # SHA-256 of the lower-cased address, never the address
    Column("line_ids", LargeBinary, nullable=False),
    _text("stage"),
    _text("headline"),
    _text("result"),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("wake_at", BigInteger),  # nothing: only an event wakes it
    _nothing_yet(
        "nudged"
    ),  # counts what landed in its inbox: an engine of an older program looks at that before it lets go
    Column("listens", LargeBinary, nullable=False),
    Column("reopens", LargeBinary, nullable=False),
    Column("lease_owner", String),
    Column("lease_until", Float),
    Column("fence", BigInteger, nullable=False, server_default="0"),  # grows with every claim; an old one may not write
    _nothing_yet("head_seq"),
    Column("head_hash", LargeBinary, nullable=False),
    Column("view", LargeBinary),
    sqlite_autoincrement=True,
)
_partial("cases_by_wake", "wake_at IS NOT NULL", cases.c.wake_at)
Index("cases_by_order", cases.c.order_number)
_partial("cases_by_return", "return_number <> ''", cases.c.return_number)
_partial("cases_by_customer", "customer_key IS NOT NULL", cases.c.customer_key)
_partial("cases_by_complaint", "complaint_number <> ''", cases.c.complaint_number)

entries = Table(
    "entries",
    metadata,
    Column("case", BigInteger, ForeignKey("cases.number"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("case", "seq"),
    sqlite_with_rowid=False,
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("source", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("twin", LargeBinary, nullable=False),  # empty, or the SHA-256 of another body that came under the same id
    Column("type", String, nullable=False),
    _text("subject"),
    Column("time", BigInteger, nullable=False),
    Column("arrived_at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("body_sha256", LargeBinary, nullable=False),
    Column("case", BigInteger, ForeignKey("cases.number")),
    Column("state", String, nullable=False),
    _text("reason"),
    UniqueConstraint("source", "event_id", "twin"),
    sqlite_autoincrement=True,
)
_partial("inbox_waiting", IN_WAITING, inbox.c.case, inbox.c.id)

orders = Table(
    "orders",
    metadata,
    Column("number", String, primary_key=True),
    Column("snapshot", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("as_of", BigInteger, nullable=False),  # the moment of the newest report; older ones only fill gaps
    _text("country"),
    Column("promised_delivery", String),
    Column("delivered_at", BigInteger),
    Column("missed_at", BigInteger),
)
_partial("orders_awaited", AWAITED, orders.c.promised_delivery)

messages = Table(
    "messages",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("case", BigInteger, ForeignKey("cases.number"), index=True),
    _text("step"),
    Column("message_id", String, nullable=False, unique=True),
    _text("message"),
    _text("language"),
    _text("recipient"),
    _text("envelope_from"),
    _text("subject"),
    Column("body", LargeBinary, nullable=False),  # compressed; the SHA-256 is of the exact bytes
    Column("sha256", LargeBinary, nullable=False),
    Column("statutory", Boolean, nullable=False),
    Column("state", String, nullable=False),
    _nothing_yet("attempts"),
    Column("next_try", Float),  # machine time: mail servers know nothing of a demo's clock
    Column("owner", String),
    _text("reply"),
    _text("reason"),
    Column("written_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    sqlite_autoincrement=True,
)
_partial("messages_to_send", TO_SEND, messages.c.next_try)
_partial("messages_not_sent", NOT_SENT, messages.c.id)

versions = Table(
    "versions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("main", String, nullable=False),
    Column("texts", LargeBinary, nullable=False),
    Column("published_at", BigInteger, nullable=False),
)

current = Table(
    "current",
    metadata,
    Column("slug", String, primary_key=True),
    Column("digest", String, ForeignKey("versions.digest"), nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("slug", String, nullable=False),
    Column("number", Integer, nullable=False),  # counts the versions of one playbook
    Column("digest", String, ForeignKey("versions.digest")),  # nothing: from then on no new case was opened
    Column("published_at", BigInteger, nullable=False),
    _text("who"),
    Column("back_to", Integer),  # the older version whose text was published again
    PrimaryKeyConstraint("slug", "number"),
)

mirror = Table(
    "mirror",
    metadata,
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    _text("run_id"),
    _text("state_id"),  # the last state that the engine wrote: any other is somebody's click
    _text("digest"),
    Column("updated_at", Float, nullable=False),
    PrimaryKeyConstraint("kind", "key"),
)

clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("anchor_business", BigInteger, nullable=False),
    Column("anchor_machine", Float, nullable=False),
    Column("speed", Float, nullable=False),
    Column("running", Boolean, nullable=False),
)

effects = Table(
    "effects",
    metadata,
    Column("key", String, primary_key=True),  # the idempotency key that the other side gets too
    Column("case", BigInteger, ForeignKey("cases.number"), nullable=False, index=True),
    _text("step"),
    _text("what"),
    Column("state", String, nullable=False),
    Column("answer", LargeBinary),
    Column("owner", String, nullable=False),
)
_partial("effects_open", STARTED, effects.c.key)

engines = Table(
    "engines",
    metadata,
    Column("owner", String, primary_key=True),
    _text("host"),
    Column("pid", Integer, nullable=False),
    Column("started", Float, nullable=False),
    Column("last_seen", Float, nullable=False),
)
