"""What an editor may offer while somebody types, and what it needs to know for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.editor.mention import Sort, Thing
from engine.editor.page import Page
from engine.editor.workshop import Workshop
from engine.language.catalogue import EVENTS_BY_WORDS, FieldType
from engine.language.clock_blocks import setting_type
from engine.language.names import Names
from engine.language.nodes import Text
from engine.language.slips import Slip

_LAST_PATH = re.compile(r"[\w.]*$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that may stand here; it takes the place of what was typed from column `start` on."""

    label: str
    thing: Thing
    start: int


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types in a line: the page, the number of the line, and what stands before the cursor."""

    workshop: Workshop
    page: Page
    number: int
    before: str

    @property
    def titles(self) -> tuple[str, ...]:
        """The playbooks whose names count here."""
        return self.workshop.titles_of(self.page.file)

    def names(self, variables: tuple[str, ...] = ()) -> Names:
        """The names that count here, with their kinds."""
        found = self.workshop.names(self.titles, "settings")
        return Names(
            settings={name: self._type(name) for name in found},
            deadlines=self.workshop.names(self.titles, "deadlines"),
            remembered=dict.fromkeys(self.workshop.remembered(), FieldType.TEXT),
            variables=variables,
        )

    def _type(self, name: str) -> FieldType:
        thing = next((one for one in self.workshop.by_thing if one.sort is Sort.SETTING and one.name == name), None)
        node = self.workshop.node(thing, self.titles) if thing else None
        kind = node.get("type") if node else None
        try:
            return setting_type(kind.value) if isinstance(kind, Text) else FieldType.TEXT
        except Slip:
            return FieldType.TEXT

    def named(self, sort: Sort, names: Iterable[str], typed: str, home: str = "") -> Iterator[Offer]:
        """Names of one sort, in place of what was typed of them."""
        start = len(self.before) - len(typed) + 1
        return (Offer(name, Thing(sort, name, home), start) for name in names)

    def paths(self, names: Names, kinds: tuple[FieldType, ...] = ()) -> Iterator[Offer]:
        """Fields, deadlines, settings and remembered values; only of some kinds, if such are named."""
        found = _LAST_PATH.search(self.before)
        typed = found[0] if found else ""
        group = typed.rpartition(".")[0]
        for path in names.paths():
            field = names.find(path)
            if path.startswith(f"{group}." if group else "") and field and (not kinds or field.type in kinds):
                yield from self.named(sort_of(path, names), (path,), typed)

    def events(self, typed: str) -> Iterator[Offer]:
        """The events of the catalogue, and those of the shop's messages."""
        yield from self.named(Sort.EVENT, (kind.words for kind in EVENTS_BY_WORDS.values()), typed)
        for outcome in ("sent", "bounced"):
            names = sorted(self.workshop.folder.messages)
            yield from self.named(Sort.MESSAGE, (f"{name} {outcome}" for name in names), typed)

    def messages(self, typed: str) -> Iterator[Offer]:
        """The shop's messages."""
        return self.named(Sort.MESSAGE, sorted(self.workshop.folder.messages), typed)

    def people(self, typed: str) -> Iterator[Offer]:
        """Everybody who can be asked or told."""
        return self.named(Sort.PERSON, self.workshop.people, typed)

    def playbooks(self, typed: str) -> Iterator[Offer]:
        """The titles of the playbooks."""
        return self.named(Sort.PLAYBOOK, sorted(self.workshop.playbooks), typed)

    def laws(self, typed: str) -> Iterator[Offer]:
        """The rules of the law."""
        return self.named(Sort.LAW, self.workshop.around.law_words or (), typed)

    def integrations(self, typed: str) -> Iterator[Offer]:
        """The steps of the integrations."""
        return self.named(Sort.INTEGRATION, self.workshop.around.step_schemas or (), typed)


def sort_of(path: str, names: Names) -> Sort:
    """What kind of thing a path is."""
    group = path.partition(".")[0]
    if path in names.deadlines or group == "deadlines":
        return Sort.DEADLINE
    if group in names.variables:
        return Sort.LINE_FIELD
    return {"settings": Sort.SETTING, "remembered": Sort.REMEMBERED}.get(group, Sort.FIELD)


def thing_of(offer: Offer) -> Thing:
    """The thing that an offered word stands for, as the hover knows it."""
    name = offer.thing.name
    match offer.thing.sort:
        case Sort.SETTING | Sort.REMEMBERED | Sort.LINE_FIELD:
            name = name.partition(".")[2] or name
        case Sort.DEADLINE:
            name = name.removeprefix("deadlines.").partition(".")[0]
        case Sort.MESSAGE:
            name = name.partition(" ")[0]
        case _:
            pass
    return Thing(offer.thing.sort, name, offer.thing.home)
