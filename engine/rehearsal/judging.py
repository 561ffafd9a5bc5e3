"""Whether what a story expects has followed; where it has not, what happened instead, with dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whenever import Date, Instant

from engine.case.journal import EntryKind
from engine.case.view import DeadlineView
from engine.language.story import (
    Asked,
    Did,
    Ends,
    Expected,
    FallsOn,
    Once,
    OnDay,
    Sent,
    Stands,
    Story,
    Told,
)
from engine.rehearsal.playing import Misfit, Played

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Failure:
    """One sentence of a story that did not come true: what was written, where, and what happened instead.

    `better` is what the sentence would have to say; empty where no sentence would be right.
    """

    text: str
    line: int
    instead: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A story and what did not come true in it."""

    story: Story
    failures: tuple[Failure, ...]


def judge(story: Story, played: Played) -> Verdict:
    """Compare a story with what happened when it was played."""
    judging = _Judging(played)
    misfits = tuple(judging.misfit(misfit) for misfit in played.misfits)
    found = (judging.failure(expected) for expected in story.expects)
    return Verdict(story, (*misfits, *(failure for failure in found if failure)))


@dataclass(frozen=True, slots=True)
class _Followed:
    """Something that happened: on which day, and how a story says it."""

    day: Date
    what: Sent | Asked | Told | Did

    @property
    def said(self) -> str:
        return f"{_short(self.day)}: {_sentence(self.what)}"


class _Judging:
    """Knows everything that happened in one case."""

    def __init__(self, played: Played) -> None:
        self.played = played
        self.zone = played.begins.zone
        self.followed = sorted(self._everything(), key=lambda one: one.day)
        self.view = played.rehearsal.view

    def failure(self, expected: Expected) -> Failure | None:
        """What is wrong with an expectation, if something is."""
        found = self._wrong(expected)
        return Failure(expected.text, expected.place.line, *found) if found else None

    def misfit(self, misfit: Misfit) -> Failure:
        """An answer to a question that was not open."""
        asked = [one.said for one in self.followed if isinstance(one.what, Asked)]
        instead = f"On {_short(self._day(misfit.at))} no such question was open. {_listed('Asked were', asked)}"
        return Failure(misfit.text, misfit.line, instead)

    def _wrong(self, expected: Expected) -> tuple[str, str] | None:
        match expected.what:
            case OnDay(what, None):
                return self._never(what)
            case OnDay(what, when) if when is not None:
                return self._on_day(what, when.date(self._day(self.played.begins.at)))
            case Once(what):
                return self._once(what)
            case FallsOn(name, day):
                return self._falls_on(name, day)
            case Stands(name, state):
                return self._stands(name, state)
            case Ends(result) if self.view.result != result:
                return self._ends()
            case _:
                return None

    def _never(self, what: Sent | Asked | Told | Did) -> tuple[str, str] | None:
        hits = [one for one in self.followed if _fits(what, one.what)]
        return (f"It did: {'; '.join(one.said for one in hits)}.", hits[0].said) if hits else None

    def _once(self, what: Sent | Asked | Told | Did) -> tuple[str, str] | None:
        hits = [one.said for one in self.followed if _fits(what, one.what)]
        if len(hits) == 1:
            return None
        return (f"It happened {len(hits)} times: {'; '.join(hits)}." if hits else "It never happened."), ""

    def _on_day(self, what: Sent | Asked | Told | Did, day: Date) -> tuple[str, str] | None:
        hits = [one for one in self.followed if _fits(what, one.what)]
        if any(one.day == day for one in hits):
            return None
        if hits:
            nearest = min(hits, key=lambda one: abs(one.day.since(day, total="days")))
            return f"It happened on another day: {'; '.join(one.said for one in hits[:_SHOWN])}.", nearest.said
        alike = [one for one in self.followed if isinstance(one.what, type(what))]
        return f"It never happened. {self._on(day)}{_listed('Of this kind', [one.said for one in alike])}", ""

    def _on(self, day: Date) -> str:
        that_day = [_sentence(one.what) for one in self.followed if one.day == day]
        return f"On {_short(day)}: {'; '.join(that_day)}. " if that_day else f"Nothing happened on {_short(day)}. "

    def _falls_on(self, name: str, day: Date) -> tuple[str, str] | None:
        deadline = self._deadline(name)
        if deadline is None:
            return f"{name} was never set in this case.", ""
        if deadline.last_day == day:
            return None
        return f"{name} falls on {_long(deadline.last_day)}.", f"{name} falls on: {deadline.last_day.format_iso()}"

    def _stands(self, name: str, state: str) -> tuple[str, str] | None:
        deadline = self._deadline(name)
        if deadline is None:
            return f"{name} was never set in this case.", ""
        if deadline.state.value == state:
            return None
        note = f" ({deadline.note})" if deadline.note else ""
        return f"{name} is {deadline.state.value}{note}.", f"{name} is: {deadline.state.value}"

    def _ends(self) -> tuple[str, str]:
        if self.view.result:
            return f"The case ends: {self.view.result}.", f"case ends: {self.view.result}"
        return f"The case has not ended: {self.view.headline}.", ""

    def _deadline(self, name: str) -> DeadlineView | None:
        return next((deadline for deadline in self.view.deadlines if deadline.name == name), None)

    def _everything(self) -> Iterator[_Followed]:
        rehearsal = self.played.rehearsal
        for mail in rehearsal.mailed:
            yield _Followed(self._day(mail.at), Sent(mail.message, self.played.begins.where["language"]))
        for note in rehearsal.told:
            yield _Followed(self._day(note.at), Told(note.who))
        for entry in rehearsal.journal:
            if entry.kind is EntryKind.ASKED:
                yield _Followed(self._day(entry.at), Asked(str(entry.data["who"])))
        for at, words in rehearsal.performed:
            yield _Followed(self._day(at), Did(words))

    def _day(self, moment: Instant) -> Date:
        return moment.to_tz(self.zone).date()


def _fits(wanted: Sent | Asked | Told | Did, found: Sent | Asked | Told | Did) -> bool:
    match wanted, found:
        case Sent(message, language), Sent(other, its_language):
            return message == other and language in ("", its_language)
        case _:
            return wanted == found


def _sentence(what: Sent | Asked | Told | Did) -> str:
    match what:
        case Sent(message, language):
            return f"{message} is sent in {language}"
        case Asked(who):
            return f"{who} is asked"
        case Told(who):
            return f"{who} is told"
        case Did(words):
            return words


def _listed(head: str, said: list[str]) -> str:
    if not said:
        return ""
    more = f"; and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
    return f"{head}: {'; '.join(said[:_SHOWN])}{more}."


def _short(day: Date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _long(day: Date) -> str:
    return f"{_WEEKDAYS[day.day_of_week().value - 1]} {_short(day)} {day.year}"
