"""`do: restock`: your people hear that the returned goods can go back on the shelf, unless they came back damaged."""

from __future__ import annotations

from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import lines_of, listed, order_named
from integrations.whom import first_known

_SELLABLE = ("unopened", "as new", None)

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def restock(call: Call, /) -> Result:
    """Ask for the goods to be put back into stock, or say why they are not."""
    lines = lines_of(call.lookup("return.lines"))
    if not lines:
        return NothingDone("the case does not say what came back.")
    condition = call.lookup("return.inspection")
    if condition not in _SELLABLE:
        return Done(note=f"Nothing was restocked: the goods came back {condition}.")
    say = f"Please put back into stock: {listed(lines)} (from {order_named(call.lookup)})."
    return Done(note=f"To be restocked: {listed(lines)}.", tells=((first_known(call.shop, "returns team"), say),))
