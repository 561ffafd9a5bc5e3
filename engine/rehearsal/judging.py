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
from engine.rehearsal.account import account_of
from engine.rehearsal.playing import Misfit, Played
from engine.rehearsal.report import headings
from engine.rehearsal.telling import Teller

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


def judge(story: Story, played: Played, language: str = "en") -> Verdict:
    """Compare a story with what happened when it was played, and say in a language what did not come true."""
    judging = _Judging(played, language)
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

    def __init__(self, played: Played, language: str) -> None:
        self.played, self.say = played, headings(language)
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
        more = self._listed("instead_asked", asked)
        instead = self.say("instead_not_open", day=self.say.day(self._day(misfit.at)), more=more)
        return Failure(misfit.text, misfit.line, instead.rstrip())

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
        return (self._listed("instead_did", [one.said for one in hits]), hits[0].said) if hits else None

    def _once(self, what: Sent | Asked | Told | Did) -> tuple[str, str] | None:
        hits = [one.said for one in self.followed if _fits(what, one.what)]
        if len(hits) == 1:
            return None
        told = self.say("instead_times", count=len(hits), hits="; ".join(hits)) if hits else self.say("instead_never")
        return told, ""

    def _on_day(self, what: Sent | Asked | Told | Did, day: Date) -> tuple[str, str] | None:
        hits = [one for one in self.followed if _fits(what, one.what)]
        if any(one.day == day for one in hits):
            return None
        if hits:
            nearest = min(hits, key=lambda one: abs(one.day.since(day, total="days")))
            return self._listed("instead_other_day", [one.said for one in hits]), nearest.said
        alike = self._listed("instead_alike", [one.said for one in self.followed if isinstance(one.what, type(what))])
        return " ".join((self.say("instead_never"), self._on(day), alike)).rstrip(), ""

    def _on(self, day: Date) -> str:
        that_day = [_sentence(one.what) for one in self.followed if one.day == day]
        said = "instead_on_day" if that_day else "instead_nothing"
        return self.say(said, day=self.say.day(day), hits="; ".join(that_day))

    def _falls_on(self, name: str, day: Date) -> tuple[str, str] | None:
        deadline = self._deadline(name)
        if deadline is None:
            return self.say("instead_no_date", name=name), ""
        if deadline.last_day == day:
            return None
        told = self.say("instead_falls", name=name, day=self.say.day(deadline.last_day))
        return told, f"{name} falls on: {deadline.last_day.format_iso()}"

    def _stands(self, name: str, state: str) -> tuple[str, str] | None:
        deadline = self._deadline(name)
        if deadline is None:
            return self.say("instead_no_date", name=name), ""
        if deadline.state.value == state:
            return None
        note = Teller.in_language(self.say.language, self.zone).said(deadline.note)
        word = note or self.say(deadline.state.value)
        told = self.say("instead_stands", name=name, state=deadline.state.value, word=word)
        return told, f"{name} is: {deadline.state.value}"

    def _ends(self) -> tuple[str, str]:
        if self.view.result:
            return self.say("instead_ends", result=self.view.result), f"case ends: {self.view.result}"
        return self.say("instead_open", headline=account_of(self.played, self.say.language).headline), ""

    def _listed(self, head: str, said: list[str]) -> str:
        """The first few, and how many more there are; nothing where there are none."""
        if not said:
            return ""
        hits, more = "; ".join(said[:_SHOWN]), len(said) - _SHOWN
        return self.say(head, hits=self.say("instead_more", hits=hits, count=more) if more > 0 else hits)

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


def _short(day: Date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
