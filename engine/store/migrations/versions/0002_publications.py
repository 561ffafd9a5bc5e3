"""Publications get numbers: what was published until now is numbered in the order in which it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and fill it with what the old tables know."""
    publications = op.create_table(
        "publications",
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, sa.ForeignKey("versions.digest")),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.String, nullable=False, server_default=""),
        sa.Column("back_to", sa.Integer),
        sa.PrimaryKeyConstraint("slug", "number"),
    )
    if rows := list(_numbered(op.get_bind())):
        op.bulk_insert(publications, rows)


def _numbered(conn: sa.Connection) -> Iterator[dict[str, Any]]:
    """Each version under the playbook whose cases follow it, the one that new cases get as the last."""
    current = {row.slug: row.digest for row in conn.execute(sa.text("SELECT slug, digest FROM current"))}
    found: dict[str, list[tuple[str, int]]] = {}
    for slug, digest, at in _published(conn, current):
        found.setdefault(slug, []).append((digest, at))
    for slug, versions in found.items():
        if slug in current and versions[-1][0] != current[slug]:
            versions.append((current[slug], versions[-1][1]))  # the owner had gone back to an older text
        for number, (digest, at) in enumerate(versions, 1):
            yield {"slug": slug, "number": number, "digest": digest, "published_at": at, "who": "", "back_to": None}


def _published(conn: sa.Connection, current: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """The versions in the order in which they came; one that no case follows belongs where its playbook's others do."""
    rows = list(conn.execute(sa.text("SELECT digest, main, published_at FROM versions ORDER BY published_at, digest")))
    slugs = {digest: slug for slug, digest in current.items()}
    slugs |= {row.version: row.slug for row in conn.execute(sa.text("SELECT DISTINCT slug, version FROM cases"))}
    by_title = {main: slugs[digest] for digest, main, _ in rows if digest in slugs}
    for digest, main, at in rows:
        if slug := slugs.get(digest) or by_title.get(main):
            yield slug, digest, at
