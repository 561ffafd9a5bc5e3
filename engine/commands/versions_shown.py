"""What new cases follow, and what the folder says, for the pages: read anew only when something has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from engine.commands.assembly import Ready, read_shop
from engine.commands.drafts import drafts
from engine.commands.folder import stamps
from engine.commands.publishing import Past, next_of
from engine.errors import FjortenError
from engine.run.doors import DraftSeen, VersionSeen
from engine.store import Store, lists

_Seen = tuple[frozenset[tuple[str, int, int]], tuple[str, ...]]


@dataclass(slots=True)
class FolderVersions:
    """The versions of a store beside a shop's folder; what was found out is kept until one of them changes."""

    folder: Path
    store: Store
    kept: dict[str, tuple[_Seen, DraftSeen]] = field(default_factory=dict)

    async def history(self) -> tuple[VersionSeen, ...]:
        """Everything that was published, playbook by playbook, the newest version of each first."""
        return await asyncio.to_thread(lambda: tuple(seen_versions(Past(self.store))))

    async def draft(self, language: str) -> DraftSeen:
        """What publishing would change."""
        return await asyncio.to_thread(self._draft, language)

    def _draft(self, language: str) -> DraftSeen:
        past = Past(self.store)
        now = stamps(self.folder), tuple(sorted(past.published.values()))
        if language not in self.kept or self.kept[language][0] != now:
            self.kept[language] = now, self._read(past, language)
        return self.kept[language][1]

    def _read(self, past: Past, language: str) -> DraftSeen:
        try:
            ready = read_shop(self.folder)
        except FjortenError as error:
            return DraftSeen(wrong=str(error))
        return _seen(ready, past, language)


def _seen(ready: Ready, past: Past, language: str) -> DraftSeen:
    found = drafts(ready, past.published, past.titles)
    parts = [part for draft in found for part in next_of(draft, past, language).differing]
    gone = tuple(draft.title for draft in found if draft.fresh is None)
    return DraftSeen(tuple(dict.fromkeys(parts)), gone, ready.held_back)


def seen_versions(past: Past) -> Iterator[VersionSeen]:
    """The history of every playbook as people see it; of two numbers with one text, cases are counted with the later."""
    counts = past.store.read_now(lists.open_by_version)
    for _, group in groupby(past.history, key=lambda one: one.slug):
        steps = tuple(group)
        for one in reversed(steps):
            last_of_text = bool(one.digest) and past.number_of(one.slug, one.digest) == one.number
            yield VersionSeen(
                playbook=past.titles.get(one.slug, one.slug),
                number=one.number,
                published_at=one.published_at,
                who=one.who,
                back_to=one.back_to,
                withdrawn=not one.digest,
                in_use=bool(one.digest) and one is steps[-1],
                open_cases=counts.get((one.slug, one.digest), 0) if last_of_text else 0,
            )
