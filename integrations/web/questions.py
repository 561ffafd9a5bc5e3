"""A question as a form: what it asks for, and what a person filled in, read by the types of the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.case.view import QuestionView
from engine.errors import FjortenError, PlaybookError
from engine.language.catalogue import FIELDS, Field, FieldType
from engine.language.fields import field_value, moment_in, plain
from engine.run.doors import Given

_LONGEST = 2000
_BROWSER_KINDS = {FieldType.DATE: "date", FieldType.MOMENT: "datetime-local"}
_EXAMPLES = {FieldType.MONEY: "499.00 DKK", FieldType.NUMBER: "2"}


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of the form; `kind` is the browser's, `choices` are offered in a list."""

    path: str
    about: str
    kind: str
    choices: tuple[str, ...]
    example: str


def anchor(question: QuestionView) -> str:
    """Where the question stands on its case's page; the same for good, so that a link to it lasts."""
    return "q-" + hashlib.sha256(question.key.encode()).hexdigest()[:12]


def blanks(question: QuestionView) -> tuple[Blank, ...]:
    """The fields that the form asks for."""
    return tuple(_blank(path, FieldType(kind), choices) for path, kind, choices in question.fields)


def read_answer(question: QuestionView, form: Mapping[str, str], words: Mapping[str, str], zone: str) -> Given:
    """What the person said; FjortenError with a sentence of the page's language where something is missing."""
    who, answer = form.get("who", "").strip()[:100], form.get("answer", "")
    if not who:
        raise FjortenError(words["who_missing"])
    if question.answers and answer not in question.answers:
        raise FjortenError(words["answer_missing"])
    values = {
        path: plain(value) for path in _paths(question) if (value := _value(path, form.get(path, ""), zone)) is not None
    }
    missing = [path for path in _paths(question) if path not in values]
    if missing and len(question.answers) < 2:  # noqa: PLR2004  # with one answer, everything asked for belongs to it
        raise FjortenError(words["field_missing"].format(field=_about(missing[0])))
    return Given(answer, who, values, form.get("comment", "").strip()[:_LONGEST])


def _paths(question: QuestionView) -> tuple[str, ...]:
    return tuple(path for path, _, _ in question.fields)


def _value(path: str, raw: str, zone: str) -> Any:
    field = FIELDS.get(path) or Field(path, FieldType.TEXT, path)
    text = raw.strip()[:_LONGEST]
    if not text:
        return None
    try:
        return moment_in(zone, text) if field.type is FieldType.MOMENT else field_value(field, _read(text, field))
    except PlaybookError as error:
        raise FjortenError(error.what, where=field.about, remedy=error.remedy) from error


def _read(text: str, field: Field) -> object:
    """What a browser or a Nordic hand writes, as the catalogue reads it: yes and no, and the decimal comma."""
    match field.type:
        case FieldType.MONEY | FieldType.NUMBER:
            return text.replace(",", ".").upper()
        case _:
            return text


def _blank(path: str, kind: FieldType, choices: tuple[str, ...]) -> Blank:
    offered = ("yes", "no") if kind is FieldType.YES_NO else choices
    return Blank(path, _about(path), _BROWSER_KINDS.get(kind, "text"), offered, _EXAMPLES.get(kind, ""))


def _about(path: str) -> str:
    return FIELDS[path].about if path in FIELDS else path
