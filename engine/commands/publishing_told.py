"""A plan of publishing, told to people line by line and to programs as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from engine.commands.assembly import Ready
from engine.commands.publishing import Next, Plan, Waiting
from engine.commands.test import untrue, verdict_as_json
from engine.language.mistakes import as_text
from engine.rehearsal.differing import Differing
from engine.rehearsal.differing_steps import Difference
from engine.rehearsal.publishing import say_in
from engine.rehearsal.report import headings
from engine.store.versions import Publication
from integrations.web.dates import Dates
from integrations.web.headlines import headline

_LABELS = {"new": "new", "gone": "gone", "moved": "moved"}


@dataclass(frozen=True, slots=True)
class Telling:
    """How a plan is shown to people and to programs."""

    plan: Plan
    ready: Ready
    dates: Dates

    def say(self, word: str, /, **given: object) -> str:
        """A sentence in the language of whoever asked."""
        return say_in(self.dates.language, word, **given)

    def lines(self) -> Iterator[str]:
        """All of it, line by line."""
        plan = self.plan
        if plan.not_used:
            mistakes = (one for one in self.ready.checked.errors if one not in plan.unread)
            yield as_text(tuple(mistakes), self.dates.language)
            yield self.say("not_used", files=", ".join(plan.not_used))
        if not plan.nexts:
            yield self.say("nothing")
            return
        for one in plan.nexts:
            yield from ("", *self._next(one))
        stories = ("", *self._stories()) if plan.back_to is None else ()
        yield from (*stories, "", *self._waiting(), "")

    def _next(self, one: Next) -> Iterator[str]:
        if one.draft.fresh is None:
            yield self.say("ends", playbook=one.draft.title)
            return
        word, back = ("becomes", None) if self.plan.back_to is None else ("brings_back", self.plan.back_to)
        yield self.say(word, playbook=one.draft.title, number=one.number, back=back)
        for part in one.differing:
            if part.playbook != one.draft.title and part in self._own_parts():
                yield f"  {self.say('told_above', playbook=part.playbook)}"
                continue
            indent = "  " if part.playbook == one.draft.title else "    "
            if indent != "  ":
                yield f"  {part.playbook}:"
            yield from (f"{indent}{line}" for each in part.differences for line in self._difference(each))

    def _own_parts(self) -> set[Differing]:
        """What is told under a heading of its own, and so not again where another playbook runs it."""
        return {part for one in self.plan.nexts for part in one.differing if part.playbook == one.draft.title}

    def _difference(self, each: Difference) -> Iterator[str]:
        label = _LABELS.get(each.kind, "changed")
        yield f"{each.text if each.kind == 'note' else self.say(label, text=each.text)}"
        if each.was:
            yield f"    {self.say('was', text=each.was)}"
        yield from (f"    {line}" for line in each.lines)

    def _stories(self) -> Iterator[str]:
        count, failed = len(self.plan.verdicts), len(self.plan.failed)
        if self.plan.unread:
            yield as_text(self.plan.unread, self.dates.language)
        if not count:
            yield self.say("no_stories")
            return
        yield self.say("stories_false" if failed else "stories_true", count=count, failed=failed)
        yield from (
            untrue(verdict.story.place.file, verdict, headings(self.dates.language)) for verdict in self.plan.failed
        )

    def _waiting(self) -> Iterator[str]:
        named, others = self.plan.waiting, self.plan.others
        if not named:
            yield self.say("none_waits")
            return
        yield self.say("waiting", count=len(named) + others)
        for one in named:
            told = headline(one.case.view, self.dates) if one.case.view else one.case.headline
            yield f"  {self.say('case', case=one.case.number, number=one.number, headline=told)}"
        if others:
            yield f"  {self.say('more', count=others)}"

    def as_json(self, made: tuple[Publication, ...]) -> dict[str, object]:
        """The same for programs."""
        plan = self.plan
        return {
            "not_used": list(plan.not_used),
            "playbooks": [_next_as_json(one) for one in plan.nexts],
            "stories": {
                "count": len(plan.verdicts),
                "failed": [verdict_as_json(verdict) for verdict in plan.failed],
                "unread": len(plan.unread),
            },
            "waiting": [_case_as_json(one) for one in plan.waiting],
            "waiting_others": plan.others,
            "published": [{"file": one.slug, "version": one.number, "withdrawn": not one.digest} for one in made],
        }


def _next_as_json(one: Next) -> dict[str, object]:
    return {
        "playbook": one.draft.title,
        "file": one.draft.slug,
        "version": one.number,
        "gone": one.draft.fresh is None,
        "differs": [asdict(part) for part in one.differing],
    }


def _case_as_json(one: Waiting) -> dict[str, object]:
    case = one.case
    until = case.wake_at.format_iso() if case.wake_at else None
    told = {"case": case.number, "playbook": case.playbook, "stage": case.stage.value, "headline": case.headline}
    return {**told, "until": until, "version": one.number}
