"""The mirror looks at everything at first and after a silence, then at some of what did not change, by turns."""

from __future__ import annotations

from engine.run.mirror_pace import Rounds
from tests.integration.prefect.office import WAITING, Office, case, waiting
from tests.integration.prefect.person import Person

KEYS = [f"{number:04}" for number in range(250)]


def test_the_first_pass_looks_at_everything():
    assert Rounds().next(KEYS) == set(KEYS)


def test_the_passes_after_it_look_at_everything_by_turns():
    rounds = Rounds()
    rounds.next(KEYS)

    passes = [rounds.next(KEYS) for _ in range(3)]

    assert [len(each) for each in passes] == [100, 100, 100]
    assert set().union(*passes) == set(KEYS)


def test_a_pass_after_a_silence_looks_at_everything_again():
    rounds = Rounds()
    rounds.next(KEYS)
    rounds.look_at_all()

    assert rounds.next(KEYS) == set(KEYS)


async def test_a_run_that_somebody_deleted_is_made_again(office: Office, person: Person):
    view = await office.open(waiting(case()))
    first = await person.run_of(view)
    assert first is not None
    await person.delete(first)

    assert (await office.reconcile(view)).rebuilt == 1

    again = await person.run_of(view)
    assert again is not None
    assert again["id"] != first["id"]
    assert (again["state_type"], again["state_name"]) == ("PAUSED", WAITING)
