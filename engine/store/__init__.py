"""The tables and what is done to them, on SQLite and PostgreSQL; each module is named for what it knows."""

from engine.store.store import Store

__all__ = ["Store"]
