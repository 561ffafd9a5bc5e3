"""A hunt over several playbooks: first each one thoroughly, then what is still unseen, then the other countries' dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from whenever import Instant

from engine.language.playbook import If, Playbook
from engine.rehearsal.hunting import Hunt, Hunted, Limits, Progress
from engine.rehearsal.hunting_accepted import accepted_in
from engine.rehearsal.hunting_finds import Find, unreached
from engine.rehearsal.hunting_map import Ground
from engine.rehearsal.hunting_moves import Depth
from engine.rehearsal.hunting_paths import Start
from engine.rehearsal.hunting_starts import other_answers, other_starts, plain_start
from engine.rehearsal.hunting_values import SET_BY_EVENTS, paths_of
from engine.rehearsal.stage import Stage


@dataclass(frozen=True, slots=True)
class Quarry:
    """What is hunted: the shop and its playbooks, when cases begin, and for which countries."""

    stage: Stage
    now: Instant
    countries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: each find with the owner's reason for accepting it, how many states were seen, and if that was all."""

    finds: tuple[tuple[Find, str], ...]
    states: int
    whole: bool

    @property
    def open(self) -> tuple[Find, ...]:
        """What nobody has accepted."""
        return tuple(find for find, reason in self.finds if not reason)


def hunt(quarry: Quarry, titles: Sequence[str], limits: Limits, progress: Progress) -> Result:
    """Hunt in the playbooks of these titles; the others help only to say which steps a case can reach."""
    whole = _Whole(quarry, limits, progress)
    others = [title for title in _concerned(quarry, titles) if title not in titles]
    for title in titles:
        whole.thoroughly(title)
    for title in others:
        whole.at_the_latest(title)
    for title in (*titles, *others):
        whole.what_is_unseen(title)
    for title in others if whole.misses(titles) else ():
        whole.thoroughly(title)
    for title in titles:
        whole.other_countries(title)
    slugs = {quarry.stage.versions[title].playbook(title).slug for title in titles}
    finds = [find for find in whole.finds(titles) if find.playbook.slug in slugs]
    texts = {path: text for version in quarry.stage.versions.values() for path, text in version.texts.items()}
    told = tuple((find, _reason(find, texts)) for find in sorted(finds, key=_in_order))
    return Result(told, whole.seen.states, whole.seen.whole)


def _concerned(quarry: Quarry, titles: Sequence[str]) -> tuple[str, ...]:
    """The playbooks asked for, and those that can run one of them."""
    wanted = set(titles)
    return tuple(title for title, version in quarry.stage.versions.items() if wanted & set(version.playbooks))


class _Whole:
    """Gathers what several hunts have seen."""

    def __init__(self, quarry: Quarry, limits: Limits, progress: Progress) -> None:
        self.seen = Hunted()
        self._quarry, self._limits, self._progress = quarry, limits, progress

    def thoroughly(self, title: str) -> None:
        """Every way of one playbook, in the first country."""
        if start := self._start(title, self._quarry.countries[0]):
            self._run([start], self._limits)

    def at_the_latest(self, title: str) -> None:
        """The latest ways of a playbook that nobody asked about: they lead to steps of the one that somebody did."""
        if start := self._start(title, self._quarry.countries[0]):
            self._run([start], replace(self._limits, depth=Depth.LATEST))

    def misses(self, titles: Sequence[str]) -> bool:
        """Whether a step of these playbooks is still unseen."""
        books = (self._quarry.stage.versions[title].playbook(title) for title in titles)
        return any(find for book in books for find in unreached(book, self.seen.met, self.seen.branches))

    def what_is_unseen(self, title: str) -> None:
        """Begin otherwise wherever a condition has always come out the same way, until each has gone both ways."""
        start = self._start(title, self._quarry.countries[0])
        if start is None:
            return
        for path in sorted(self._turning(start.ground)):
            for other in other_starts(start, path):
                if path in self._turning(start.ground):
                    self._run([other], replace(self._limits, depth=Depth.LATEST))
        if self._turning_settings(start.ground):
            self._run(other_answers(start), replace(self._limits, depth=Depth.LATEST))

    def other_countries(self, title: str) -> None:
        """The latest ways of one playbook, in the other countries."""
        starts = [self._start(title, country) for country in self._quarry.countries[1:]]
        self._run([start for start in starts if start], replace(self._limits, depth=Depth.LATEST))

    def finds(self, titles: Sequence[str]) -> Iterator[Find]:
        """Everything that was found."""
        yield from self.seen.finds.values()
        for title in titles:
            playbook = self._quarry.stage.versions[title].playbook(title)
            yield from unreached(playbook, self.seen.met, self.seen.branches)

    def _start(self, title: str, country: str) -> Start | None:
        return plain_start(self._quarry.stage, title, country, self._quarry.now)

    def _run(self, starts: Iterator[Start] | Sequence[Start], limits: Limits) -> None:
        before = self.seen.states
        hunt = Hunt(limits, lambda seen, left: self._progress(before + seen, left))
        hunt.seen.branches |= self.seen.branches
        self.seen.take(hunt.run(starts))

    def _turning(self, ground: Ground) -> frozenset[str]:
        """The fields on which an untaken way depends."""
        atoms = (atom for step in self._one_sided(ground.playbooks) for atom in ground.conditions[step.key])
        return paths_of(atoms) - SET_BY_EVENTS

    def _turning_settings(self, ground: Ground) -> bool:
        atoms = (atom for step in self._one_sided(ground.playbooks) for atom in ground.conditions[step.key])
        return any(getattr(atom, "path", "").startswith("settings.") for atom in atoms)

    def _one_sided(self, playbooks: Sequence[Playbook]) -> Iterator[If]:
        """The conditions of which one way was never taken although steps stand there."""
        for step in (step for playbook in playbooks for step in playbook.all_steps if isinstance(step, If)):
            ways = (("then", step.then), ("else", step.otherwise))
            if any(steps and (step.key, way) not in self.seen.branches for way, steps in ways):
                yield step


def _in_order(find: Find) -> tuple[str, int, str]:
    return find.playbook.slug, find.place.line, find.code


def _reason(find: Find, texts: Mapping[str, str]) -> str:
    text = texts.get(f"{find.playbook.slug}.yaml", "")
    return next((found.reason for found in accepted_in(text) if found.covers(find.code, find.place)), "")
