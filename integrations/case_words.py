"""What steps say about a case: its order, its lines, an amount, as a colleague would write them."""

from __future__ import annotations

from decimal import Decimal

from engine.case.note import Note
from engine.language.conditions import Lookup
from engine.language.values import Line, Money, Value


def order_named(lookup: Lookup) -> Note:
    """`order 1042`, or `this case` where no order is known."""
    number = lookup("order.number")
    return Note("order {number}", number=str(number)) if number else Note("this case")


def lines_of(value: Value) -> tuple[Line, ...]:
    """The lines in a field; none where it is empty or holds something else."""
    return tuple(item for item in value if isinstance(item, Line)) if isinstance(value, tuple) else ()


def quantity_of(line: Line) -> Decimal:
    """How many of a line there are; one where nobody says."""
    quantity = line.get("quantity")
    return quantity if isinstance(quantity, Decimal) else Decimal(1)


def listed(lines: tuple[Line, ...]) -> str:
    """`2 × Wool jumper, 1 × Cap`."""
    return ", ".join(f"{quantity_of(line).normalize():f} × {line.get('name') or line.id}" for line in lines)


def money_in(value: Value) -> Money | None:
    """The amount in a field, if it holds one."""
    return value if isinstance(value, Money) else None
