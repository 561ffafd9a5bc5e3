"""How old the law data are, and when they end."""

from __future__ import annotations

from collections.abc import Iterator

from whenever import Date

from engine.law.calendars import covered_years
from engine.law.shelf import duties

_LOOK_AGAIN_AFTER = 365  # days; statutes change with the year
_WARN_BEFORE_END = 2  # years; a liability period may run that long


def state_of_law() -> Date:
    """The day on which the law was last looked at."""
    return Date.parse_iso(duties()["state_of_law"])


def ageing(today: Date) -> Iterator[str]:
    """What is old or about to end, one sentence each; nothing while the data are fresh."""
    looked = state_of_law()
    if today.since(looked, total="days") > _LOOK_AGAIN_AFTER:
        yield f"The law data are of {looked}. Update Fjorten, or have a lawyer confirm that nothing has changed."
    last = covered_years()[1]
    if today.year + _WARN_BEFORE_END > last:
        yield f"The holidays in the law data end with {last}. Update Fjorten before then."
