"""What the tests of the law share: a way to write moments and countries briefly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from whenever import Instant, OffsetDateTime

from engine.law import Deadline, Jurisdiction, count, find_rule


@pytest.fixture
def at() -> Callable[[str], Instant]:
    """A moment from its text with offset."""
    return lambda text: OffsetDateTime.parse_iso(text).to_instant()


@pytest.fixture
def deadline(at) -> Callable[[str, str, str], Deadline]:
    """The deadline of a rule in a place (`DK`, `DE-BY`) from a moment."""

    def counted(place: str, words: str, start: str) -> Deadline:
        country, _, region = place.partition("-")
        where = Jurisdiction(country, region)
        return count(find_rule(words, where), at(start), where)

    return counted
