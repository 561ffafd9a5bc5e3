"""What differs between the steps of two texts of a playbook: new, changed, gone and moved, by each step's identity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from engine.language.playbook import (
    Ask,
    Do,
    ForEach,
    GoOn,
    If,
    Playbook,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    WaitFor,
)
from engine.rehearsal.explaining import meanwhiles, sentence
from engine.rehearsal.explaining_voice import Voice

_NUMBERED = re.compile(r" #\d+$")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; `was` is how it read until now, `lines` are lines of text that came (+) or went (-)."""

    kind: str
    text: str
    was: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A step in its sentence, and where it stands: in which block (a heading), after which step."""

    key: str
    words: str
    block: tuple[str, ...]
    after: str

    @property
    def label(self) -> str:
        """The identity without the number that tells several alike apart."""
        return _NUMBERED.sub("", self.key)


@dataclass(frozen=True, slots=True)
class Telling:
    """How each of two texts is told, and the words for what differs between them."""

    old: Voice
    new: Voice
    words: Mapping[str, str]

    def say(self, word: str, **given: object) -> str:
        """A sentence of the table with its places filled."""
        return self.words[word].format_map(given)


def steps_differ(old: Playbook, new: Playbook, telling: Telling) -> Iterator[Difference]:
    """The steps that are new, changed, elsewhere or gone; what only stands further down is not moved."""
    before, after = _all(old, telling.old), _all(new, telling.new)
    pairs = _pairs(before, after)
    stays = _in_order(before, after, pairs)
    for placed in after:
        was = pairs.get(placed)
        if was is None:
            yield Difference("new", f"{placed.words} {_where(placed, telling)}")
            continue
        if placed.words != was.words:
            yield Difference("changed", placed.words, was.words)
        if placed not in stays or placed.block != was.block:
            yield Difference("moved", f"{placed.words} {_where(placed, telling)}")
    yield from (Difference("gone", placed.words) for placed in before if placed not in pairs.values())


def _pairs(before: tuple[_Placed, ...], after: tuple[_Placed, ...]) -> dict[_Placed, _Placed]:
    """Each step with what it was: by its identity; of several alike whose number changed, by their sentences."""
    pairs: dict[_Placed, _Placed] = {}
    for label in dict.fromkeys(placed.label for placed in after):
        was, now = ([one for one in group if one.label == label] for group in (before, after))
        if len(was) == len(now):
            pairs |= dict(zip(now, was, strict=True))
            continue
        matching = SequenceMatcher(None, [one.words for one in was], [one.words for one in now], autojunk=False)
        for block in matching.get_matching_blocks():
            pairs |= {now[block.b + i]: was[block.a + i] for i in range(block.size)}
    return pairs


def _in_order(
    before: tuple[_Placed, ...], after: tuple[_Placed, ...], pairs: Mapping[_Placed, _Placed]
) -> set[_Placed]:
    """The steps that stand in the same order as before."""
    kept = [placed for placed in before if placed in pairs.values()]
    now = [placed for placed in after if placed in pairs]
    matching = SequenceMatcher(None, kept, [pairs[placed] for placed in now], autojunk=False).get_matching_blocks()
    return {placed for block in matching for placed in now[block.b : block.b + block.size]}


def _where(placed: _Placed, telling: Telling) -> str:
    if placed.after:
        return telling.say("after", step=placed.after)
    block = placed.block[-1] if placed.block else ""
    return telling.say("first_under", block=block.rstrip(":")) if block else telling.say("as_the_first")


def _all(playbook: Playbook, voice: Voice) -> tuple[_Placed, ...]:
    return tuple(_everywhere(playbook, voice))


def _everywhere(playbook: Playbook, voice: Voice) -> Iterator[_Placed]:
    yield from _placed(playbook.steps, (), voice)
    for interrupts, heading in ((playbook.stops_when, "stops"), (playbook.reopens_when, "reopens")):
        for interrupt in interrupts:
            event = voice.say("when", event=voice.event(interrupt.event))
            yield from _placed(interrupt.steps, (voice.say(heading), event), voice)


def _placed(steps: Steps, block: tuple[str, ...], voice: Voice) -> Iterator[_Placed]:
    after = ""
    for step in steps:
        if isinstance(step, GoOn):
            continue
        words = own_words(step, voice)
        yield _Placed(step.key, words, block, after)
        after = words
        for heading, inner in _blocks(step, voice):
            yield from _placed(inner, (*block, heading), voice)


def _blocks(step: Step, voice: Voice) -> Iterator[tuple[str, Steps]]:
    """The lists of steps inside a step, each under its heading."""
    match step:
        case If():
            yield voice.say("if", condition=voice.condition(step.condition)), step.then
            yield voice.say("else"), step.otherwise
        case ForEach():
            yield voice.say("for_each", list=voice.field(step.path)), step.steps
        case Together():
            yield from ((voice.say("branch", number=number), one) for number, one in enumerate(step.branches, 1))
        case Ask():
            yield from ((voice.say("answer", answer=answer.text), answer.steps) for answer in step.answers)
            yield voice.say("unanswered"), step.if_too_late
        case WaitFor():
            yield voice.say("too_late"), step.if_too_late
    if step.if_it_fails:
        yield voice.say("fails"), step.if_it_fails


def own_words(step: Step, voice: Voice) -> str:
    """A step in its own sentences, without the steps that stand inside it."""
    parts = list(_own(step, voice))
    if isinstance(step, Send | Tell | Do) and step.try_again:
        parts.append(voice.say("again", times=step.try_again.times, length=voice.length(step.try_again.apart)))
    return " ".join([*parts, voice.say("skipped")] if step.skip else parts)


def _own(step: Step, voice: Voice) -> Iterator[str]:
    match step:
        case If():
            yield voice.say("if", condition=voice.condition(step.condition))
        case ForEach():
            yield voice.say("for_each", list=voice.field(step.path))
        case Together():
            yield voice.say("together")
        case Ask():
            yield voice.say("ask", who=voice.word(step.who), question=step.question)
            yield voice.say("answer_within", length=voice.length(step.answer_within))
            if step.fills:
                yield voice.say("fills", fields=voice.fields(step.fills))
            yield " / ".join(voice.say("quoted", text=answer.text) for answer in step.answers)
            yield from (line.text for line in meanwhiles(step.meanwhile, voice, 0))
        case WaitFor():
            yield voice.say("wait_for", events=voice.events(step.events), moment=voice.moment(step.until))
            yield from (line.text for line in meanwhiles(step.meanwhile, voice, 0))
        case _:
            yield sentence(step, voice)
