"""The names that a text of a playbook may use, and what kind of value stands behind each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.language.catalogue import FIELDS, LINE_FIELDS, Field, FieldType
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip

PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
DOTTED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

_T = FieldType
_GIVEN = frozenset({"settings", "deadlines", "shop", "case"})
STATES = ("upcoming", "due", "on hold", "met", "broken", "moot")
_DEADLINE_FIELDS = {
    "last_day": Field("last_day", _T.DATE, "The last day"),
    "safe_by": Field("safe_by", _T.DATE, "The shop's prudent day"),
    "end": Field("end", _T.MOMENT, "The moment at which it is over"),
    "state": Field("state", _T.CHOICE, "How the deadline stands", STATES),
    "basis": Field("basis", _T.TEXT, "The words of the law that it rests on"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What one playbook can name: the catalogue, its own settings and deadlines, and what is remembered on the way.

    `variables` are the names of a line inside `for_each`. A text that is `kept` was found sound when it was published:
    it is read as it stands, and what the checker has learnt to refuse since then is not held against it.
    """

    settings: Mapping[str, FieldType] = field(default_factory=dict)
    deadlines: tuple[str, ...] = ()
    remembered: Mapping[str, FieldType] = field(default_factory=dict)
    variables: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    kept: bool = False
    lost: frozenset[str] = frozenset()
    """Groups of which some names are lost by a mistake that is told already: `settings`, `deadlines`."""

    def find(self, path: str) -> Field | None:
        """The field of that path; the bare name of a deadline is its last day."""
        if path in self.deadlines:
            return Field(path, _T.DATE, "The last day of the deadline")
        group, _, rest = path.partition(".")
        match group:
            case "settings":
                return _typed(path, self.settings.get(rest, _T.TEXT if "settings" in self.lost else None))
            case "remembered":
                return _typed(path, self.remembered.get(rest, _T.TEXT if rest and self._guesses else None))
            case "deadlines":
                return self._of_deadline(path)
            case _ if group in self.variables:
                return LINE_FIELDS.get(rest)
            case _ if "." not in path and "deadlines" in self.lost:
                return Field(path, _T.DATE, "The last day of a deadline whose name is lost")
            case _:
                return FIELDS.get(path)

    @property
    def _guesses(self) -> bool:
        """Whether a name under which nothing here stores anything may be one all the same."""
        return self.kept or "remembered" in self.lost

    def _of_deadline(self, path: str) -> Field | None:
        _, _, rest = path.partition(".")
        name, _, part = rest.rpartition(".")
        return _DEADLINE_FIELDS.get(part) if name in self.deadlines or "deadlines" in self.lost else None

    def need(self, path: str, start: int = 0) -> Field:
        """The field of that path, or a slip that names the nearest one."""
        found = self.find(path)
        if found is None:
            raise self._unknown(path, start)
        return found

    def storable(self, path: str) -> Field:
        """The field of that path, if a case can store a value under it; its settings and deadlines come from elsewhere."""
        found = self.need(path)
        given = path in self.deadlines or path.partition(".")[0] in _GIVEN or found.type is _T.LINES
        if given and not self.kept:
            raise Slip("FJ045.fixed", 0, len(path), None, found=path)
        return found

    def paths(self) -> tuple[str, ...]:
        """Every path that can be named here, for suggestions."""
        return (
            *FIELDS,
            *self.deadlines,
            *(f"settings.{name}" for name in self.settings),
            *(f"remembered.{name}" for name in self.remembered),
            *(f"deadlines.{name}.{part}" for name in self.deadlines for part in _DEADLINE_FIELDS),
            *(f"{variable}.{name}" for variable in self.variables for name in LINE_FIELDS),
        )

    def near(self, path: str) -> tuple[str, ...]:
        """The path that was probably meant; being in the same group alone makes none like another."""
        group, dot, name = path.rpartition(".")
        misses = near_misses(path, self.paths())
        return tuple(
            miss for miss in misses if not miss.startswith(f"{group}{dot}") or near_misses(name, [_last(miss)])
        )

    def _unknown(self, path: str, start: int) -> Slip:
        misses = self.near(path)
        kind, known = "FJ045.unknown", ""
        if path.startswith("settings."):
            kind, known = "FJ035.unknown", ", ".join(self.settings) or "it has none yet"
        elif "." not in path or path.startswith("deadlines."):
            kind, known = "FJ043.unknown", ", ".join(self.deadlines) or "it has none yet"
        similar, better = did_you_mean(misses), only(misses)
        return Slip(kind, start=start, length=len(path), better=better, found=path, similar=similar, known=known)


def _typed(path: str, kind: FieldType | None) -> Field | None:
    return Field(path, kind, "") if kind else None


def _last(path: str) -> str:
    return path.rpartition(".")[2]
