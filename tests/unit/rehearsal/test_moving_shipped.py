"""Cases of the shipped stories, at random moments, and random changes of the playbooks: a move does nothing twice or late."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from whenever import Instant, TimeDelta

from engine.case import facts
from engine.case.decide import decide, look
from engine.case.facts import Event
from engine.case.folding import fold
from engine.case.in_force import InForce
from engine.case.journal import EntryKind, chain, first_break
from engine.case.moving import move
from engine.errors import FjortenError
from engine.language import thaw
from engine.language.checker import stories_of
from engine.language.playbook import Send
from engine.rehearsal.playing import play
from engine.rehearsal.rehearsal import Rehearsal
from engine.rehearsal.script import of_story
from tests.unit.rehearsal.shipped import shop

_STEP = re.compile(r"^ {2}- .*\n(?:(?: {4}.*| *)\n)*", re.MULTILINE)
_LENGTH = re.compile(r"\b(\d+) (days|working days|hours)\b")
_FIRST = ("stops_when:", "reopens_when:", "settings:", "deadlines:")


@dataclass(frozen=True)
class At:
    """A case of a story, at a moment at which it rests."""

    in_force: InForce
    journal: tuple
    now: Instant


@cache
def stories():
    return [one for file in stories_of(shop().texts, shop().checked.playbooks, shop().around) for one in file.stories]


@cache
def told(number: int) -> tuple[InForce, tuple]:
    rehearsal = play(of_story(stories()[number]), shop().stage).rehearsal
    return rehearsal.in_force, rehearsal.journal


@st.composite
def cases(draw) -> At:
    in_force, journal = told(draw(st.integers(0, len(stories()) - 1)))
    moments = list(dict.fromkeys(entry.at for entry in journal))
    now = moments[draw(st.integers(0, len(moments) - 1))]
    there = tuple(entry for entry in journal if entry.at <= now)
    assume(not look(in_force, there, now).tasks)
    return At(in_force, there, now)


@st.composite
def edits(draw, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with one to three small changes of the kind that an owner makes."""
    found = dict(texts)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(name for name in found if name.endswith(".yaml"))))
        head, word, body = found[path].partition("\nsteps:\n")
        steps = _STEP.findall(body)
        place = draw(st.integers(0, len(steps) - 1))
        match draw(st.sampled_from(["new", "gone", "swapped", "renamed", "length", "mail", "clock"])):
            case "new":
                steps.insert(place, draw(st.sampled_from(_NEW)))
            case "gone":
                steps.pop(place)
            case "swapped" if place:
                steps[place - 1 : place + 1] = reversed(steps[place - 1 : place + 1])
            case "renamed" if "    name:" not in steps[place]:
                first, _, rest = steps[place].partition("\n")
                steps[place] = f"{first}\n    name: another name\n{rest}"
            case "length":
                steps[place] = _LENGTH.sub(lambda one: f"{int(one[1]) + 2} {one[2]}", steps[place])
            case "mail":
                steps[place] = steps[place].replace("send: how_to_send_back\n", "send: return_closed\n")
            case "clock":
                head = _LENGTH.sub(lambda one: f"{int(one[1]) + 1} {one[2]}", head)
        found[path] = head + word + "".join(steps)
    return found


_EXAMPLES = 2000 if os.environ.get("FJORTEN_SOAK") else 40
_NEW = (
    "  - tell: owner\n    say: Something new\n",
    "  - send: return_closed\n    name: a new mail\n",
    "  - if: order.country is DK\n    then:\n      - tell: owner\n        say: From Denmark\n",
    "  - wait: 2 days\n",
    """  - ask: Is all well?
    who: owner
    answer_within: 1 working day
    if_too_late: go on
    answers:
      Yes: go on
""",
)


@given(st.data())
@settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
def test_a_move_does_nothing_twice_or_late_and_a_refusal_changes_nothing(data):
    case = data.draw(cases())
    texts = data.draw(edits(case.in_force.version.texts))
    try:
        new = InForce(thaw(case.in_force.version.main, texts), case.in_force.shop)
    except FjortenError:
        assume(False)  # noqa: FBT003 -- an edit that is no playbook any more is none of ours
    _tried(case, new)


def _tried(case: At, new: InForce) -> None:
    fact = move(case.in_force, new, case.journal, case.now, 2)
    assert fact == move(case.in_force, new, case.journal, case.now, 2)
    recorded = chain(1, case.journal[-1], look(case.in_force, case.journal, case.now).facts, case.now)
    before = (*case.journal, *recorded)
    wished = (*before, *chain(1, before[-1], [_wish(new, case.now)], case.now))
    after = (*wished, *chain(1, wished[-1], [fact], case.now))
    assert fold(after).wish is None
    assert first_break(1, after) is None or first_break(1, case.journal) is not None
    if "why" in fact.data:
        _nothing_changed(case, wished, after)
    else:
        _nothing_twice_or_late(case, new, before, after, fact.data.get("renamed", {}))


def _wish(new: InForce, now: Instant):
    data = {"version": new.version.digest, "number": 2, "who": "Anna"}
    return facts.event(Event("by hand", "wish", "operator.moved", now, now, data))


def _nothing_changed(case: At, wished, after) -> None:
    then, now = (decide(case.in_force, journal, case.now) for journal in (wished, after))
    assert (then.record, then.perform, then.wake_at, then.view) == (now.record, now.perform, now.wake_at, now.view)


def _nothing_twice_or_late(case: At, new: InForce, before, after, renamed) -> None:
    then, now = fold(before), fold(after)
    action = decide(new, after, case.now)
    assert action.perform == ()
    assert {renamed.get(name, name) for name in then.done} <= now.done.keys()
    moved = look(new, after, case.now).state
    assert {name: moved.deadlines[name].deadline for name in then.deadlines} == {
        name: pinned.deadline for name, pinned in then.deadlines.items()
    }
    for name, wait in then.waits.items():
        assert moved.waits[renamed.get(name, name)].until == wait.until
    for name, asked in then.questions.items():
        assert moved.questions[renamed.get(name, name)].due == asked.due
    _no_mail_twice(case, new, after)


def _no_mail_twice(case: At, new: InForce, after) -> None:
    """A message of which the new text has one step goes to the customer once, whatever happens in two months."""
    sent = [e.data["type"].partition(":")[2] for e in after if "message.sent:" in str(e.data.get("type"))]
    going = Rehearsal(new, case.now, journal=after)
    try:
        going.go_to(case.now + TimeDelta(hours=24 * 60))
    except FjortenError:
        return
    steps = Counter(s.message for p in new.version.playbooks.values() for s in p.all_steps if isinstance(s, Send))
    rounds = sum(entry.kind is EntryKind.ROUND for entry in going.journal)
    again = [mail.message for mail in going.mailed if mail.message in sent and steps[mail.message] == 1]
    assert not again or rounds
