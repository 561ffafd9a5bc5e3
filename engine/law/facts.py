"""Read what the case knows: the moments, choices and lines inside happenings and fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whenever import Date, Instant, OffsetDateTime, Time, ZonedDateTime

from engine.law.deadline import Happening, Jurisdiction, Start
from engine.law.places import zone_of


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of a case when the law asks: what happened, and its fields by path."""

    country: str
    happenings: Sequence[Happening]
    fields: Mapping[str, object]

    @property
    def region(self) -> str:
        """The customer's region, as far as the order says."""
        return str(self.fields.get("order.region") or "")

    @property
    def where(self) -> Jurisdiction:
        """Whose law counts, for periods that are counted on the way to another one."""
        return Jurisdiction(self.country, self.region)

    def all_of(self, *types: str) -> list[tuple[int, Happening]]:
        """The happenings of these types with their place in the journal, as they came."""
        return [(index, happening) for index, happening in enumerate(self.happenings) if happening.type in types]

    def after(self, index: int) -> Story:
        """The story from one happening on; what came before keeps its place but no longer counts."""
        nothing = Happening("", self.happenings[index].time, {})
        return replace(self, happenings=(*[nothing] * (index + 1), *self.happenings[index + 1 :]))

    def first(self, *types: str, paths: tuple[str, ...] = (), because: str) -> Start | None:
        """The earliest happening of these types as a start."""
        found = [(moment_of(happening, *paths), index, happening) for index, happening in self.all_of(*types)]
        if found:
            time, index, happening = min(found, key=lambda each: (each[0], each[1]))
            return start_at(happening, time, index, because)
        return self.field(*paths, because=because)

    def last(self, *types: str, paths: tuple[str, ...] = (), because: str) -> Start | None:
        """The latest happening of these types as a start."""
        found = [(moment_of(happening, *paths), index, happening) for index, happening in self.all_of(*types)]
        if found:
            time, index, happening = max(found, key=lambda each: (each[0], -each[1]))
            return start_at(happening, time, index, because)
        return self.field(*paths, because=because)

    def sent(self, message: str) -> Start | None:
        """The first time a message went to the customer."""
        for index, happening in enumerate(self.happenings):
            kind, _, named = happening.type.partition(":")
            if kind == "message.sent" and message in (named, happening.data.get("message")):
                return start_at(happening, happening.time, index, f"{message} was sent")
        return None

    def field(self, *paths: str, because: str) -> Start | None:
        """A field of the case as a start, where no happening tells."""
        for path in paths:
            if time := as_instant(self.fields.get(path), self.country):
                return Start(time, because, f"{path}@{time.format_iso()}", -1)
        return None

    def says_no(self, path: str) -> bool:
        """Whether the case says no to a question; silence is no answer."""
        return self.fields.get(path) in (False, "no")

    def says_yes(self, path: str) -> bool:
        """Whether the case says yes to a question."""
        return self.fields.get(path) in (True, "yes")


def start_at(happening: Happening, time: Instant, index: int, because: str) -> Start:
    """A happening as the start of a period."""
    number = inside(happening.data, "shipment.number") or inside(happening.data, "return.number")
    name = f"{happening.type}:{number}" if number else happening.type
    return Start(time, because, f"{name}@{time.format_iso()}", index)


def moment_of(happening: Happening, *paths: str) -> Instant:
    """When it really happened: as its data say, but never later than it was reported."""
    for path in paths:
        if time := as_instant(inside(happening.data, path), ""):
            return min(time, happening.time)
    return happening.time


def inside(data: Mapping[str, object], path: str) -> object:
    """A value by its path, whether the sender nested it (`return: {sent_at}`) or not (`sent_at`)."""
    group, _, name = path.rpartition(".")
    nested = data.get(group)
    if isinstance(nested, Mapping) and name in nested:
        return nested[name]
    return data.get(path, data.get(name))


def as_instant(value: object, country: str) -> Instant | None:
    """A moment from whatever the journal holds; a bare day stands for its noon, a time without zone for nothing."""
    match value:
        case Instant():
            return value
        case ZonedDateTime() | OffsetDateTime():
            return value.to_instant()
        case Date() if country:
            # noon, so that it is the same day for a party one zone away
            return value.at(Time(12)).assume_tz(zone_of(country)).to_instant()
        case str() if value:
            return _parsed(value, country)
        case _:
            return None


def _parsed(text: str, country: str) -> Instant | None:
    try:
        return OffsetDateTime.parse_iso(text.replace("Z", "+00:00")).to_instant()
    except ValueError:
        pass
    try:
        return as_instant(Date.parse_iso(text), country)
    except ValueError:
        return None


def line_ids(lines: object) -> frozenset[str]:
    """The identities of lines, given as texts, as mappings or as objects."""
    if not isinstance(lines, Iterable) or isinstance(lines, str | Mapping):
        return frozenset()
    found = (line.get("id") if isinstance(line, Mapping) else getattr(line, "id", line) for line in lines)
    return frozenset(str(each) for each in found if each)
