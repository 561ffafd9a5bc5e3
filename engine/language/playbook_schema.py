"""The JSON Schema of a playbook, by which an editor completes, explains and marks; made from the grammar alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.language.grammar import ALARM, BESIDE, CLOCK, COMMON, GO_ON, SETTING, TOP, VERBS, Need, Verb, Word
from engine.language.word_schemas import Registry, Schema, named_schemas, word_schema

_DRAFT = "http://json-schema.org/draft-07/schema#"


def playbook_schema(registry: Registry) -> Schema:
    """The schema of a playbook for a shop with these names."""
    block = _block(TOP, registry)
    block["properties"]["steps"] = {**block["properties"]["steps"], "$ref": "#/definitions/list"}
    definitions = {
        **named_schemas(registry),
        "step": _step(),
        "list": {"type": "array", "items": {"$ref": "#/definitions/step"}, "minItems": 1},
        "steps": _steps(),
        "clock": _block(CLOCK, registry),
        "alarm": _block(ALARM, registry),
        "setting": _block(SETTING, registry),
        "beside": _beside(registry),
        **{f"step {verb.name}": _verb(verb, registry) for verb in VERBS.values()},
    }
    about = "What a shop does in one kind of matter"
    return {"$schema": _DRAFT, "title": "Playbook", "description": about, **block, "definitions": definitions}


def _block(words: tuple[Word, ...], registry: Registry) -> Schema:
    return {
        "type": "object",
        "properties": {word.name: word_schema(word, registry) for word in words},
        "required": [word.name for word in words if word.need],
        "additionalProperties": False,
    }


def _steps() -> Schema:
    """A list of steps, one step alone, or `go on`."""
    return {
        "type": ["array", "object", "string"],
        "if": {"type": "array"},
        "then": {"items": {"$ref": "#/definitions/step"}, "minItems": 1},
        "else": {"$ref": "#/definitions/step"},
    }


def _step() -> Schema:
    """The verb is found first; then only that kind's schema counts."""
    return {
        "type": ["object", "string"],
        "if": {"type": "string"},
        "then": {"const": GO_ON, "errorMessage": "Write a step, such as send: and a message, or go on."},
        "else": {
            "properties": {verb.name: {"markdownDescription": verb.first.about} for verb in VERBS.values()},
            "if": {"anyOf": [{"required": [name]} for name in VERBS]},
            "then": {"allOf": [_of_its_kind(name) for name in VERBS]},
            "else": {"const": GO_ON, "errorMessage": f"Begin the step with one of: {', '.join(VERBS)}."},
        },
        "defaultSnippets": [_snippet(verb) for verb in VERBS.values()] + [{"label": GO_ON, "body": GO_ON}],
    }


def _of_its_kind(name: str) -> Schema:
    return {"if": {"required": [name]}, "then": {"$ref": f"#/definitions/step {name}"}}


def _snippet(verb: Verb) -> Schema:
    required = [word for word in verb.words if word.need is not Need.OPTIONAL]
    words = [verb.first, *required]
    body = {word.name: f"${{{number}:{word.example}}}" for number, word in enumerate(words, 1)}
    return {"label": verb.name, "description": verb.first.about, "body": body}


def _verb(verb: Verb, registry: Registry) -> Schema:
    first = Word(verb.first.name, verb.first.shape, verb.first.about, verb.first.example, Need.REQUIRED)
    block = {**_block((first, *verb.words, *COMMON), registry), "markdownDescription": verb.first.about}
    if verb.name != "do" or not registry.steps:
        return block | ({"additionalProperties": True} if verb.name == "do" else {})
    each = [_integration(words, schema, block) for words, schema in registry.steps.items()]
    return {"type": "object", "properties": block["properties"], "required": ["do"], "allOf": each}


def _integration(words: str, schema: Mapping[str, Any], block: Schema) -> Schema:
    fields = {name: _argument(part) for name, part in schema.get("properties", {}).items()}
    own: Schema = {
        "properties": {**block["properties"], **fields},
        "required": ["do", *schema.get("required", ())],
        "additionalProperties": False,
        "description": schema.get("description", words),
    }
    return {"if": {"properties": {"do": {"const": words}}, "required": ["do"]}, "then": own}


def _argument(part: Mapping[str, Any]) -> Schema:
    kind = part.get("fieldType", "text")
    choices = {"examples": list(part["enum"])} if "enum" in part else {}
    return {"type": ["string", "number"], "markdownDescription": f"A {kind}, or a field of the case", **choices}


def _beside(registry: Registry) -> Schema:
    one = [_block((*BESIDE, VERBS[name].first, *VERBS[name].words, *COMMON), registry) for name in ("send", "tell")]
    return {
        "type": "object",
        "anyOf": [{"required": ["at"]}, {"required": ["every"]}],
        "if": {"required": ["send"]},
        "then": one[0],
        "else": {**one[1], "required": ["tell", "say"]},
    }
