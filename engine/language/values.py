"""The values that a playbook speaks of: money, lengths of time, moments."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from whenever import Date, Instant


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount with its currency, as it stands on a receipt: `499.00 DKK`."""

    currency: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Unit(StrEnum):
    """What a length of time is counted in; `days` are calendar days of the party that must act, never 24 hours."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as one says it: `3 days`, `2 working hours`."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        unit = str(self.unit)
        return f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of something that the case knows: a field (`return.lines`), a setting, a deadline (`refund_by`)."""

    path: str


NOW = Reference("now")
"""The anchor of `3 working days from now`: the instant in which the case comes to the step."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time told from something known: `4 days before send_back_by`.

    `offset` is empty for the bare name of a deadline or field; it is a Reference where a setting gives the length.
    """

    anchor: Reference
    offset: Duration | Reference | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order or return; `values` are its typed fields (`sku`, `price`, `quantity` ...)."""

    id: str
    values: tuple[tuple[str, Value], ...]

    def get(self, name: str) -> Value:
        """The value of one field of the line, or nothing where it has none."""
        return self.id if name == "id" else dict(self.values).get(name)


Value = str | Decimal | Money | bool | Date | Instant | Duration | tuple[str, ...] | tuple[Line, ...] | None
"""What a field of a case can hold; `None` is a field that is empty."""
