"""What an editor may offer and accept behind each word of a playbook, as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.language.catalogue import EVENTS_BY_WORDS
from engine.language.grammar import SETTING_TYPES, Shape, Word
from engine.language.playbook import Subject

Schema = dict[str, Any]
_S = Shape

_LENGTH = r"\d{1,4} (?:working (?:hours?|days?)|minutes?|hours?|days?|weeks?|months?)"
_PATH = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_LONG = rf"(?:{_LENGTH}|[a-z]+\.[a-z0-9_.]+)"
_MOMENT = rf"(?:{_LONG} (?:before|after) {_PATH}|{_LONG} from now|{_PATH})"


@dataclass(frozen=True, slots=True)
class Registry:
    """The names that a shop has: what an editor completes. Without names of a kind, any text will do."""

    messages: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    playbooks: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


NAMED = {_S.EVENT: "event", _S.MESSAGE: "message", _S.PERSON: "person", _S.PLAYBOOK: "playbook", _S.LAW: "law"}
"""Lists of names that stand once in a schema and are pointed to."""


def word_schema(word: Word, registry: Registry) -> Schema:
    """The schema of what stands behind one word, with its hover text."""
    content = _SCHEMAS.get(word.shape, _text)(registry)
    if word.shape in NAMED:
        content = {"allOf": [{"$ref": f"#/definitions/{NAMED[word.shape]}"}]}
    hover = f"{word.about}\n\n```yaml\n{word.name}: {word.example}\n```" if word.example else word.about
    return {**content, "description": word.about, "markdownDescription": hover}


def named_schemas(registry: Registry) -> dict[str, Schema]:
    """The schemas that many words share, by the name under which they are found."""
    return {name: _SCHEMAS[shape](registry) for shape, name in NAMED.items()}


def _text(_: Registry) -> Schema:
    return {"type": ["string", "number"]}


def _pattern(pattern: str, wanted: str, *examples: str) -> Callable[[Registry], Schema]:
    content = {
        "type": "string",
        "pattern": f"^{pattern}$",
        "errorMessage": f"Write {wanted}.",
        "examples": list(examples),
    }
    return lambda _: dict(content)


def _choice(*choices: str) -> Callable[[Registry], Schema]:
    return lambda _: {"type": "string", "enum": list(choices)}


def _named(names: Callable[[Registry], tuple[str, ...]], wanted: str) -> Callable[[Registry], Schema]:
    def content(registry: Registry) -> Schema:
        known = names(registry)
        return {"type": "string", "enum": list(known), "errorMessage": wanted} if known else {"type": "string"}

    return content


def _event(registry: Registry) -> Schema:
    told = {words: kind.about for words, kind in EVENTS_BY_WORDS.items()}
    sent = [f"{message} {outcome}" for message in registry.messages for outcome in ("sent", "bounced")]
    said = [*told.values(), *("Made by the engine" for _ in sent)]
    error = "Write one of the events of the catalogue, or a message with sent or bounced."
    return {"type": "string", "enum": [*told, *sent], "markdownEnumDescriptions": said, "errorMessage": error}


def _events(_: Registry) -> Schema:
    event = {"$ref": "#/definitions/event"}
    return {
        "type": ["array", "string"],
        "if": {"type": "array"},
        "then": {"items": event, "minItems": 1},
        "else": event,
    }


def _list_of(reference: str) -> Callable[[Registry], Schema]:
    return lambda _: {"type": "array", "items": {"$ref": f"#/definitions/{reference}"}, "minItems": 1}


def _each(reference: str) -> Callable[[Registry], Schema]:
    return lambda _: {
        "type": "object",
        "additionalProperties": {"$ref": f"#/definitions/{reference}"},
        "minProperties": 1,
    }


def _by_event(_: Registry) -> Schema:
    steps = {"$ref": "#/definitions/steps"}
    return {
        "type": "object",
        "propertyNames": {"$ref": "#/definitions/event"},
        "properties": dict.fromkeys(EVENTS_BY_WORDS, steps),
        "additionalProperties": steps,
        "minProperties": 1,
    }


_SCHEMAS: Mapping[Shape, Callable[[Registry], Schema]] = {
    _S.YES_NO: _choice("yes", "no"),
    _S.LENGTH: _pattern(_LONG, "a length of time such as 3 days", "2 working days", "4 hours"),
    _S.MOMENT: _pattern(_MOMENT, "a moment such as 4 days before send_back_by", "14 days from now", "send_back_by"),
    _S.BEFORE: _pattern(rf"{_LENGTH} before", "how long before the end: 3 days before", "3 days before"),
    _S.WAIT: _pattern(rf"(?:until )?(?:{_MOMENT}|{_LONG})", "a length of time, or until a moment", "2 days"),
    _S.CONDITION: _pattern(r".+", "a condition such as order.country is DK", "order.country is DK"),
    _S.RETRY: _pattern(rf"\d{{1,2}} times?, +{_LENGTH} apart", "3 times, 1 hour apart", "3 times, 1 hour apart"),
    _S.LOOP: _pattern(rf"[a-z][a-z0-9_]* in {_PATH}", "line in return.lines", "line in return.lines"),
    _S.EVENT: _event,
    _S.EVENTS: _events,
    _S.MESSAGE: _named(lambda registry: registry.messages, "There is no such message."),
    _S.PERSON: _named(lambda registry: registry.people, "There is no such person or team in shop.yaml."),
    _S.PLAYBOOK: _named(lambda registry: registry.playbooks, "There is no such playbook."),
    _S.DO: _named(lambda registry: tuple(registry.steps), "No integration makes this step."),
    _S.LAW: _named(lambda registry: registry.laws, "The law catalogue has no such rule."),
    _S.KIND: _choice("goal", "promise", "goodwill", "legal"),
    _S.SUBJECT: _choice(*Subject),
    _S.TYPE: _choice(*SETTING_TYPES),
    _S.TEXTS: lambda _: {"type": ["array", "string"], "items": {"type": "string"}, "minItems": 1},
    _S.PATHS: lambda _: {
        "type": ["array", "string"],
        "items": {"type": "string", "pattern": f"^{_PATH}$"},
        "minItems": 1,
    },
    _S.STEPS: lambda _: {"$ref": "#/definitions/steps"},
    _S.BRANCHES: _list_of("steps"),
    _S.ALARMS: _list_of("alarm"),
    _S.BESIDE: _list_of("beside"),
    _S.ANSWERS: _each("steps"),
    _S.VALUES: lambda _: {"type": "object", "additionalProperties": {"type": ["string", "number"]}, "minProperties": 1},
    _S.BY_EVENT: _by_event,
    _S.SETTINGS: _each("setting"),
    _S.CLOCKS: _each("clock"),
}
