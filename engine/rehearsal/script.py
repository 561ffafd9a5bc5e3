"""The script of a rehearsal: how the case begins, what happens when, and how long we look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant, Time

from engine.case.facts import Event
from engine.case.in_force import InForce
from engine.errors import PlaybookError
from engine.language.catalogue import EVENTS, FIELDS, FieldType
from engine.language.fields import moment_in
from engine.language.playbook import Subject
from engine.language.story import Answers, Day, Fails, Happens, Occurs, Skips, Story
from engine.rehearsal.sample import order_of

_NUMBERED = {Subject.RETURN: ("return.number", "R"), Subject.COMPLAINT: ("complaint.number", "C")}
_OPENED = "case.opened_at"
_AT = 10
"""The hour of the customer's clock at which things happen where a story gives none."""


@dataclass(frozen=True, slots=True)
class Script:
    """What is played: the fields of the case as it begins, what happens, the settings, and for how many days."""

    playbook: str
    case: Mapping[str, Any] = field(default_factory=dict)
    happens: tuple[Happens, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    starts: Instant | None = None
    days: int = 60
    number: int = 1

    @property
    def fails(self) -> dict[str, int]:
        """What fails, and how often."""
        return {happens.what: happens.times for happens in self.happens if isinstance(happens, Fails)}


@dataclass(frozen=True, slots=True)
class Opening:
    """How a case begins: its place in the world, its fields, and the event that opens it."""

    where: Mapping[str, str]
    fields: Mapping[str, Any]
    event: Event
    zone: str

    @property
    def at(self) -> Instant:
        """The moment at which the case begins."""
        return self.event.time


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens at a moment."""

    at: Instant
    what: Occurs | Answers | Skips


def of_story(story: Story) -> Script:
    """The script of a story."""
    return Script(story.playbook, story.case, story.happens, story.settings)


def opening(script: Script, in_force: InForce) -> Opening:
    """The beginning of the case that a script tells; what it does not say is invented."""
    shop, playbook = in_force.shop, in_force.version.playbook(script.playbook)
    country = str(script.case.get("order.country") or shop.country)
    language = _language(str(script.case.get("customer.language") or ""), shop.sells_to.get(country, ()))
    region = str(script.case.get("order.region") or "")
    zone = in_force.customer_zone(country, region)
    given = {path: _with_zone(path, value, zone) for path, value in script.case.items()}
    at = _begins(script, playbook.starts_when, given)
    fields = order_of(country, language, playbook.starts_when, at, given)
    fields.pop(_OPENED, None)
    path, letter = _NUMBERED.get(playbook.one_case_per, ("", ""))
    if path:
        fields.setdefault(path, f"{letter}{script.number}")
    where = {"country": country, "region": region, "language": language, "zone": zone}
    return Opening(where, fields, _first(playbook.starts_when, fields, at, shop.name), zone)


def _language(wanted: str, offered: tuple[str, ...]) -> str:
    """The customer's language if the shop writes it in that country, else the country's first, as for a real case."""
    if wanted in offered or (wanted and not offered):
        return wanted
    return offered[0] if offered else "en"


def beats(script: Script, begins: Opening) -> list[Beat]:
    """What happens, in the order in which it happens; of two at one moment the one that stands first."""
    timed = (what for what in script.happens if isinstance(what, Occurs | Answers | Skips))
    return sorted((Beat(moment_of(what.when, begins), what) for what in timed), key=lambda beat: beat.at)


def moment_of(when: Day, begins: Opening) -> Instant:
    """The moment that a day of a story means; without a time it is ten in the morning, but never before the start."""
    first = begins.at.to_tz(begins.zone).date()
    hour, minute = divmod(when.minute if when.minute is not None else _AT * 60, 60)
    moment = when.date(first).at(Time(hour, minute)).assume_tz(begins.zone).to_instant()
    return max(moment, begins.at) if when.minute is None else moment


def event_of(what: Occurs, at: Instant, number: int, begins: Opening) -> Event:
    """The event that a story tells, as a sender would have reported it."""
    data: dict[str, Any] = {"order": {"number": begins.fields["order.number"]}}
    kind = what.event.partition(".")[0]
    if kind == "refund":
        data["refund"] = {"id": f"R-{number}"}
    for path, value in what.values.items():
        group, _, name = path.partition(".")
        data.setdefault(group, {})[name] = _with_zone(path, value, begins.zone)
    return Event(begins.event.source, f"story-{number}", what.event, at, at, data)


def values_of(values: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Values that somebody fills in, with their moments on the customer's clock."""
    return {path: _with_zone(path, value, zone) for path, value in values.items()}


def _begins(script: Script, event: str, given: Mapping[str, Any]) -> Instant:
    kind = EVENTS.get(event)
    told = [given[path] for path in (*(kind.sets_moment if kind else ()), _OPENED) if given.get(path)]
    if told:
        return Instant.parse_iso(told[0])
    if script.starts is None:
        path = kind.sets_moment[0] if kind and kind.sets_moment else _OPENED
        raise PlaybookError("Nobody has said when the case begins.", where=script.playbook, remedy=f"Give {path}.")
    return script.starts


def _first(event: str, fields: Mapping[str, Any], at: Instant, source: str) -> Event:
    """The event that opens the case, reported by the shop itself."""
    kind = EVENTS.get(event)
    data: dict[str, Any] = {}
    for path, value in fields.items():
        group, _, name = path.partition(".")
        if kind is None or group in kind.groups:
            data.setdefault(group, {})[name] = value
    return Event(source, "story-opens", event, at, at, data)


def _with_zone(path: str, value: Any, zone: str) -> Any:
    """A value as the journal holds it: a moment told without a zone is one of the customer's clock."""
    field = FIELDS.get(path)
    if field is None or not isinstance(value, str):
        return value
    match field.type:
        case FieldType.MOMENT:
            return _moment(value, zone).format_iso()
        case FieldType.YES_NO:
            return {"yes": True, "no": False}.get(value, value)
        case FieldType.TEXTS:
            return [value]
        case _:
            return value


def _moment(text: str, zone: str) -> Instant:
    try:
        return Instant.parse_iso(text)
    except ValueError:
        return moment_in(zone, text)
