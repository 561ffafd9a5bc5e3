"""Hunt: walk every way that a case can go, with the real interpreter, and find those on which a promise or the law breaks."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from engine.rehearsal.hunting_finds import Find, same_mails, silence, still_writes, stuck_finds
from engine.rehearsal.hunting_late import Late, broken_between, too_long
from engine.rehearsal.hunting_mails import Letters, end_without_a_word
from engine.rehearsal.hunting_map import key_of
from engine.rehearsal.hunting_marks import Visited
from engine.rehearsal.hunting_moves import Depth, moves
from engine.rehearsal.hunting_paths import Move, Path, Start, begin, play, steps_met
from engine.rehearsal.post import Mailed

Progress = Callable[[int, int], None]
"""Is told now and then how many states were seen, and how many are still to be looked at."""

MOST_STATES = 3000
SILENT_DAYS = 10
_TELL_EVERY = 25


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a hunt goes: so many states for each way to begin, and after how many days without a word it speaks up."""

    states: int = MOST_STATES
    silent_days: int = SILENT_DAYS
    depth: Depth = Depth.WHOLE


@dataclass(slots=True)
class Hunted:
    """What a hunt has seen: its finds, the keys of the steps that cases came to, and whether it saw everything."""

    finds: dict[tuple[str, str], Find] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    branches: set[tuple[str, str]] = field(default_factory=set)
    states: int = 0
    whole: bool = True

    def take(self, other: Hunted) -> None:
        """Take in what another hunt has seen."""
        for find in other.finds.values():
            self.add(find)
        self.met |= other.met
        self.branches |= other.branches
        self.states += other.states
        self.whole = self.whole and other.whole

    def add(self, find: Find) -> None:
        """Keep a find, unless a shorter story shows the same."""
        key = (find.code, find.about)
        if key not in self.finds or find.length < self.finds[key].length:
            self.finds[key] = find


@dataclass(slots=True)
class Hunt:
    """One hunt under way, over cases that begin alike."""

    limits: Limits
    progress: Progress
    seen: Hunted = field(default_factory=Hunted)
    _visited: Visited = field(default_factory=Visited)
    _late: list[Late] = field(default_factory=list)
    _letters: Letters = field(default_factory=Letters)
    _quiet: list[tuple[Find, Path]] = field(default_factory=list)
    _queue: list[tuple[int, float, int, Path]] = field(default_factory=list)
    _count: itertools.count[int] = field(default_factory=itertools.count)

    def run(self, starts: Iterable[Start]) -> Hunted:
        """Walk from every start until nothing new is left, or the limit is reached."""
        for start in starts:
            self._begin(start, frozenset())
        while self._queue and self.seen.states < self.limits.states:
            self._expand(heapq.heappop(self._queue)[-1])
        self.seen.whole = not self._queue
        self._judge()
        return self.seen

    def _expand(self, path: Path) -> None:
        """Everything that can happen next, unless this place has been seen with no more time left."""
        known = self._visited.known(path)
        if path.parent:
            path.parent.children.append(path)
        path.same = known
        if known is None:
            for move in moves(path, self.limits.depth):
                self._go(path, move, path.failing)

    def _judge(self) -> None:
        """Whether a late deadline or a silence is the playbook's fault shows only when all that follows is known."""
        for late in self._late:
            if too_long(late):
                self.seen.add(late.find)
        for find, path in self._quiet:
            if still_writes(path):
                self.seen.add(find)
        for find in self._letters.contradictions():
            self.seen.add(find)

    def _begin(self, start: Start, failing: frozenset[str]) -> None:
        path, met = begin(start, failing)
        self._read(path.mailed, path)
        for find in same_mails((), path):
            self.seen.add(find)
        self._arrive(path)
        for step in self._may_fail(met, failing):
            self._begin(start, failing | {step})

    def _go(self, path: Path, move: Move, failing: frozenset[str]) -> None:
        after, met = play(path, move, failing)
        self._look(path, after, move)
        self._arrive(after)
        for step in self._may_fail(met, failing):
            self._go(path, move, failing | {step})

    def _may_fail(self, met: frozenset[str], failing: frozenset[str]) -> frozenset[str]:
        """The steps that are to fail as well: all of them, or those whose other way nobody has seen yet."""
        if self.limits.depth is Depth.WHOLE:
            return met - failing
        return frozenset(step for step in met - failing if (key_of(step), "fails") not in self.seen.branches)

    def _arrive(self, path: Path) -> None:
        self._note(path)
        order = (len(path.happened), -path.now.timestamp(), next(self._count))
        heapq.heappush(self._queue, (*order, path))
        self.seen.states += 1
        if self.seen.states % _TELL_EVERY == 0:
            self.progress(self.seen.states, len(self._queue))

    def _note(self, path: Path) -> None:
        self.seen.met |= {key_of(step) for step in steps_met(path.journal)}
        self.seen.branches |= {(key_of(step), taken) for step, taken in path.state.branches.items()}
        for find in stuck_finds(path):
            self.seen.add(find)

    def _read(self, mails: Sequence[Mailed], path: Path) -> None:
        for find in self._letters.read(mails, path):
            self.seen.add(find)

    def _look(self, before: Path, after: Path, move: Move) -> None:
        self._read(after.mailed[len(before.mailed) :], after)
        if after.someone_was_silent:
            return
        answered = move.event is not None and move.event.type == "operator.answered"
        for find in (*same_mails(before.mailed, after), *end_without_a_word(before, after, answered=answered)):
            self.seen.add(find)
        if quiet := silence(before, after, self.limits.silent_days):
            self._quiet.append((quiet, after))
        for late in broken_between(before, after):
            self._late.append(late)
