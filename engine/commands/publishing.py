"""What publishing would do: the playbooks that differ, their stories, and the cases that stay on older versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from whenever import Instant

from engine.commands.assembly import Ready
from engine.commands.drafts import Draft, drafts
from engine.commands.rehearsing import Rehearsed
from engine.errors import FjortenError
from engine.language import thaw
from engine.language.checker import stories_of
from engine.language.mistakes import Mistake
from engine.language.similar import did_you_mean, near_misses
from engine.language.version import Version
from engine.rehearsal.differing import Differing, differing
from engine.rehearsal.judging import Verdict, judge
from engine.rehearsal.playing import play
from engine.rehearsal.script import of_story
from engine.run.frozen import Change, publish
from engine.store import Store, lists, versions
from engine.store.cases import Case
from engine.store.versions import Publication

SHOWN = 20
"""So many waiting cases are named; of more, only the number is told."""


@dataclass(frozen=True)
class Past:
    """What was published until now, read once."""

    store: Store

    @cached_property
    def history(self) -> tuple[Publication, ...]:
        """Everything that was ever published, oldest first."""
        return self.store.read_now(versions.history)

    @cached_property
    def published(self) -> Mapping[str, str]:
        """The digest that new cases get, by the slug of the playbook."""
        return self.store.read_now(versions.published)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the playbooks are called, by slug: as the last version that new cases got calls them."""
        last = {one.slug: one.digest for one in self.history if one.digest}
        return {slug: self.version(digest).main for slug, digest in last.items()}

    def version(self, digest: str) -> Version:
        """A version that was published."""
        stored = self.store.read_now(lambda conn: versions.get(conn, digest))
        return thaw(stored.main, stored.texts)

    def number_of(self, slug: str, digest: str) -> int:
        """The number of a version in the history of its playbook; of two with one text, the later."""
        return max((one.number for one in self.history if (one.slug, one.digest) == (slug, digest)), default=0)

    def next_number(self, slug: str) -> int:
        """The number that the next version of a playbook gets."""
        return max((one.number for one in self.history if one.slug == slug), default=0) + 1


@dataclass(frozen=True, slots=True)
class Next:
    """One playbook that would be published, or withdrawn, and what differs in it."""

    draft: Draft
    number: int
    differing: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that stays on the older version which it follows."""

    case: Case
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is shown before somebody says yes.

    `others` counts the waiting cases that are not named; `back_to` is the older version whose text would come back;
    `unread` are the mistakes in stories.
    """

    nexts: tuple[Next, ...]
    not_used: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    waiting: tuple[Waiting, ...]
    others: int
    back_to: int | None = None
    unread: tuple[Mistake, ...] = ()

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The stories that do not come true."""
        return tuple(verdict for verdict in self.verdicts if verdict.failures)

    @property
    def is_proved(self) -> bool:
        """Whether every story could be read and comes true."""
        return not (self.failed or self.unread)

    def change(self, who: str) -> Change:
        """What is published when somebody says yes."""
        fresh = tuple(one.draft.fresh for one in self.nexts if one.draft.fresh)
        gone = tuple(one.draft.slug for one in self.nexts if one.draft.fresh is None)
        return Change(fresh, gone, who, self.back_to)


def plan_of(ready: Ready, folder: Path, past: Past, only: str, language: str) -> Plan:
    """What publishing the folder would do; `only` is the title or file name of one playbook, or empty."""
    found = drafts(ready, past.published, past.titles)
    if only:
        found = _only(only, found, ready, past)
    nexts = tuple(next_of(draft, past, language) for draft in found)
    shop = Rehearsed(folder, ready.folder, ready.checked, ready.shop)
    titles = {draft.title for draft in found if draft.fresh}
    waiting, count = waiting_cases(found, past)
    verdicts = tuple(_verdicts(shop, titles, language))
    unread = tuple(one for one in ready.checked.errors if one.file.startswith("stories/")) if titles else ()
    return Plan(nexts, ready.held_back, verdicts, waiting, count - len(waiting), unread=unread)


def carry_out(store: Store, plan: Plan, who: str, now: Instant) -> tuple[Publication, ...]:
    """Publish what was shown, all of it or nothing."""
    return store.write_now(lambda conn: publish(conn, plan.change(who), now))


def _only(wanted: str, found: tuple[Draft, ...], ready: Ready, past: Past) -> tuple[Draft, ...]:
    names = {**past.titles, **{playbook.slug: title for title, playbook in ready.checked.playbooks.items()}}
    known = {*names, *names.values(), *ready.slugs}
    if wanted not in known:
        near = did_you_mean(near_misses(wanted, known)).strip()
        raise FjortenError(f'there is no playbook "{wanted}".', where="--only", remedy=near)
    return tuple(draft for draft in found if wanted in (draft.slug, draft.title))


def next_of(draft: Draft, past: Past, language: str) -> Next:
    """What publishing a draft would change."""
    before = past.version(draft.before) if draft.before else None
    told = differing(before, draft.fresh, language) if draft.fresh else ()
    return Next(draft, past.next_number(draft.slug), told)


def _verdicts(shop: Rehearsed, titles: set[str], language: str) -> Iterator[Verdict]:
    """How the stories of these playbooks come out."""
    files = stories_of(shop.texts, shop.checked.playbooks, shop.around) if titles else ()
    for story in (story for file in files for story in file.stories if story.playbook in titles):
        if story.playbook in shop.versions:
            yield judge(story, play(of_story(story), shop.stage), language)


def waiting_cases(found: tuple[Draft, ...], past: Past) -> tuple[tuple[Waiting, ...], int]:
    """The open cases that follow another version than what would be published: the first of them, and how many."""
    counts = past.store.read_now(lists.open_by_version)
    named: list[Waiting] = []
    total = 0
    for draft in found:
        digest = draft.fresh.digest if draft.fresh else draft.before
        total += sum(n for (slug, version), n in counts.items() if slug == draft.slug and version != digest)
        older = past.store.read_now(partial(lists.on_other_versions, slug=draft.slug, version=digest, limit=SHOWN))
        named += [Waiting(case, past.number_of(case.slug, case.version)) for case in older]
    return tuple(named[:SHOWN]), total
