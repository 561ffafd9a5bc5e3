"""Runs a message's template on the facts of a case, within a budget of time and size."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import FjortenError
from engine.language.values import Line, Value
from engine.messages.grammar import Rebuild, parse
from engine.messages.sheet import LARGEST, Sheet

SECONDS = 0.25
_TAGS_ALONE = re.compile(r"^([ \t]*(?:\{%(?:[^%]|%(?!\}))*%\}[ \t]*)+)\n", re.MULTILINE)


@pass_context
def _say(context: Context, path: str, how: str) -> str:
    sheet = _sheet(context)
    return sheet.put(path, sheet.value(path), how)


@pass_context
def _say_of(context: Context, path: str, line: Line, name: str, how: str) -> str:
    return _sheet(context).put(path, line.get(name), how)


@pass_context
def _know(context: Context, path: str) -> Value:
    return _sheet(context).value(path)


def _know_of(_path: str, line: Line, name: str) -> Value:
    return line.get(name)


@pass_context
def _lines(context: Context, path: str) -> tuple[Line, ...]:
    return _sheet(context).lines(path)


def _sheet(context: Context) -> Sheet:
    sheet: Sheet = context["sheet"]
    return sheet


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True
    )  # html.py escapes
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(
        {"say": _say, "say_of": _say_of, "know": _know, "know_of": _know_of, "lines": _lines},
    )
    return environment


_ENVIRONMENT = _environment()


def single_lines(body: str) -> str:
    """The body with every line that holds only tags taken out, so that lists stay whole; line numbers stay right."""
    return _TAGS_ALONE.sub(r"\1{#\n#}", body)


@lru_cache(maxsize=1024)
def compiled(text: str, first_line: int) -> Template:
    """The template behind a text, made once; anything but the allowed forms is refused before it is compiled."""
    tree = parse(text, first_line)
    safe = nodes.Template(Rebuild(first_line).body(tree.body), lineno=1)
    safe.set_environment(_ENVIRONMENT)
    return _ENVIRONMENT.from_string(safe)


def run(template: Template, sheet: Sheet) -> str:
    """The text of a template with signs where facts stand; one that takes too long or grows too large is cut off."""
    parts: list[str] = []
    size, deadline = 0, time.thread_time() + SECONDS
    for part in _parts(template, sheet):
        parts.append(part)
        size += len(part)
        if size > LARGEST or time.thread_time() > deadline:
            raise FjortenError("The message grows too large or takes too long.", remedy="Make it shorter.")
    return "".join(parts)


def _parts(template: Template, sheet: Sheet) -> Iterator[str]:
    try:
        yield from template.generate(sheet=sheet)
    except TypeError:
        remedy = "Compare a field with a value of its own kind."
        raise FjortenError("Two values that cannot be compared stand in an `if`.", remedy=remedy) from None
