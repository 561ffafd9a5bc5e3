"""What the sentences of a story may name: everything of its playbook, and of those that it can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.language.around import Around
from engine.language.freezing import runs_of
from engine.language.playbook import Ask, End, Playbook, Setting
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip

_ENGINES_OWN = ("completed",)
"""The result of a case whose playbook ran to its last line without an `end`."""

_SOME = 30
"""How many names an answer may be addressed to before the list is cut: a playbook's questions, and the shop's people."""


@dataclass(frozen=True, slots=True)
class StoryNames:
    """The names of one playbook; nothing instead of names where it has mistakes of its own, so nobody asks."""

    around: Around
    questions: tuple[Ask, ...] | None = None
    deadlines: tuple[str, ...] | None = None
    results: tuple[str, ...] | None = None
    steps: tuple[str, ...] | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)

    def people(self) -> tuple[str, ...]:
        """Everybody who can be asked."""
        return self.around.people or ()

    def named_questions(self) -> tuple[str, ...]:
        """The questions that have a name."""
        return tuple(ask.name for ask in self.questions or () if ask.name)

    def answerer(self, who: str) -> str:
        """A person, a team, or a question by its name."""
        known = (*self.named_questions(), *self.people())
        if self.around.people is None or who in known:
            return who
        raise _refused("FJ032.answerer", who, known, {"found": who, "known": ", ".join(known[:_SOME])})

    def answer(self, who: str, answer: str) -> str:
        """An answer that this person, or this question, can give."""
        asks = [ask for ask in self.questions or () if who in (ask.who, ask.name)]
        known = tuple(dict.fromkeys(given.text for ask in asks for given in ask.answers))
        free = any(not ask.answers for ask in asks)
        if self.questions is None or free or answer in known:
            return answer
        listed = "; ".join(known) or "nobody asks them anything"
        slip_details = {"found": answer, "who": who, "known": listed}
        raise _refused("FJ057.answer", answer, known, slip_details)

    def deadline(self, name: str) -> str:
        """A deadline of the case."""
        return self._need("FJ043", name, self.deadlines or (), self.deadlines is not None)

    def result(self, text: str) -> str:
        """A result with which the case can end."""
        if self.results is None or text in (*self.results, *_ENGINES_OWN):
            return text
        raise _refused("FJ057.result", text, self.results, {"found": text, "known": ", ".join(self.results)})

    def step(self, name: str) -> str:
        """A step that has a name."""
        if self.steps is None or name in self.steps:
            return name
        raise _refused("FJ057.step", name, self.steps, {"found": name, "known": ", ".join(self.steps[:12])})

    def failing(self, words: str, mail: str) -> str:
        """What can fail: a step of an integration, a message, or every mail."""
        known = (mail, *(self.around.messages or ()), *(self.around.steps or ()))
        return self._need("FJ033", words, known, self.around.steps is not None)

    def _need(self, code: str, name: str, known: tuple[str, ...], asked: object) -> str:
        if not asked or name in known:
            return name
        raise _refused(f"{code}.unknown", name, known, {"found": name, "known": ", ".join(known[:12])})


def _refused(kind: str, name: str, known: Iterable[str], details: Mapping[str, str]) -> Slip:
    misses = near_misses(name, known)
    return Slip(kind, 0, len(name), only(misses), similar=did_you_mean(misses), **details)


def story_names(title: str, playbooks: Mapping[str, Playbook], around: Around) -> StoryNames:
    """The names that a story about this playbook may use."""
    if title not in playbooks:
        return StoryNames(around)
    reachable = _reachable(title, playbooks)
    if reachable is None:
        return StoryNames(around)
    steps = [step for playbook in reachable for step in playbook.all_steps]
    return StoryNames(
        around,
        questions=tuple(step for step in steps if isinstance(step, Ask)),
        deadlines=tuple(dict.fromkeys(clock.name for playbook in reachable for clock in playbook.deadlines)),
        results=tuple(dict.fromkeys(step.result for step in steps if isinstance(step, End))),
        steps=tuple(dict.fromkeys(step.name for step in steps if step.name)),
        settings={setting.name: setting for playbook in reachable for setting in playbook.settings},
    )


def _reachable(title: str, playbooks: Mapping[str, Playbook]) -> tuple[Playbook, ...] | None:
    found: list[str] = [title]
    for one in found:
        if one not in playbooks:
            return None
        found += [run for run in runs_of(playbooks[one]) if run not in found]
    return tuple(playbooks[one] for one in found)
