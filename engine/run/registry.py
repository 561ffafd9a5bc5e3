"""The steps that exist: each `do:` has one function, one name and one schema, or Fjorten does not start."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from whenever import Date, Instant

from engine.errors import PlaybookError
from engine.language.catalogue import FieldType
from engine.language.values import Duration, Line, Money
from engine.run.steps import Call, Plugin, Result

_TYPES: Mapping[object, FieldType] = {
    str: FieldType.TEXT,
    Decimal: FieldType.NUMBER,
    Money: FieldType.MONEY,
    Date: FieldType.DATE,
    Instant: FieldType.MOMENT,
    bool: FieldType.YES_NO,
    Duration: FieldType.DURATION,
    tuple[Line, ...]: FieldType.LINES,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """One step: the words behind `do:`, the function that performs it, and the schema of its fields."""

    words: str
    perform: Plugin
    file: str
    schema: Mapping[str, Any]


def registry(modules: Iterable[ModuleType], schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Registered]:
    """Every step by its words; `schemas` are those of schemas/steps, by words. A step that is not right stops the start."""
    steps: dict[str, Registered] = {}
    for step in found(modules):
        if twin := steps.get(step.words):
            raise PlaybookError(f'"{step.words}" is made twice, in {twin.file} and in {step.file}.', remedy="Keep one.")
        _agree(step, schemas.get(step.words))
        steps[step.words] = step
    for words in schemas.keys() - steps.keys():
        where = schema_file(words)
        raise PlaybookError(
            f'no integration makes "{words}".', where=where, remedy=f"Remove it, or write {_file(words)}."
        )
    return steps


def found(modules: Iterable[ModuleType]) -> tuple[Registered, ...]:
    """The steps that modules define, with the schema that follows from each signature."""
    return tuple(_read(module, function) for module in modules for function in _steps_in(module))


def schema_file(words: str) -> str:
    """Where the schema of a step lies."""
    return f"schemas/steps/{words.replace(' ', '_')}.schema.json"


def _file(words: str) -> str:
    return f"integrations/{words.replace(' ', '_')}.py"


def _steps_in(module: ModuleType) -> list[Callable[..., Any]]:
    """The functions that a module itself defines and that take a Call first: nothing else is a step."""
    own = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    return [function for function in own if not function.__name__.startswith("_") and _takes_a_call(function)]


def _takes_a_call(function: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    is_step = get_type_hints(function).get("return") == Result
    return bool(first and is_step and first.kind is first.POSITIONAL_ONLY and _hints(function)[first.name] is Call)


def _read(module: ModuleType, function: Callable[..., Any]) -> Registered:
    file = f"{module.__name__.replace('.', '/')}.py"
    words = function.__name__.replace("_", " ")
    if module.__name__.rpartition(".")[2] != function.__name__:
        raise PlaybookError(
            f'the function "{function.__name__}" has another name than its file.',
            where=file,
            remedy=f"Move it to {_file(words)}.",
        )
    if not inspect.iscoroutinefunction(function):
        raise PlaybookError("a step must not hold up the others.", where=file, remedy="Write `async def`.")
    return Registered(words, function, file, _schema(words, file, module, function))


def _agree(step: Registered, schema: Mapping[str, Any] | None) -> None:
    where = f"{step.file} and {schema_file(step.words)}"
    if schema is None:
        raise PlaybookError(f'"{step.words}" has no schema.', where=where, remedy="Run `fjorten schemas`.")
    if schema != step.schema:
        raise PlaybookError(
            f'"{step.words}" takes other fields than its schema says.', where=where, remedy="Run `fjorten schemas`."
        )


def _schema(words: str, file: str, module: ModuleType, function: Callable[..., Any]) -> dict[str, Any]:
    hints = _hints(function)
    fields = list(inspect.signature(function).parameters.values())[1:]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": words,
        "description": (module.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {field.name: _property(hints[field.name], f"{file}, {field.name}") for field in fields},
        "required": [field.name for field in fields if field.default is field.empty],
        "additionalProperties": False,
    }


def _property(hint: object, where: str) -> dict[str, Any]:
    """One field: the type that the checker goes by, and its choices; what stands in a playbook is always text."""
    if get_origin(hint) is Literal:
        return {"fieldType": FieldType.CHOICE.value, "enum": list(get_args(hint))}
    if hint not in _TYPES:
        known = ", ".join(getattr(kind, "__name__", str(kind)) for kind in _TYPES)
        raise PlaybookError(
            "a step's field has a type that no playbook can write.", where=where, remedy=f"Use one of {known}."
        )
    return {"fieldType": _TYPES[hint].value}


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function)
