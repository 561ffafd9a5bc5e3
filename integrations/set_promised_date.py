"""`do: set promised date`: the order gets a new firm delivery day, and Fjorten watches it like the first one."""

from __future__ import annotations

from whenever import Date

from engine.case.note import Note
from engine.run.steps import Call, Done, NothingDone, Result

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def set_promised_date(call: Call, /, *, date: Date) -> Result:
    """Make a day the one that the customer was promised; a day in the past is refused."""
    today = call.now.to_tz(call.shop.time_zone).date()
    if date < today:
        return NothingDone(Note("{day} has passed; a new delivery day must lie ahead.", day=date))
    fields = {"order.promised_delivery": date, "shipment.new_date": date}
    return Done(note=Note("Delivery is now promised for {day}.", day=date), fields=fields, value=date)
