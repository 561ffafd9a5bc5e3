"""An engine that is killed at any moment, again and again, leaves nothing undone and does nothing twice."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.faults.conftest import SOAK
from tests.faults.months import Place, staged, told

SEEDS = range(10) if SOAK else range(1)
KILLS = 20
_LONGEST = 1.5
_AT_THE_START = 0.25
"""The share of kills that come before the engine is up."""


def disturb(place: Place, chance: random.Random, kills: int) -> int:
    """Kill the engine so often at random moments, or until the month is over; gives how often it was."""
    for number in range(kills):
        moment = chance.uniform(0, _LONGEST)
        at_the_start = chance.random() < _AT_THE_START
        if not place.killed(moment, None) if at_the_start else not place.killed(0, moment):
            return number
    return kills


def on_time(month: dict[str, Any]) -> dict[str, Any]:
    """The month without the word that the money is late: how late a question is answered depends on the kills."""
    return {
        order: {**case, "messages": [one for one in case["messages"] if one[0] != "refund_is_late"]}
        for order, case in month.items()
    }


def whole(place: Place, undisturbed: dict[str, Any]) -> None:
    """The month ended as if nothing had happened."""
    assert on_time(told(place.outcome())) == on_time(undisturbed)
    twice = {name: times for name, times in place.mails().items() if times > 1}
    assert twice == {}
    states = place.outbox()
    assert set(states.values()) == {"sent"}
    assert set(place.mails()) == set(states)
    assert {event: times for event, times in place.events_taken().items() if times > 1} == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_twenty_kills_at_random_moments_change_nothing(seed, undisturbed, tmp_path):
    chance, left, months = random.Random(seed), KILLS, 0  # noqa: S311 -- a seed makes it repeatable
    while left:
        months += 1
        with staged(tmp_path / f"month {months}") as place:
            left -= disturb(place, chance, left)
            if not place.is_over:
                place.play_to_the_end()
            whole(place, undisturbed)
