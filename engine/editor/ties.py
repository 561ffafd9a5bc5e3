"""Which playbooks mean the same thing by the same name: those that can be in one case, or that share a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.editor.mention import Sort

OF_A_FAMILY = frozenset({Sort.DEADLINE, Sort.SETTING, Sort.STEP})
Name = tuple[Sort, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """What each playbook runs, which playbooks use a name, and which send a message that uses it."""

    runs: Mapping[str, tuple[str, ...]]
    named: Mapping[Name, tuple[str, ...]]
    shared: Mapping[Name, Collection[tuple[str, ...]]]

    def reached(self, title: str) -> tuple[str, ...]:
        """A playbook and all that it can run."""
        found = [title]
        for one in found:
            found += [run for run in self.runs.get(one, ()) if run not in found]
        return tuple(found)

    def homes(self, sort: Sort, name: str) -> Mapping[str, str]:
        """The playbooks that use a name, each with the first of those that mean the same by it."""
        titles = self.named.get((sort, name), ())
        first = {title: title for title in titles}
        groups = [*map(self.reached, titles), *self.shared.get((sort, name), ())]
        for group in groups:
            alike = {first[title] for title in group if title in first}
            first = {title: min(alike) if own in alike else own for title, own in first.items()}
        return first
