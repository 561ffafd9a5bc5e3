"""A case as lists and screens show it, made from what the walk has found."""

from __future__ import annotations

from whenever import Instant

from engine.case.standing import view
from engine.case.state import Asked
from engine.case.trail import Trail
from engine.case.view import CaseView, QuestionView, Stage
from engine.language.catalogue import FIELDS, FieldType


def overview(trail: Trail, wake_at: Instant | None) -> CaseView:
    """The case without a personal datum: numbers, the playbook's words, dates."""
    state, known = trail.state, trail.known
    stage, headline = _stands(trail)
    return CaseView(
        case=int(state.opened["case"]),
        playbook=str(state.opened["playbook"]),
        order=str(state.values.get("order.number", "")),
        country=known.country,
        language=str(state.opened.get("language", "")),
        stage=stage,
        headline=headline,
        result=state.result or "",
        wake_at=wake_at,
        questions=tuple(_question(key, one) for key, one in state.questions.items() if _is_open(key, one, trail)),
        deadlines=tuple(view(standing, known) for standing in trail.standings),
        failed_step=trail.stuck[-1][0] if trail.stuck and stage is Stage.HANDED_OVER and not state.taken_over else "",
    )


def _stands(trail: Trail) -> tuple[Stage, str]:
    state = trail.state
    if state.result is not None:
        return Stage.CLOSED, state.result
    if state.taken_over:
        return Stage.HANDED_OVER, f"Handed over to a person: taken over by {state.taken_over}"
    if trail.stuck:
        return Stage.HANDED_OVER, f"Handed over to a person: {trail.stuck[-1][1]}"
    if trail.tasks:
        return Stage.RUNNING, "At work"
    return Stage.WAITING, trail.waits[-1] if trail.waits else "Waiting"


def _is_open(key: str, asked: Asked, trail: Trail) -> bool:
    """A question that the case has left behind (its round was interrupted) is not asked any more."""
    return asked.answer is None and key in trail.asked


def _question(key: str, asked: Asked) -> QuestionView:
    fields = tuple(_field(path) for path in asked.fills)
    return QuestionView(key, asked.text, asked.who, asked.answers, fields, asked.at, asked.due)


def _field(path: str) -> tuple[str, str, tuple[str, ...]]:
    field = FIELDS.get(path)
    return (path, field.type, field.choices) if field else (path, FieldType.TEXT, ())
