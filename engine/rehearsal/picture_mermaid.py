"""A playbook as a Mermaid flowchart: one box a step, with a shape and colour of its own for mails, people and waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.language.playbook import (
    Ask,
    End,
    ForEach,
    GoOn,
    If,
    Playbook,
    Run,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    Wait,
    WaitFor,
)
from engine.rehearsal.explaining import clock_in_words, sentence
from engine.rehearsal.explaining_voice import Voice
from engine.rehearsal.picture_text import wrapped

_SHAPES = {
    "mail": '[/"{}"/]',
    "person": '[["{}"]]',
    "wait": '(["{}"])',
    "work": '["{}"]',
    "choice": '{{"{}"}}',
    "end": '(("{}"))',
    "event": '>"{}"]',
    "law": '[("{}")]',
    "own": '[("{}")]',
}
_COLOURS = {
    "mail": "#e8f1fa,stroke:#1664a8",
    "person": "#fdf0e1,stroke:#9a4a00",
    "wait": "#f1ebfa,stroke:#6a4a9c",
    "work": "#ebf3e9,stroke:#3f5a3c",
    "choice": "#eef1f4,stroke:#44505c",
    "end": "#e6e3dd,stroke:#1f2328",
    "event": "#e2f4f4,stroke:#00696d",
    "law": "#fdebef,stroke:#b3123c",
    "own": "#fbf5dc,stroke:#8a6d00",
}
_ROOM = 300.0

Exit = tuple[str, str]
"""The box from which a line goes on, and what stands on the line."""


def flowchart(playbook: Playbook, voice: Voice) -> str:
    """The whole text."""
    chart = _Chart(voice)
    first = chart.box("event", voice.say("starts", event=voice.event(playbook.starts_when)))
    chart.steps(playbook.steps, [(first, "")])
    for interrupt in (*playbook.stops_when, *playbook.reopens_when):
        event = chart.box("event", voice.say("when", event=voice.event(interrupt.event)))
        chart.steps(interrupt.steps, [(event, "")])
    for clock in playbook.deadlines:
        chart.box("law" if clock.law else "own", clock_in_words(clock, voice))
    classes = [f"classDef {_class(kind)} fill:{colour},color:#1f2328" for kind, colour in _COLOURS.items()]
    return "\n    ".join(("flowchart TD", *chart.lines, *classes)) + "\n"


@dataclass(slots=True)
class _Chart:
    """Numbers the boxes and joins them."""

    voice: Voice
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def box(self, kind: str, text: str) -> str:
        """One more box; gives its name."""
        self.count += 1
        name = f"s{self.count}"
        self.lines.append(f"{name}{_SHAPES[kind].format(_escaped(text))}:::{_class(kind)}")
        return name

    def steps(self, steps: Steps, exits: list[Exit]) -> list[Exit]:
        """A list of steps behind some exits; gives the exits at its end."""
        for step in steps:
            if isinstance(step, GoOn) or not exits:
                break
            exits = self._step(step, exits)
        return exits

    def _step(self, step: Step, exits: list[Exit]) -> list[Exit]:
        box = self.box(*self._shown(step))
        for name, label in exits:
            self.lines.append(f'{name} -->|"{_escaped(label)}"| {box}' if label else f"{name} --> {box}")
        ways = [end for label, steps in self._ways(step) for end in self.steps(steps, [(box, label)])]
        failing = self.steps(step.if_it_fails, [(box, self.voice.say("failing"))]) if step.if_it_fails else []
        return [*self._through(step, box), *ways, *failing]

    def _ways(self, step: Step) -> Iterator[tuple[str, Steps]]:
        match step:
            case If(then=then, otherwise=otherwise):
                yield self.voice.say("yes_branch"), then
                yield self.voice.say("no_branch"), otherwise
            case Ask(answers=answers):
                yield from ((answer.text, answer.steps) for answer in answers)
            case WaitFor(if_too_late=steps):
                yield self.voice.say("late"), steps
            case ForEach(steps=steps):
                yield "", steps
            case Together(branches=branches):
                yield from ((str(number), steps) for number, steps in enumerate(branches, 1))

    def _through(self, step: Step, box: str) -> list[Exit]:
        """How a step goes on when nothing special happens."""
        match step:
            case End() | Run() | If() | Together() | ForEach():
                return []
            case Ask(answers=answers):
                return [] if answers else [(box, "")]
            case WaitFor():
                return [(box, self.voice.say("in_time"))]
            case _:
                return [(box, "")]

    def _shown(self, step: Step) -> tuple[str, str]:
        voice = self.voice
        match step:
            case Send():
                return "mail", voice.say("send", message=voice.subject(step.message))
            case Tell():
                return "person", sentence(step, voice)
            case Ask():
                within = voice.say("answer_within", length=voice.length(step.answer_within))
                return "person", f"{voice.say('ask', who=voice.word(step.who), question=step.question)} {within}"
            case Wait():
                return "wait", sentence(step, voice)
            case WaitFor():
                return "wait", voice.say("wait_for", events=voice.events(step.events), moment=voice.moment(step.until))
            case If():
                return "choice", voice.say("if", condition=voice.condition(step.condition))
            case ForEach():
                return "choice", voice.say("for_each", list=voice.field(step.path))
            case Together():
                return "choice", voice.say("together")
            case End() | Run():
                return "end", sentence(step, voice)
            case _:
                return "work", sentence(step, voice)


def _class(kind: str) -> str:
    """The name of a kind in the text: `end` is a word of Mermaid's own."""
    return "over" if kind == "end" else kind


def _escaped(text: str) -> str:
    """A text as Mermaid takes it between quotes, broken into lines."""
    safe = (
        text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;").replace("|", "#124;")
    )
    return "<br>".join(wrapped(safe, 15.0, _ROOM))
