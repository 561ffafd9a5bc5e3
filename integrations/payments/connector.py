"""What a payment provider's connector can do: look first, say what went out today, pay once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from whenever import Date, Instant

from engine.language.values import Money
from engine.run.steps import NothingDone, Unclear


@dataclass(frozen=True, slots=True)
class Paid:
    """A refund as the provider knows it; `reference` is what the customer sees on the statement."""

    id: str
    amount: Money
    means: str
    reference: str
    issued_at: Instant


@dataclass(frozen=True, slots=True)
class Payout:
    """A refund to be made; `key` is the same for every try, so that the provider can tell a repeat."""

    key: str
    order: str
    amount: Money
    means: str


class Connector(Protocol):
    """A payment provider through which refunds can go by themselves, where the owner allows it."""

    async def find(self, payout: Payout) -> Paid | None:
        """The refund of this key, if the provider has made it already."""
        ...

    async def paid_on(self, day: Date, currency: str) -> Decimal:
        """How much went out through Fjorten on a day, by the provider's own account."""
        ...

    async def pay(self, payout: Payout) -> Paid | NothingDone | Unclear:
        """Pay back, with the key as the provider's idempotency key where it has one."""
        ...
