"""A case as other programs read it: plain JSON, moments in ISO 8601."""

from __future__ import annotations

from typing import Any

from engine.case.view import CaseView, DeadlineView, QuestionView


def view_as_json(view: CaseView) -> dict[str, Any]:
    """Everything that lists show of a case."""
    return {
        "case": view.case,
        "playbook": view.playbook,
        "order": view.order,
        "country": view.country,
        "language": view.language,
        "stage": view.stage.value,
        "headline": view.headline,
        "result": view.result,
        "wake_at": view.wake_at.format_iso() if view.wake_at else None,
        "questions": [_question(question) for question in view.questions],
        "deadlines": [_deadline(deadline) for deadline in view.deadlines],
    }


def _question(question: QuestionView) -> dict[str, Any]:
    return {
        "key": question.key,
        "text": question.text,
        "who": question.who,
        "answers": list(question.answers),
        "fields": [{"path": path, "type": kind, "choices": list(choices)} for path, kind, choices in question.fields],
        "asked_at": question.asked_at.format_iso(),
        "due": question.due.format_iso(),
    }


def _deadline(deadline: DeadlineView) -> dict[str, Any]:
    return {
        "name": deadline.name,
        "kind": deadline.kind,
        "law": deadline.law,
        "last_day": deadline.last_day.format_iso(),
        "safe_by": deadline.safe_by.format_iso(),
        "end": deadline.end.format_iso(),
        "state": deadline.state.value,
        "note": deadline.note,
        "met_on": deadline.met_on.format_iso() if deadline.met_on else None,
    }
