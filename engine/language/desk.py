"""What is on the table while a playbook is read: the report, the names that count, and the step one has come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from engine.language.around import Around
from engine.language.names import Names
from engine.language.nodes import Node, Text
from engine.language.playbook import Place, Steps
from engine.language.report import Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of the reading needs; `spot` says where we are, as a person counts (`step 4`)."""

    report: Report
    names: Names
    around: Around
    title: str
    keys: Mapping[Place, str]
    read_steps: Callable[[Desk, Node], Steps]
    spot: str = ""
    verb: str = ""

    @property
    def where(self) -> str:
        """The place in words: `in step 4 "wait_for"`."""
        return f"in {self.spot}" + (f' "{self.verb}"' if self.verb else "") if self.spot else ""

    def at(self, spot: str, verb: str = "") -> Desk:
        """The desk at another place."""
        return replace(self, spot=spot, verb=verb)

    def with_variable(self, name: str) -> Desk:
        """The desk inside a `for_each`, where a line has a name."""
        return replace(self, names=replace(self.names, variables=(*self.names.variables, name)))

    def tried(self, read: Callable[[], T], node: Node) -> T | None:
        """What `read` gives; a slip is written down instead and gives nothing."""
        return self.report.tried(read, node, where=self.where)

    def tell(self, kind: str, text: Text, better: str | None = None, **details: str) -> None:
        """Write down a mistake about a text."""
        self.report.add_at(kind, text, where=self.where, better=better, **details)

    def tell_place(self, kind: str, place: Place, length: int = 1, **details: str) -> None:
        """Write down a mistake at a place."""
        self.report.add(kind, place, length=length, where=self.where, patch=None, better=None, **details)
