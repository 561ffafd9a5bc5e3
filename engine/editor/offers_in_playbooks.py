"""What may stand at a place of a playbook: found by the line and its indent, so that a half-typed file is no hindrance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from engine.editor.mention import Sort
from engine.editor.offers import Offer, Typing
from engine.language.catalogue import FieldType
from engine.language.grammar import (
    ALARM,
    BESIDE,
    CLOCK,
    COMMON,
    GO_ON,
    SETTING,
    SETTING_TYPES,
    TOP,
    VERBS,
    Shape,
    Word,
)
from engine.language.names import Names
from engine.language.playbook import Subject

_S, _T = Shape, FieldType
_VALUE = re.compile(r"^\s*(?:- +)*(?P<key>[a-z_]+):[ ]+(?P<value>\[[^\]]*|[^{\[].*|)$")
_IN_BRACES = re.compile(r"\{(?:.*,)? *(?P<key>[a-z_]+):[ ]+(?P<value>\[[^\]}]*|[^,{}\[]*)$")
_ITEM = re.compile(r"^(?P<indent>\s*)(?:- +)+(?P<typed>[^:]*)$")
_KEY = re.compile(r"^(?P<indent>\s*)(?P<typed>[a-z_]*)$")
_FIELD = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[^\s:][^:]*):(?:\s|$)")
_COMPARED = re.compile(
    r" *(?:not +)?(?P<path>[a-z][\w.]*) +(?P<sign>is not one of|is one of|is not|is|contains|[<>]=?) +(?P<typed>.*)"
)
_ASKED = re.compile(r" *(?:not +)?(?P<path>[a-z][\w.]*) +(?P<typed>[a-z ]*)")
_PARTS = re.compile(r"\band\b|\bor\b|\(")
_ANCHOR = re.compile(r"(?:^|\b(?:before|after|from|until) +)[\w.]*$")
_COMPARISONS = ("is", "is not", "is set", "is empty", "is one of", "contains", ">", "<", ">=", "<=")
_TIMES = (_T.DATE, _T.MOMENT)
_EVERY = (*TOP, *CLOCK, *ALARM, *SETTING, *BESIDE, *COMMON, *(w for v in VERBS.values() for w in (v.first, *v.words)))
_SHAPES = {word.name: {one.shape for one in _EVERY if one.name == word.name} for word in _EVERY}
_NAMED: Mapping[Shape, Callable[[Typing, str], Iterator[Offer]]] = {
    _S.EVENT: Typing.events,
    _S.EVENTS: Typing.events,
    _S.MESSAGE: Typing.messages,
    _S.PERSON: Typing.people,
    _S.PLAYBOOK: Typing.playbooks,
    _S.LAW: Typing.laws,
    _S.DO: Typing.integrations,
}
_FIXED = {
    _S.STEPS: (GO_ON,),
    _S.YES_NO: ("yes", "no"),
    _S.KIND: ("goal", "promise", "goodwill"),
    _S.SUBJECT: tuple(Subject),
    _S.TYPE: SETTING_TYPES,
}


def in_playbook(typing: Typing) -> Iterator[Offer]:
    """What may stand at the cursor."""
    if value := _IN_BRACES.search(typing.before) or _VALUE.match(typing.before):
        last = re.split(r"[\[,]\s*", value["value"])[-1] if value["value"].startswith("[") else value["value"]
        yield from _behind(typing, value["key"], last)
    elif item := _ITEM.match(typing.before):
        yield from _item(typing, len(item["indent"]), item["typed"])
    elif key := _KEY.match(typing.before):
        yield from _key(typing, len(key["indent"]), key["typed"])


def _behind(typing: Typing, key: str, typed: str) -> Iterator[Offer]:
    shapes = _SHAPES.get(key)
    if shapes is None:
        yield from typing.paths(_names(typing))
        return
    for shape in shapes:
        yield from _of_shape(typing, shape, typed)


def _of_shape(typing: Typing, shape: Shape, typed: str) -> Iterator[Offer]:
    match shape:
        case _S.PATHS | _S.LOOP:
            yield from typing.paths(_names(typing))
        case _S.MOMENT | _S.WAIT:
            kinds = _TIMES if typed else (*_TIMES, _T.DURATION)
            yield from typing.paths(_names(typing), kinds) if _ANCHOR.search(typed) else ()
        case _S.LENGTH:
            yield from typing.paths(_names(typing), (_T.DURATION,))
        case _S.CONDITION:
            yield from _condition(typing, _names(typing), typed)
        case named if offer := _NAMED.get(named):
            yield from offer(typing, typed)
        case _:
            yield from typing.named(Sort.WORD, _FIXED.get(shape, ()), typed)


def _condition(typing: Typing, names: Names, typed: str) -> Iterator[Offer]:
    typed = _PARTS.split(typed)[-1]
    if compared := _COMPARED.fullmatch(typed):
        last = compared["typed"].rpartition(", ")[2]
        yield from _values(typing, names, compared["path"], last)
    elif (asked := _ASKED.fullmatch(typed)) and asked["path"] != "not":
        yield from typing.named(Sort.WORD, _COMPARISONS, asked["typed"])
    else:
        yield from typing.paths(names)


def _values(typing: Typing, names: Names, path: str, typed: str) -> Iterator[Offer]:
    field = names.find(path)
    match field.type if field else None:
        case _T.CHOICE:
            yield from typing.named(Sort.WORD, field.choices if field else (), typed)
        case _T.YES_NO:
            yield from typing.named(Sort.WORD, ("yes", "no"), typed)
        case _T.COUNTRY:
            yield from typing.named(Sort.WORD, typing.workshop.countries, typed)
        case _T.LANGUAGE:
            yield from typing.named(Sort.WORD, typing.workshop.languages, typed)
        case kind if kind is not None:
            yield from typing.paths(names, (kind,))
        case _:
            return


def _item(typing: Typing, indent: int, typed: str) -> Iterator[Offer]:
    parent = _parent(typing, indent, inclusive=True)
    shapes = _SHAPES.get(parent, {_S.STEPS})
    if shapes & {_S.EVENTS, _S.PATHS}:
        for shape in shapes:
            yield from _of_shape(typing, shape, typed)
    elif _S.ALARMS in shapes or _S.BESIDE in shapes:
        yield from _words(typing, (ALARM if _S.ALARMS in shapes else BESIDE), typed, parent)
    elif parent not in {"teams", "people"}:
        for verb in VERBS.values():
            yield from typing.named(Sort.WORD, (verb.name,), typed, verb.name)
        yield from typing.named(Sort.WORD, (GO_ON,), typed)


def _key(typing: Typing, indent: int, typed: str) -> Iterator[Offer]:
    if indent == 0:
        yield from _words(typing, TOP, typed, "playbook")
        return
    siblings = _siblings(typing, indent)
    parent = _parent(typing, indent)
    verb = next((VERBS[name] for name in siblings if name in VERBS), None)
    if parent in {"stops_when", "reopens_when"}:
        yield from typing.events(typed)
    elif verb and (at := {"at", "every"} & siblings.keys()):
        left = verb.words if at else (*BESIDE, *verb.words)
        yield from _words(typing, tuple(word for word in left if word.name not in siblings), typed, "meanwhile")
    elif verb:
        own = (*verb.words, *_of_integration(typing, siblings.get("do", "")), *COMMON)
        yield from _words(typing, tuple(word for word in own if word.name not in siblings), typed, verb.name)
    else:
        home = {"deadlines": CLOCK, "settings": SETTING}
        grandparent = _grandparent(typing, indent)
        left = tuple(word for word in home.get(grandparent, ()) if word.name not in siblings)
        yield from _words(typing, left, typed, grandparent)


def _of_integration(typing: Typing, words: str) -> tuple[Word, ...]:
    schema = (typing.workshop.around.step_schemas or {}).get(words, {})
    return tuple(Word(name, _S.TEXT, "", "") for name in schema.get("properties", {}))


def _words(typing: Typing, words: tuple[Word, ...], typed: str, home: str) -> Iterator[Offer]:
    return typing.named(Sort.WORD, (word.name for word in words), typed, home)


def _names(typing: Typing) -> Names:
    loops = re.compile(r"for_each: +([a-z][a-z0-9_]*) +in ")
    return typing.names(tuple({name for line in typing.page.lines for name in loops.findall(line)}))


def _above(typing: Typing) -> Iterator[tuple[int, str, str]]:
    """The fields of the lines above, nearest first: in which column each begins, its name, and what is behind it."""
    for number in range(typing.number - 1, 0, -1):
        line = typing.page.line(number)
        if (found := _FIELD.match(line)) and not line.lstrip().startswith("#"):
            yield len(found["lead"]), found["key"], line[found.end() :].strip()


def _siblings(typing: Typing, indent: int) -> dict[str, str]:
    """The fields of the block that the cursor stands in, above it, with what is behind each."""
    found: dict[str, str] = {}
    for number in range(typing.number - 1, 0, -1):
        line = typing.page.line(number)
        field = _FIELD.match(line)
        if field and len(field["lead"]) == indent:
            found[field["key"]] = line[field.end() :].strip()
        if (field and len(field["lead"]) < indent) or (
            field and field["lead"].rstrip().endswith("-") and len(field["lead"]) <= indent
        ):
            break
    return found


def _parent(typing: Typing, indent: int, *, inclusive: bool = False) -> str:
    """The field that a block hangs under; a list may begin right below its field."""
    for column, key, behind in _above(typing):
        if (column < indent or (inclusive and column == indent)) and not behind.partition("#")[0]:
            return key
    return ""


def _grandparent(typing: Typing, indent: int) -> str:
    outer = [(column, key) for column, key, _ in _above(typing)]
    parent = next((column for column, _ in outer if column < indent), 0)
    return next((key for column, key in outer if column < parent), "")
