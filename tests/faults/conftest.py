"""What the tests of faults share: whether everything is to be run, and a month in which nothing went wrong."""

from __future__ import annotations

import os

import pytest

from tests.databases import _no_server_is_left_behind, own_postgres, postgres_url  # noqa: F401 -- fixtures
from tests.faults.months import staged, told
from tests.faults.whole_house import house

SOAK = bool(os.environ.get("FJORTEN_SOAK"))
"""CI runs a small share of what is random; with FJORTEN_SOAK=1 all of it is run."""


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """How the month ends when nobody touches the engine."""
    with staged(tmp_path_factory.mktemp("undisturbed")) as place:
        place.play_to_the_end()
        return told(place.outcome())


@pytest.fixture(scope="session")
def up(tmp_path_factory):
    """A house that is up, with Prefect; the tests of several files are its guests, one after the other."""
    with staged(tmp_path_factory.mktemp("house") / "shop") as place, house(place) as opened:
        yield opened
