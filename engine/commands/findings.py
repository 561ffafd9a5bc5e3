"""What the doctor found: how bad it is, what it is about, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How bad a finding is."""

    WELL = "well"
    WATCH = "look at this"
    ILL = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    health: Health
    what: str
    remedy: str = ""


def well(about: str, what: str) -> Finding:
    """Nothing has to be done."""
    return Finding(about, Health.WELL, what)


def watch(about: str, what: str, remedy: str) -> Finding:
    """Fjorten works, but somebody should look at this."""
    return Finding(about, Health.WATCH, what, remedy)


def ill(about: str, what: str, remedy: str) -> Finding:
    """Something does not work until somebody does this."""
    return Finding(about, Health.ILL, what, remedy)
