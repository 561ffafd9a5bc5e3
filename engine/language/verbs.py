"""How each of the twelve kinds of step is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.language import grammar
from engine.language.arguments import GROUPS, argument, field_of_schema, remembered_value
from engine.language.block import Block
from engine.language.desk import Desk
from engine.language.grammar import COMMON, Need, Shape, Word
from engine.language.leading import check_leads, check_together
from engine.language.meanwhile import meanwhile
from engine.language.moments import parse_wait
from engine.language.nodes import Items, Pairs, Text
from engine.language.playbook import (
    Answer,
    Ask,
    Do,
    End,
    ForEach,
    GoOn,
    If,
    Remember,
    Run,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    Wait,
    WaitFor,
)
from engine.language.slips import Slip
from engine.language.unread import ALWAYS, NEVER, NO_TIME
from engine.language.values import Reference, Value

_LOOP = re.compile(r"([a-z][a-z0-9_]*) +in +([a-z][a-z0-9_.]*)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def common_of(block: Block) -> dict[str, Any]:
    """What every kind of step may carry."""
    place = block.pairs.pairs[0][0].place
    failing = block.steps("if_it_fails")
    check_leads(block.desk, failing, "if_it_fails", block.node("if_it_fails"))
    return {
        "key": block.desk.keys[place],
        "name": block.text("name"),
        "skip": block.yes("skip"),
        "if_it_fails": failing or None,
        "try_again": block.retry(),
        "place": place,
    }


def own_words(desk: Desk, node: Pairs) -> tuple[Word, ...]:
    """The fields that the integration of a `do` step takes; any at all where nobody asks."""
    words = node.get("do")
    if not isinstance(words, Text):
        return ()
    if desk.around.steps is None or words.value not in desk.around.steps:
        fixed = {word.name for word in (*grammar.DO.words, *COMMON, grammar.DO.first)}
        return tuple(Word(name, Shape.TEXT, "", "") for name in node.names if name not in fixed)
    schema = desk.around.steps[words.value]
    required = schema.get("required", ())
    return tuple(
        Word(name, Shape.TEXT, "", "", Need.REQUIRED if name in required else Need.OPTIONAL)
        for name in schema.get("properties", {})
    )


def _send(block: Block, common: dict[str, Any]) -> Send:
    attach = tuple(text.value for text in block.texts("attach"))
    message = block.known("send", block.desk.around.message) or ""
    return Send(
        message=message, must_show=block.paths("must_show"), at_once=block.yes("at_once"), attach=attach, **common
    )


def _tell(block: Block, common: dict[str, Any]) -> Tell:
    who = block.known("tell", block.desk.around.person) or ""
    return Tell(who=who, say=block.text("say"), urgent=block.yes("urgent"), **common)


def beside(block: Block) -> Send | Tell:
    """A step that goes on beside something else: what `meanwhile` and `warn` hold."""
    return _send(block, common_of(block)) if "send" in block.pairs.names else _tell(block, common_of(block))


def _ask(block: Block, common: dict[str, Any]) -> Step:
    answers = _answers(block)
    fills = block.all_known("fills", lambda text: block.desk.names.storable(text).path)
    if "answers" not in block.pairs.names and "fills" not in block.pairs.names and block.all_known_words:
        key = block.pairs.pairs[0][0]
        block.desk.tell_place("FJ020.answers", key.place, len(key.value))
    return Ask(
        question=block.text("ask"),
        who=block.known("who", block.desk.around.person) or "",
        answer_within=block.length("answer_within") or NO_TIME,
        if_too_late=block.steps("if_too_late"),
        answers=answers,
        fills=fills,
        meanwhile=meanwhile(block, beside),
        **common,
    )


def _answers(block: Block) -> tuple[Answer, ...]:
    node = block.node("answers")
    if not isinstance(node, Pairs):
        unread = block.pairs.key("answers")
        return (Answer("", (GoOn(key="", place=unread.place),)),) if unread else ()
    return tuple(Answer(key.value, _answer_steps(block.desk, key, value)) for key, value in node.pairs)


def _answer_steps(desk: Desk, key: Text, value: Any) -> Steps:
    if isinstance(value, Text) and value.empty:
        desk.tell_place("FJ020.empty", key.place, len(key.value), found=key.value, wanted="steps or go on")
        return (GoOn(key="", place=key.place),)
    return desk.read_steps(desk, value)


def _do(block: Block, common: dict[str, Any]) -> Step:
    words = block.known("do", block.desk.around.step) or ""
    schema = (block.desk.around.steps or {}).get(words)
    fixed = {word.name for word in (*grammar.DO.words, *COMMON, grammar.DO.first)}
    given = {
        name: _given(block, name, schema) for name in block.pairs.names if name not in fixed and name in block.sound
    }
    arguments = {name: value for name, value in given.items() if value is not None}
    return Do(words=words, arguments=arguments, remember_as=block.known("remember_as", _name) or "", **common)


def _given(block: Block, name: str, schema: Mapping[str, Any] | None) -> Value | Reference:
    field = field_of_schema(name, schema) if schema is not None else None
    return block.known(name, lambda text: argument(text, block.desk.names, field))


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise Slip("FJ021.name", length=len(text), found=text)
    return text


def _wait(block: Block, common: dict[str, Any]) -> Step:
    return Wait(until=block.known("wait", lambda text: parse_wait(text, block.desk.names)) or NEVER, **common)


def _wait_for(block: Block, common: dict[str, Any]) -> Step:
    late = block.steps("if_too_late")
    check_leads(block.desk, late, "if_too_late", block.node("if_too_late"))
    events = block.all_known("wait_for", block.desk.around.event)
    until = block.moment("until") or NEVER
    return WaitFor(events=events, until=until, if_too_late=late, meanwhile=meanwhile(block, beside), **common)


def _if(block: Block, common: dict[str, Any]) -> Step:
    condition = block.condition("if") or ALWAYS
    return If(condition=condition, then=block.steps("then"), otherwise=block.steps("else"), **common)


def _for_each(block: Block, common: dict[str, Any]) -> Step:
    variable, path = block.known("for_each", lambda text: _loop(block.desk, text)) or ("line", "")
    node = block.node("steps")
    inside = block.desk.with_variable(variable)
    steps = block.desk.read_steps(inside, node) if node is not None else ()
    return ForEach(variable=variable, path=path, steps=steps, **common)


def _loop(desk: Desk, text: str) -> tuple[str, str]:
    match = _LOOP.fullmatch(text.strip())
    if match is None:
        raise Slip("FJ021.loop", length=len(text), found=text)
    found = desk.names.need(match[2], match.start(2))
    if match[1] in GROUPS and not desk.names.kept:
        raise Slip("FJ021.taken", 0, len(match[1]), None, found=match[1])
    if found.type != "list of lines":
        raise Slip("FJ021.lines", match.start(2), len(match[2]), path=match[2], type=found.type)
    return match[1], match[2]


def _together(block: Block, common: dict[str, Any]) -> Step:
    node = block.node("together")
    items = node.items if isinstance(node, Items) else ()
    branches = tuple(
        block.desk.read_steps(block.desk.at(f"{block.desk.spot}, branch {number}"), item)
        for number, item in enumerate(items, 1)
    )
    check_together(block.desk, branches)
    return Together(branches=branches, **common)


def _remember(block: Block, common: dict[str, Any]) -> Step:
    node = block.node("remember")
    pairs = node.pairs if isinstance(node, Pairs) else ()
    values = [(key.value, _stored(block.desk, key, value)) for key, value in pairs]
    return Remember(values=tuple(values), **common)


def _stored(desk: Desk, key: Text, value: Any) -> Value | Reference:
    if desk.tried(lambda: desk.names.storable(key.value), key) is None:
        return None
    if not isinstance(value, Text):
        desk.tell_place("FJ021.stored", value.place, field=key.value)
        return None
    return desk.tried(lambda: remembered_value(key.value, value.value, desk.names), value)


def _run(block: Block, common: dict[str, Any]) -> Step:
    return Run(playbook=block.known("run", block.desk.around.playbook) or "", **common)


def _end(block: Block, common: dict[str, Any]) -> Step:
    return End(result=block.text("end"), **common)


BUILD: Mapping[str, Callable[[Block, dict[str, Any]], Step]] = {
    "send": _send,
    "tell": _tell,
    "ask": _ask,
    "do": _do,
    "wait": _wait,
    "wait_for": _wait_for,
    "if": _if,
    "for_each": _for_each,
    "together": _together,
    "remember": _remember,
    "run": _run,
    "end": _end,
}
