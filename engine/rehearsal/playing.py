"""A script played to its end: events, answers and the passing of time, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from whenever import Instant, TimeDelta

from engine.case.facts import Event
from engine.case.view import QuestionView
from engine.language.story import Answers, Occurs, Skips
from engine.rehearsal.rehearsal import Rehearsal, Told
from engine.rehearsal.script import Beat, Opening, Script, beats, event_of, opening, values_of
from engine.rehearsal.staff import Crew, Staff, Till
from engine.rehearsal.stage import Stage


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that a script tells could not happen: an answer that nobody had asked for."""

    at: Instant
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Played:
    """A case that was played to its end."""

    script: Script
    begins: Opening
    rehearsal: Rehearsal
    misfits: tuple[Misfit, ...] = ()


def play(script: Script, stage: Stage, staff: Staff | None = None) -> Played:
    """Play a script; without staff nobody answers but where the script says so."""
    in_force = stage.in_force(script.playbook, script.settings)
    begins = opening(script, in_force)
    told: list[Told] = []
    till = Till(stage.steps(told))
    rehearsal = Rehearsal(
        in_force, begins.at, till, case=script.number, told=told, fails=script.fails, write=stage.write
    )
    rehearsal.open(script.playbook, begins.where, begins.fields, begins.event)
    crew = Crew(staff, stage, rehearsal, till, begins.fields) if staff else None
    player = _Player(stage, begins, rehearsal, beats(script, begins), crew)
    player.play(begins.at + TimeDelta(hours=24 * script.days))
    return Played(script, begins, rehearsal, tuple(player.misfits))


@dataclass(slots=True)
class _Player:
    """Carries a rehearsal through what happens."""

    stage: Stage
    begins: Opening
    rehearsal: Rehearsal
    beats: list[Beat]
    crew: Crew | None
    misfits: list[Misfit] = field(default_factory=list)
    number: int = 0

    def play(self, last: Instant) -> None:
        """Let everything happen up to the last moment, and all that the script tells even after it."""
        while (due := self._due()) is not None and (due <= last or self.beats):
            self.rehearsal.go_to(due)
            self._at(due)

    def _due(self) -> Instant | None:
        """When something happens next, whoever does it."""
        beat = self.beats[0].at if self.beats else None
        event = self.crew.next_event() if self.crew else None
        moments = (self.rehearsal.next_at, beat, event.time if event else None)
        first = min((moment for moment in moments if moment is not None), default=None)
        return max(first, self.rehearsal.now) if first else None

    def _at(self, now: Instant) -> None:
        """The script goes before what the shop's people do by themselves."""
        if self.beats and self.beats[0].at <= now:
            self._happen(self.beats.pop(0))
        elif self.crew and (event := self.crew.next_event()) and event.time <= now:
            self.crew.done.add(event.id)
            self.rehearsal.happen(event)

    def _happen(self, beat: Beat) -> None:
        match beat.what:
            case Occurs() as what:
                event = event_of(what, self.rehearsal.now, self._numbered(), self.begins)
                self.rehearsal.happen(replace(event, data={**event.data, **self._of_mail(what.event)}))
            case Answers() as what:
                self._answer(what)
            case Skips(step=step):
                self._by_a_person("operator.skipped", {"step": self._identity(step)})

    def _of_mail(self, event: str) -> Mapping[str, str]:
        """Which mail an event is about: the last one of that message."""
        sent = [mail for mail in self.rehearsal.mailed if event.partition(":")[2] == mail.message]
        return self.rehearsal.post.about(sent[-1]) if sent else {}

    def _answer(self, what: Answers) -> None:
        asked = [question for question in self.rehearsal.view.questions if self._is_meant(question, what)]
        if not asked:
            self.misfits.append(Misfit(self.rehearsal.now, what.text, what.line))
            return
        values = values_of(what.values, self.begins.zone)
        data = {"question": asked[0].key, "answer": what.answer, "values": values, "who": what.who}
        self._by_a_person("operator.answered", data)

    def _is_meant(self, question: QuestionView, what: Answers) -> bool:
        ask = self.stage.question(self.rehearsal.in_force.version.main, question.key)
        named = what.who in (question.who, ask.name if ask else "")
        return named and (not question.answers or what.answer in question.answers)

    def _identity(self, step: str) -> str:
        """The identity of a step in the case: as the journal knows it if the case has come there, else its name."""
        names = (str(entry.data.get("step", "")) for entry in reversed(self.rehearsal.journal))
        return next((name for name in names if name == step or name.endswith(f" / {step}")), step)

    def _by_a_person(self, kind: str, data: Mapping[str, Any]) -> None:
        now = self.rehearsal.now
        self.rehearsal.happen(Event("rehearsal", f"story-{self._numbered()}", kind, now, now, data))

    def _numbered(self) -> int:
        self.number += 1
        return self.number
