"""A message that the owner wants to see first: it is asked about, and goes out or stays as she says."""

from __future__ import annotations

from engine.case import facts
from engine.case.moments import moved, shops, until
from engine.case.state import State
from engine.case.trail import Outcome, Scope, Trail
from engine.language.playbook import Send, Tell
from engine.language.values import Unit

SEND = "Send it"
KEEP = "Do not send it"
HELD = frozenset({"held", "held, and the law wants it today"})
"""What became of a message that waits for the owner."""


def question_of(step: str) -> str:
    """The name of the question whether a message may go out."""
    return f"{step} / approval"


def approval(step: Send, name: str, outcome: str, scope: Scope, trail: Trail) -> Outcome:
    """Ask whether the message may go out; urgently where the law wants it today."""
    key = question_of(name)
    if key not in trail.state.questions:
        place = shops(scope.known)
        due = until(moved(trail.now, 1, Unit.WORKING_DAYS, place), place)
        text = f"May this mail go to the customer: {step.message}? It stands in the mailbox as it will arrive."
        trail.record(facts.asked(key, text, "owner", due, {"answers": [SEND, KEEP], "fills": []}))
    trail.asked.add(key)
    answer = trail.state.questions[key].answer
    if answer is None:
        _remind(step, name, outcome, scope, trail)
        trail.waits.append("Waiting for your approval")
        return Outcome.BLOCKED
    if answer.data.get("answer") == SEND:
        trail.perform(name, step, scope.known)
        return Outcome.BLOCKED
    trail.record(facts.done(name, "not sent, because the owner said no"))
    return Outcome.PASSED


def may_go(step: str, state: State) -> bool:
    """Whether the owner let a message go."""
    question = state.questions.get(question_of(step))
    return bool(question and question.answer and question.answer.data.get("answer") == SEND)


def _remind(step: Send, name: str, outcome: str, scope: Scope, trail: Trail) -> None:
    key = f"{name} / approval / note"
    if key not in trail.state.done:
        say = f"A mail waits for your approval: {step.message}"
        trail.perform_anyway(key, Tell(key=key, who="owner", say=say, urgent=outcome != "held"), scope.known)
