"""The messages as one looks through them: the newest first, of one case or language."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.store.messages import StoredMessage, as_message
from engine.store.tables import messages


def newest(conn: Connection, case: int | None, language: str, limit: int) -> tuple[StoredMessage, ...]:
    """The newest messages first; an empty language and no case ask for all."""
    query = select(messages).order_by(messages.c.written_at.desc(), messages.c.id.desc()).limit(limit)
    if case is not None:
        query = query.where(messages.c.case == case)
    if language:
        query = query.where(messages.c.language == language)
    return tuple(as_message(row) for row in conn.execute(query))
