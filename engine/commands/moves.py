"""What moving cases to another version would do: decided for each case, before anybody asks the engine to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from whenever import Instant

from engine.case.decide import decide
from engine.case.in_force import InForce
from engine.case.journal import Fact, chain
from engine.case.moving import move
from engine.case.view import CaseView, DeadlineView
from engine.commands.publishing import Past
from engine.errors import FjortenError
from engine.language.shop import Shop
from engine.language.similar import did_you_mean, near_misses
from engine.run.intake import report_for_case
from engine.store import cases, journals, lists
from engine.store.cases import Case
from engine.store.versions import Publication

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A case, what would be written down of its move, and how it stands before and after."""

    case: Case
    leaves: int
    to: Publication
    fact: Fact
    before: CaseView
    after: CaseView

    @property
    def moves(self) -> bool:
        """Whether it can move."""
        return "why" not in self.fact.data

    @property
    def new_dates(self) -> tuple[DeadlineView, ...]:
        """The dates that would be watched from then on."""
        known = {one.name for one in self.before.deadlines}
        return tuple(one for one in self.after.deadlines if one.name not in known)

    @property
    def unwatched(self) -> tuple[str, ...]:
        """The dates of the shop's own that nobody would watch any more."""
        kept = {one.name for one in self.after.deadlines}
        return tuple(one.name for one in self.before.deadlines if one.name not in kept)


def meant(past: Past, numbers: Iterable[int], everything: str) -> tuple[Case, ...]:
    """The cases that are to move: by their numbers, or all open ones of a playbook that follow an older version."""
    found = [past.store.read_now(partial(cases.get, number=number)) for number in numbers]
    if everything:
        slug = _slug(past, everything)
        newest = past.published.get(slug, "")
        found += past.store.read_now(lambda conn: lists.on_other_versions(conn, slug, newest, _ALL))
    if not found and not everything:
        raise FjortenError("Which cases are to move?", remedy="Name their numbers, or a playbook with --all.")
    return tuple(found)


def target(past: Past, slug: str, number: int | None) -> Publication:
    """The version that is meant: the one that new cases follow, or the one of that number."""
    found = [one for one in past.history if one.slug == slug and one.digest]
    wanted = [one for one in found if one.number == number] if number else found
    if not wanted:
        there = ", ".join(str(one.number) for one in found) or "none"
        raise FjortenError(
            f"there is no version {number} of it." if number else "there is no version of it.",
            where=past.titles.get(slug, slug),
            remedy=f"There are: {there}.",
        )
    return wanted[-1]


def planned(past: Past, shop: Shop, found: Iterable[Case], number: int | None, now: Instant) -> Iterator[Planned]:
    """What would become of each case."""
    known: dict[str, InForce] = {}
    for case in found:
        to = target(past, case.slug, number)
        for digest in (case.version, to.digest):
            if digest not in known:
                known[digest] = InForce(past.version(digest), shop)
        yield _planned(past, case, to, known, now)


def ask_to_move(past: Past, plan: Planned, who: str, now: Instant) -> None:
    """Put the wish into the case's inbox; the engine that holds the case decides once more, and does it."""
    data = {"version": plan.to.digest, "number": plan.to.number, "who": who}
    name = f"{plan.to.number}:{now.format_iso()}"
    past.store.write_now(lambda conn: report_for_case(conn, plan.case.number, "operator.moved", data, now, name))


def _planned(past: Past, case: Case, to: Publication, known: dict[str, InForce], now: Instant) -> Planned:
    journal = past.store.read_now(lambda conn: journals.journal(conn, case.number))
    if not journal:
        raise FjortenError("nothing has happened in it yet.", where=f"case {case.number}", remedy="Start the engine.")
    old, new = known[case.version], known[to.digest]
    at = max(now, journal[-1].at)
    fact = move(old, new, journal, at, to.number)
    before = decide(old, journal, at).view
    leaves = past.number_of(case.slug, case.version)
    if "why" in fact.data:
        return Planned(case, leaves, to, fact, before, before)
    moved = (*journal, *chain(case.number, journal[-1], [fact], at))
    return Planned(case, leaves, to, fact, before, decide(new, moved, at).view)


def _slug(past: Past, wanted: str) -> str:
    found = [slug for slug, title in past.titles.items() if wanted in (slug, title)]
    if not found:
        near = did_you_mean(near_misses(wanted, past.titles.values())).strip()
        raise FjortenError(f'there is no playbook "{wanted}".', where="--all", remedy=near)
    return found[0]
