"""`do: restock`: your people hear that the returned goods can go back on the shelf, unless they came back damaged."""

from __future__ import annotations

from engine.case.note import Note
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import lines_of, listed, order_named
from integrations.whom import first_known

_SELLABLE = ("unopened", "as new", None)

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def restock(call: Call, /) -> Result:
    """Ask for the goods to be put back into stock, or say why they are not."""
    lines = lines_of(call.lookup("return.lines"))
    if not lines:
        return NothingDone(Note("the case does not say what came back."))
    condition = call.lookup("return.inspection")
    if condition not in _SELLABLE:
        return Done(
            note=Note("Nothing was restocked: the goods came back {condition}.", condition=Note(str(condition)))
        )
    say = Note(
        "Please put back into stock: {lines} (from {order}).", lines=listed(lines), order=order_named(call.lookup)
    )
    note = Note("To be restocked: {lines}.", lines=listed(lines))
    return Done(note=note, tells=((first_known(call.shop, "returns team"), say),))
