"""How Fjorten says that something is wrong: what, where, and what to do about it."""

from __future__ import annotations


class FjortenError(Exception):
    """Something is wrong, and this says what, where, and what you can do.

    Every error that Fjorten raises on purpose is one of these; each part is a sentence for the person who must act.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


class PlaybookError(FjortenError):
    """A playbook, a message, a story or shop.yaml cannot be used as it is written."""


class LawError(FjortenError):
    """A legal date cannot be given: the rule, the country, the region or the year is not known here."""


class StoreError(FjortenError):
    """The database cannot be used, or somebody else holds what was to be written."""


class DatabaseAwayError(StoreError):
    """The database cannot be used now, whatever was asked of it: locked, full, or not to be reached."""


class HoldLostError(StoreError):
    """Somebody else holds what was to be written, and carries on with it."""


class OutsideError(FjortenError):
    """Another system (mail, payment, carrier, Prefect) refused, failed or cannot be reached."""
