"""Explain: a playbook in plain sentences, block by block, so that its owner can read it to a colleague."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.errors import LawError
from engine.language.playbook import (
    Ask,
    Clock,
    Do,
    End,
    ForEach,
    GoOn,
    If,
    Interrupt,
    Meanwhile,
    Playbook,
    Remember,
    Run,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    Wait,
    WaitFor,
)
from engine.language.values import NOW
from engine.law import Jurisdiction, find_rule
from engine.law.guide import length_of
from engine.law.shelf import words_in
from engine.rehearsal.explaining_voice import Voice


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an explanation: how deep it stands, its kind, and what it says."""

    depth: int
    kind: str
    text: str


def explain(
    playbook: Playbook, language: str, countries: tuple[str, ...] = (), subjects: Mapping[str, str] | None = None
) -> tuple[Told, ...]:
    """The whole playbook, line by line; `countries` are those whose dates are told, `subjects` those of the messages."""
    voice = Voice.of(playbook, language, subjects)
    return (*_head(playbook, voice), *dates(playbook, voice, countries), *body(playbook, voice))


def as_text(told: tuple[Told, ...]) -> str:
    """The explanation as the command line shows it."""
    return "\n".join(_line(line) for line in told)


def _line(line: Told) -> str:
    match line.kind:
        case "title":
            return f"{line.text}\n{'=' * len(line.text)}"
        case "heading":
            return f"\n{line.text}"
        case _:
            return f"{'    ' * line.depth}{'- ' if line.depth else ''}{line.text}"


def _head(playbook: Playbook, voice: Voice) -> Iterator[Told]:
    yield Told(0, "title", playbook.title)
    yield Told(0, "about", playbook.about)
    starts = voice.say("starts", event=voice.event(playbook.starts_when))
    per = voice.say("per", subject=voice.word(playbook.one_case_per))
    only = (voice.say("only_if", condition=voice.condition(playbook.only_if)),) if playbook.only_if else ()
    yield Told(0, "about", " ".join((starts, *only, per)))
    if playbook.settings:
        yield Told(0, "heading", voice.say("settings"))
    for setting in playbook.settings:
        yield Told(1, "setting", f"{setting.question} {voice.value(setting.value)}")


def dates(playbook: Playbook, voice: Voice, countries: tuple[str, ...] = ()) -> Iterator[Told]:
    """The clocks of a playbook: what each counts, when it is kept, and who is warned."""
    if playbook.deadlines:
        yield Told(0, "heading", voice.say("deadlines"))
    for clock in playbook.deadlines:
        yield Told(1, f"clock {clock.kind}", clock_in_words(clock, voice))
        yield from (Told(2, "law", text) for text in law_in_words(clock, voice, countries))
        if clock.done_when:
            yield Told(2, "done", voice.say("done_when", event=voice.event(clock.done_when)))
        for alarm in clock.alarms:
            said = voice.say(
                "alarm", before=voice.length(alarm.before), who=voice.word(alarm.tell.who), say=alarm.tell.say
            )
            yield Told(2, "alarm", _urgent(alarm.tell, said, voice))


def clock_in_words(clock: Clock, voice: Voice) -> str:
    """What a clock counts, in one sentence."""
    if clock.law:
        return voice.say("law", name=clock.name, law=words_in(voice.language)["words"].get(clock.law, clock.law))
    due = voice.moment(clock.due) if clock.due else ""
    return voice.say("own", name=clock.name, due=due, kind=voice.say(f"kind_{clock.kind}"))


def law_in_words(clock: Clock, voice: Voice, countries: tuple[str, ...]) -> Iterator[str]:
    """How long a legal clock runs, for each group of countries that count alike."""
    alike: dict[str, list[str]] = {}
    for country in countries if clock.law else ():
        try:
            rule = find_rule(clock.law, Jurisdiction(country))
        except LawError:
            continue
        alike.setdefault(length_of(rule, voice.language), []).append(voice.value(country, "order.country"))
    for sentence, names in alike.items():
        yield voice.say("in_country", countries=", ".join(names), sentence=sentence)


def body(playbook: Playbook, voice: Voice) -> Iterator[Told]:
    """The steps of a playbook, and what interrupts a case or wakes it."""
    yield Told(0, "heading", voice.say("steps"))
    yield from _steps(playbook.steps, voice, 1)
    for heading, interrupts in (("stops", playbook.stops_when), ("reopens", playbook.reopens_when)):
        if interrupts:
            yield Told(0, "heading", voice.say(heading))
        for interrupt in interrupts:
            yield from _interrupt(interrupt, voice)


def _interrupt(interrupt: Interrupt, voice: Voice) -> Iterator[Told]:
    yield Told(1, "when", voice.say("when", event=voice.event(interrupt.event)))
    yield from _steps(interrupt.steps, voice, 2)


def _steps(steps: Steps, voice: Voice, depth: int) -> Iterator[Told]:
    for step in steps:
        lines = _step(step, voice, depth)
        first = next(lines)
        yield replace(first, text=f"{first.text} {voice.say('skipped')}") if step.skip else first
        yield from lines
        if isinstance(step, Send | Tell | Do) and step.try_again:
            again = voice.say("again", times=step.try_again.times, length=voice.length(step.try_again.apart))
            yield Told(depth + 1, "note", again)
        if step.if_it_fails:
            yield from _block(voice.say("fails"), step.if_it_fails, voice, depth + 1)


def _step(step: Step, voice: Voice, depth: int) -> Iterator[Told]:
    match step:
        case Ask():
            yield from _ask(step, voice, depth)
        case WaitFor():
            yield from _wait_for(step, voice, depth)
        case If():
            yield from _block(voice.say("if", condition=voice.condition(step.condition)), step.then, voice, depth, "if")
            if step.otherwise:
                yield from _block(voice.say("else"), step.otherwise, voice, depth, "if")
        case ForEach():
            yield from _block(voice.say("for_each", list=voice.field(step.path)), step.steps, voice, depth)
        case Together():
            yield Told(depth, "together", voice.say("together"))
            for number, branch in enumerate(step.branches, 1):
                yield from _block(voice.say("branch", number=number), branch, voice, depth + 1)
        case _:
            yield Told(depth, _kind(step), sentence(step, voice))


def sentence(step: Step, voice: Voice) -> str:
    """A step without inner blocks, in one or two sentences."""
    match step:
        case Send():
            return _send(step, voice)
        case Tell():
            return _urgent(step, voice.say("tell", who=voice.word(step.who), say=step.say), voice)
        case Do():
            return _do(step, voice)
        case Wait():
            said = voice.moment(step.until)
            return voice.say("wait" if step.until.anchor == NOW else "wait_until", moment=said)
        case Remember():
            pairs = ((voice.field(path), voice.value(value, path)) for path, value in step.values)
            return " ".join(voice.say("remember", field=field, value=value) for field, value in pairs)
        case Run():
            return voice.say("run", playbook=step.playbook)
        case End():
            return voice.say("end", result=step.result)
        case _:
            return voice.say("go_on")


def _send(step: Send, voice: Voice) -> str:
    parts = [voice.say("send", message=voice.subject(step.message))]
    if step.at_once:
        parts.append(voice.say("at_once"))
    if step.must_show:
        parts.append(voice.say("must_show", fields=voice.fields(step.must_show)))
    if step.attach:
        parts.append(voice.say("attach", files=", ".join(step.attach)))
    return " ".join(parts)


def _do(step: Do, voice: Voice) -> str:
    given = ", ".join(f"{name}: {voice.value(value)}" for name, value in step.arguments.items())
    said = voice.say("do", words=voice.word(step.words) + (f" ({given})" if given else ""))
    return f"{said} {voice.say('remember_as', name=step.remember_as)}" if step.remember_as else said


def _ask(step: Ask, voice: Voice, depth: int) -> Iterator[Told]:
    yield Told(depth, "ask", voice.say("ask", who=voice.word(step.who), question=step.question))
    fills = f" {voice.say('fills', fields=voice.fields(step.fills))}" if step.fills else ""
    yield Told(depth + 1, "note", voice.say("answer_within", length=voice.length(step.answer_within)) + fills)
    yield from meanwhiles(step.meanwhile, voice, depth + 1)
    for answer in step.answers:
        yield from _block(voice.say("answer", answer=answer.text), answer.steps, voice, depth + 1)
    yield from _block(voice.say("unanswered"), step.if_too_late, voice, depth + 1)


def _wait_for(step: WaitFor, voice: Voice, depth: int) -> Iterator[Told]:
    said = voice.say("wait_for", events=voice.events(step.events), moment=voice.moment(step.until))
    yield Told(depth, "wait", said)
    yield from meanwhiles(step.meanwhile, voice, depth + 1)
    yield from _block(voice.say("too_late"), step.if_too_late, voice, depth + 1)


def meanwhiles(items: tuple[Meanwhile, ...], voice: Voice, depth: int) -> Iterator[Told]:
    """What is sent or told while something waits."""
    for item in items:
        if item.at:
            when = voice.say("meanwhile_at", moment=voice.moment(item.at))
        else:
            when = voice.say("meanwhile_every", length=voice.length(item.every) if item.every else "")
        yield Told(depth, "meanwhile", f"{when} {sentence(item.step, voice)}")


def _block(head: str, steps: Steps, voice: Voice, depth: int, kind: str = "block") -> Iterator[Told]:
    """A heading with its steps; a single `go on` stands on the same line."""
    if len(steps) == 1 and isinstance(steps[0], GoOn | End | Run):
        yield Told(depth, kind, f"{head} {sentence(steps[0], voice)}")
        return
    yield Told(depth, kind, head)
    yield from _steps(steps, voice, depth + 1)


def _kind(step: Step) -> str:
    return type(step).__name__.lower()


def _urgent(step: Tell, said: str, voice: Voice) -> str:
    return f"{said} {voice.say('urgent')}" if step.urgent else said
