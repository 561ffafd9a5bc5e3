"""What may stand in messages, stories and shop.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.editor.in_messages import loops_in
from engine.editor.mention import Sort
from engine.editor.offers import Offer, Typing
from engine.language.catalogue import FIELDS
from engine.language.names import STATES
from engine.messages.source import KINDS
from engine.messages.wording import FILTERS

_OPEN = re.compile(r"\{[{%](?P<inside>(?:(?![%}]\}).)*)$")
_PIPE = re.compile(r"\| *(?P<typed>[a-z]*)$")
_KIND = re.compile(r"^kind: +(?P<typed>\w*)$")
_VALUE = re.compile(r"^(?P<indent>\s*)(?:- +)?(?P<key>[^:]+?): +(?P<typed>.*)$")
_BEGUN = re.compile(r"^(?P<indent>\s*)(?:- +)?(?P<typed>[^:]*)$")
_DAY = re.compile(r"(?:day |never$|once$|\d)")
_STANDS = re.compile(r"\S+ +is")


def in_message(typing: Typing) -> Iterator[Offer]:
    """Between braces: fields, and behind a bar the filters; above the text: the kind of the message."""
    if kind := _KIND.match(typing.before):
        yield from typing.named(Sort.WORD, KINDS, kind["typed"])
    if braces := _OPEN.search(typing.before):
        if pipe := _PIPE.search(braces["inside"]):
            yield from typing.named(Sort.FILTER, FILTERS, pipe["typed"])
        else:
            yield from typing.paths(typing.names(loops_in(typing.page.lines)))


def in_story(typing: Typing) -> Iterator[Offer]:
    """The sentences of a story, as far as names stand in them."""
    part = _part(typing, ("happens", "expect", "case", "settings"))
    if value := _VALUE.match(typing.before):
        yield from _sentence(typing, part, value["key"], value["typed"])
    elif begun := _BEGUN.match(typing.before):
        yield from _beginning(typing, part, begun["typed"])


def _sentence(typing: Typing, part: str, key: str, typed: str) -> Iterator[Offer]:
    if key == "playbook":
        yield from typing.playbooks(typed)
    elif key == "case ends":
        yield from typing.named(Sort.WORD, _results(typing), typed)
    elif _STANDS.fullmatch(key):
        yield from typing.named(Sort.WORD, STATES, typed)
    elif _DAY.match(key) and part == "expect":
        yield from typing.named(Sort.MESSAGE, (f"{name} is sent" for name in typing.workshop.folder.messages), typed)
        for how in ("asked", "told"):
            yield from typing.named(Sort.PERSON, (f"{name} is {how}" for name in typing.workshop.people), typed)
    elif _DAY.match(key) and part == "happens":
        yield from typing.events(typed)
        yield from typing.named(Sort.PERSON, (f"{name} answers " for name in typing.workshop.people), typed)


def _beginning(typing: Typing, part: str, typed: str) -> Iterator[Offer]:
    match part:
        case "case":
            yield from typing.named(Sort.FIELD, FIELDS, typed)
        case "settings":
            names = typing.workshop.names(typing.titles, "settings")
            yield from typing.named(Sort.SETTING, names, typed)
        case "expect":
            names = typing.workshop.names(typing.titles, "deadlines")
            yield from typing.named(Sort.DEADLINE, (f"{name} falls on" for name in names), typed)
            yield from typing.named(Sort.DEADLINE, (f"{name} is" for name in names), typed)
            yield from typing.named(Sort.WORD, ("case ends", "never", "once"), typed)
        case _:
            return


def _results(typing: Typing) -> tuple[str, ...]:
    """The results with which cases end, as the playbooks write them."""
    found = re.compile(r"^\s*(?:- +)?end: +(.+?) *(?:#.*)?$")
    lines = (line for page in typing.workshop.playbooks.values() for line in page.lines)
    return tuple(dict.fromkeys(match[1] for line in lines if (match := found.match(line))))


def in_shop(typing: Typing) -> Iterator[Offer]:
    """People where people are named, and the questions of the playbooks."""
    part = _part(typing, ())
    value = _VALUE.match(typing.before)
    if (value and value["key"].strip() in {"owner", "stand_in"}) or typing.before.endswith("stand_in: "):
        yield from _people(typing, value["typed"] if value else "")
    elif value and part == "teams":
        yield from _people(typing, re.split(r"[\[,] *", value["typed"])[-1])
    elif part == "settings" and (begun := _BEGUN.match(typing.before)):
        yield from _questions(typing, len(begun["indent"]), begun["typed"])


def _people(typing: Typing, typed: str) -> Iterator[Offer]:
    people = typing.workshop.page("shop.yaml").pairs
    block = people.get("people") if people else None
    names = getattr(block, "names", ())
    yield from typing.named(Sort.PERSON, names, typed)


def _questions(typing: Typing, indent: int, typed: str) -> Iterator[Offer]:
    above = (typing.page.line(number) for number in range(typing.number - 1, 0, -1))
    title = next((line.strip().rstrip(":") for line in above if 0 < len(line) - len(line.lstrip()) < indent), "")
    if title in typing.workshop.playbooks:
        yield from typing.named(Sort.SETTING, typing.workshop.names((title,), "settings"), typed)
    else:
        yield from typing.playbooks(typed)


def _part(typing: Typing, names: tuple[str, ...]) -> str:
    """The nearest field above that opens one of these parts; without names, that of the first level."""
    for number in range(typing.number, 0, -1):
        line = typing.page.line(number)
        key = line.strip().removeprefix("- ").partition(":")[0]
        if (names and key in names and line.rstrip().endswith(":")) or (not names and line[:1].isalpha()):
            return key
    return ""
