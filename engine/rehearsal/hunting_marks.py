"""When two ways of a case have come to the same place: then only the one that has less time left is walked on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.case.known import Known
from engine.case.view import DeadlineState, Stage
from engine.errors import FjortenError
from engine.language.conditions import holds
from engine.rehearsal.hunting_moves import open_now
from engine.rehearsal.hunting_paths import Path
from engine.rehearsal.hunting_values import Atom

_A_DAY, _FEW = 24, 2
_OPEN = frozenset({DeadlineState.UPCOMING, DeadlineState.DUE, DeadlineState.ON_HOLD})

Place = tuple[object, ...]
Slack = tuple[float, ...]


class Visited:
    """The places where a hunt has been, each with how little time was left there."""

    def __init__(self) -> None:
        self._been: dict[Place, list[tuple[Slack, Path]]] = {}

    def __len__(self) -> int:
        return sum(len(found) for found in self._been.values())

    def known(self, path: Path) -> Path | None:
        """The way that came to this place before with no more time left; this one is kept if there is none."""
        place, slack = _place(path), _slack(path)
        ways = self._been.setdefault(place, [])
        for other, way in ways:
            if all(left <= mine for left, mine in zip(other, slack, strict=True)):
                return way
        ways.append((slack, path))
        return None


def _place(path: Path) -> Place:
    """Where a case is, as far as what follows depends on it."""
    state = path.state
    waits = frozenset(item.identity for item in open_now(path))
    unseen = frozenset(e.type for e in state.events.values() if e.entry not in state.consumed and _heard(e.base))
    twice = path.start.ground.sent_twice
    return (
        path.start.ground.in_force.version.digest,
        tuple(sorted(path.start.script.settings.items())),
        path.view.stage,
        tuple((round_.kind, round_.type) for round_ in state.rounds),
        tuple(state.entered),
        waits,
        frozenset((name, one.tries) for name, one in state.trouble.items() if name not in state.branches),
        unseen,
        tuple(_answers(path)),
        frozenset(mail.message for mail in path.mailed if mail.message in twice),
        frozenset(d.name for d in path.view.deadlines if d.state is DeadlineState.ON_HOLD),
        path.view.wake_at is None,
        () if waits else tuple(_answered(path)),
    )


def _answered(path: Path) -> Iterator[tuple[str, str]]:
    """What was answered: where nothing is waited for but the morning, only that tells which mail is to go then."""
    for identity, question in sorted(path.state.questions.items()):
        if question.answer is not None:
            yield identity, str(question.answer.data.get("answer", ""))


def _slack(path: Path) -> Slack:
    """The time that is left until each watched deadline, and until the customer has heard nothing for too long.

    What cannot break any more leaves all the time in the world; so does a way on which a person was silent.
    """
    until = min((item.until for item in open_now(path)), default=path.now)
    names = path.start.ground.watched
    if path.someone_was_silent:
        return (math.inf,) * (len(names) + 1)
    left = {d.name: _roughly((d.end - until).total("hours")) for d in path.view.deadlines if d.state in _OPEN}
    closed = path.view.stage is Stage.CLOSED
    heard = math.inf if closed else -_roughly((until - path.last_heard).total("hours"))
    return (heard, *(left.get(name, math.inf) for name in names))


def _roughly(hours: float) -> float:
    """Days, told apart the more finely the fewer they are."""
    days = hours / _A_DAY
    return round(days) if days <= _FEW else 2 ** math.ceil(math.log2(days))


def _answers(path: Path) -> Iterator[bool]:
    """How each comparison ahead would come out today."""
    for atom in path.start.ground.ahead(path.state):
        yield truth(atom, path)


def truth(atom: Atom, path: Path) -> bool:
    """Whether a comparison holds for the case as it is; one that cannot be made does not."""
    known = Known(path.start.in_force, path.state, path.now, path.start.ground.title, {})
    try:
        return holds(atom, known.lookup)
    except FjortenError:
        return False


def _heard(base: str) -> bool:
    return not base.startswith(("message.", "operator."))
