"""Who in the shop gets a note from a step: the first name that shop.yaml knows, else the owner."""

from __future__ import annotations

from engine.language.shop import Shop


def first_known(shop: Shop, *names: str) -> str:
    """The first of these people or teams that the shop has, else the owner."""
    return next((name for name in names if name in shop.teams or name in shop.people), "owner")
