"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    _cases()
    _entries()
    _inbox()
    _orders()
    _messages()
    _versions()
    _mirror_and_clock()
    _effects_and_engines()


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False, server_default="") for name in names]


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("number", _serial, primary_key=True),
        sa.Column("opened_for", sa.String, nullable=False, unique=True),
        *_words("playbook", "slug", "version", "country", "language"),
        *_words("order_number", "return_number", "complaint_number"),
        sa.Column("customer_key", sa.LargeBinary),
        sa.Column("line_ids", sa.LargeBinary, nullable=False),
        *_words("stage", "headline", "result"),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("wake_at", sa.BigInteger),
        _count("nudged"),
        sa.Column("listens", sa.LargeBinary, nullable=False),
        sa.Column("reopens", sa.LargeBinary, nullable=False),
        sa.Column("lease_owner", sa.String),
        sa.Column("lease_until", sa.Float),
        sa.Column("fence", sa.BigInteger, nullable=False, server_default="0"),
        _count("head_seq"),
        sa.Column("head_hash", sa.LargeBinary, nullable=False),
        sa.Column("view", sa.LargeBinary),
        sqlite_autoincrement=True,
    )
    _partial("cases_by_wake", "cases", ["wake_at"], "wake_at IS NOT NULL")
    op.create_index("cases_by_order", "cases", ["order_number"])
    _partial("cases_by_return", "cases", ["return_number"], "return_number <> ''")
    _partial("cases_by_customer", "cases", ["customer_key"], "customer_key IS NOT NULL")
    _partial("cases_by_complaint", "cases", ["complaint_number"], "complaint_number <> ''")


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("case", sa.BigInteger, sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case", "seq"),
        sqlite_with_rowid=False,
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _serial, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("event_id", sa.String, nullable=False),
        sa.Column("twin", sa.LargeBinary, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        *_words("subject"),
        sa.Column("time", sa.BigInteger, nullable=False),
        sa.Column("arrived_at", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("body_sha256", sa.LargeBinary, nullable=False),
        sa.Column("case", sa.BigInteger, sa.ForeignKey("cases.number")),
        sa.Column("state", sa.String, nullable=False),
        *_words("reason"),
        sa.UniqueConstraint("source", "event_id", "twin"),
        sqlite_autoincrement=True,
    )
    _partial("inbox_waiting", "inbox", ["case", "id"], "state = 'waiting'")


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("snapshot", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("as_of", sa.BigInteger, nullable=False),
        *_words("country"),
        sa.Column("promised_delivery", sa.String),
        sa.Column("delivered_at", sa.BigInteger),
        sa.Column("missed_at", sa.BigInteger),
    )
    awaited = "promised_delivery IS NOT NULL AND delivered_at IS NULL AND missed_at IS NULL"
    _partial("orders_awaited", "orders", ["promised_delivery"], awaited)


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", _serial, primary_key=True),
        sa.Column("case", sa.BigInteger, sa.ForeignKey("cases.number"), index=True),
        *_words("step"),
        sa.Column("message_id", sa.String, nullable=False, unique=True),
        *_words("message", "language", "recipient", "envelope_from", "subject"),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("statutory", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        _count("attempts"),
        sa.Column("next_try", sa.Float),
        sa.Column("owner", sa.String),
        *_words("reply", "reason"),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("sent_at", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    _partial("messages_to_send", "messages", ["next_try"], "state IN ('ready', 'retry')")
    _partial("messages_not_sent", "messages", ["id"], "state <> 'sent'")


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("main", sa.String, nullable=False),
        sa.Column("texts", sa.LargeBinary, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "current",
        sa.Column("slug", sa.String, primary_key=True),
        sa.Column("digest", sa.String, sa.ForeignKey("versions.digest"), nullable=False),
    )


def _mirror_and_clock() -> None:
    op.create_table(
        "mirror",
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        *_words("run_id", "state_id", "digest"),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("anchor_business", sa.BigInteger, nullable=False),
        sa.Column("anchor_machine", sa.Float, nullable=False),
        sa.Column("speed", sa.Float, nullable=False),
        sa.Column("running", sa.Boolean, nullable=False),
    )


def _effects_and_engines() -> None:
    op.create_table(
        "effects",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("case", sa.BigInteger, sa.ForeignKey("cases.number"), nullable=False, index=True),
        *_words("step", "what"),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("owner", sa.String, nullable=False),
    )
    _partial("effects_open", "effects", ["key"], "state = 'started'")
    op.create_table(
        "engines",
        sa.Column("owner", sa.String, primary_key=True),
        *_words("host"),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("started", sa.Float, nullable=False),
        sa.Column("last_seen", sa.Float, nullable=False),
    )
