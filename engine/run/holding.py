"""A case in the hands of an engine, for as long as a turn takes."""

from __future__ import annotations

from dataclasses import dataclass

from engine.case.in_force import InForce
from engine.case.journal import Entry
from engine.case.view import CaseView
from engine.store.leases import Lease


@dataclass(slots=True)
class Holding:
    """A case in our hands: its lease, its journal as far as it is written, and what it goes by."""

    lease: Lease
    before: CaseView
    in_force: InForce
    journal: list[Entry]
