"""`fjorten try --year`: a year of cases, and every deadline that came near."""

from __future__ import annotations

from engine.commands.rehearsing import Rehearsed


def try_year(shop: Rehearsed, cases: int, form: str | None) -> None:
    """Play the year and print what it taught."""
    raise NotImplementedError
