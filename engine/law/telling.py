"""Tell how a date was counted, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from engine.law import wording
from engine.law.counting import reckon
from engine.law.deadline import Jurisdiction
from engine.law.rule import Rule


@dataclass(frozen=True, slots=True)
class Telling:
    """The steps of a counting and the doubt about it, as sentences in one language."""

    steps: tuple[str, ...]
    doubt: str


def tell(rule: Rule, start: Instant, where: Jurisdiction, language: str) -> Telling:
    """The same counting as `count`, told in da, nb, sv, fi, de or en."""
    found = reckon(rule, start, where)
    return Telling(tuple(wording.steps(found, language)), wording.doubt(found, language))
