"""Everything that a playbook names, found by the grammar: the same table by which the checker reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.editor.mention import Mention, Role, Sort, Spot, Thing
from engine.editor.page import Page, page_of
from engine.language.catalogue import EVENTS_BY_WORDS, FIELDS
from engine.language.grammar import ALARM, BESIDE, CLOCK, COMMON, SETTING, TOP, VERBS, Shape, Word
from engine.language.nodes import Items, Node, Pairs, Text

_S = Shape
_PATH = re.compile(r"(?<![\w.\"'])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*(?![\w])")
_LOOP = re.compile(r"([a-z][a-z0-9_]*) +in ")
_GROUPS = frozenset(path.partition(".")[0] for path in FIELDS)
_OUTCOMES = (" sent", " bounced", " failed")
_SORTS = {
    _S.MESSAGE: Sort.MESSAGE,
    _S.PERSON: Sort.PERSON,
    _S.PLAYBOOK: Sort.PLAYBOOK,
    _S.DO: Sort.INTEGRATION,
    _S.LAW: Sort.LAW,
}
_WITH_PATHS = frozenset({_S.LENGTH, _S.MOMENT, _S.WAIT, _S.CONDITION, _S.LOOP})
_OWN_NAMES = {"name": Sort.STEP, "remember_as": Sort.REMEMBERED}


@dataclass(frozen=True, slots=True)
class Reader:
    """A playbook being gone through: its page, its title, its deadlines, and the lines of lists that have a name here."""

    page: Page
    title: str
    deadlines: frozenset[str]
    variables: tuple[str, ...] = ()

    def block(self, home: str, pairs: Pairs, words: tuple[Word, ...]) -> Iterator[Mention]:
        """A block with its words."""
        known = {word.name: word for word in words}
        for key, value in pairs.pairs:
            if word := known.get(key.value):
                yield from self._name(Thing(Sort.WORD, word.name, home), key)
                yield from self._behind(word, value)
            elif isinstance(value, Text):
                yield from self.paths(value)

    def steps(self, node: Node) -> Iterator[Mention]:
        """Steps, one or many."""
        match node:
            case Items(items):
                for item in items:
                    yield from self.steps(item)
            case Pairs():
                yield from self._step(node)
            case _:
                return

    def _step(self, pairs: Pairs) -> Iterator[Mention]:
        verb = next((VERBS[name] for name in pairs.names if name in VERBS), None)
        if verb is None:
            return
        loop = pairs.get("for_each")
        named = _LOOP.match(loop.value) if isinstance(loop, Text) else None
        inside = replace(self, variables=(*self.variables, named[1])) if named else self
        yield from inside.block(verb.name, pairs, (verb.first, *verb.words, *COMMON))

    def _behind(self, word: Word, value: Node) -> Iterator[Mention]:
        for text in _texts(value):
            yield from self._in_text(word, text)
        match word.shape, value:
            case _S.STEPS | _S.BRANCHES, _:
                yield from self.steps(value)
            case _S.ANSWERS | _S.BY_EVENT, Pairs(pairs):
                for key, steps in pairs:
                    yield from self.event(key) if word.shape is _S.BY_EVENT else ()
                    yield from self.steps(steps)
            case _S.ALARMS | _S.BESIDE, Items(items):
                for item in items:
                    yield from self._beside(word, item)
            case _S.SETTINGS | _S.CLOCKS, Pairs(pairs):
                yield from self._named_blocks(word, pairs)
            case _S.VALUES, Pairs(pairs):
                for key, stored in pairs:
                    yield from self.paths(key, Role.DEFINED)
                    yield from self.paths(stored) if isinstance(stored, Text) else ()
            case _:
                return

    def _in_text(self, word: Word, text: Text) -> Iterator[Mention]:
        match word.shape:
            case _S.EVENT | _S.EVENTS:
                yield from self.event(text)
            case _S.PATHS:
                yield from self.paths(text, Role.DEFINED if word.name == "fills" else Role.USED)
            case shape if shape in _WITH_PATHS:
                yield from self.paths(text)
            case shape if shape in _SORTS:
                yield from self._name(Thing(_SORTS[shape], text.value), text)
            case _ if sort := _OWN_NAMES.get(word.name):
                yield from self._name(Thing(sort, text.value, self.title), text, Role.DEFINED)
            case _ if word.name == "playbook":
                yield from self._name(Thing(Sort.PLAYBOOK, text.value), text, Role.DEFINED)
            case _:
                return

    def _beside(self, word: Word, item: Node) -> Iterator[Mention]:
        if not isinstance(item, Pairs):
            return
        if word.shape is _S.ALARMS:
            yield from self.block("warn", item, ALARM)
            return
        verb = VERBS["send" if "send" in item.names else "tell"]
        yield from self.block("meanwhile", item, (*BESIDE, verb.first, *verb.words, *COMMON))

    def _named_blocks(self, word: Word, pairs: tuple[tuple[Text, Node], ...]) -> Iterator[Mention]:
        sort, words = (Sort.SETTING, SETTING) if word.shape is _S.SETTINGS else (Sort.DEADLINE, CLOCK)
        for key, block in pairs:
            yield from self._name(Thing(sort, key.value, self.title), key, Role.DEFINED)
            if isinstance(block, Pairs):
                yield from self.block(word.name, block, words)

    def event(self, text: Text) -> Iterator[Mention]:
        """An event; one that says that a message was sent names the message too."""
        message = next((text.value.removesuffix(end) for end in _OUTCOMES if text.value.endswith(end)), "")
        if text.value in EVENTS_BY_WORDS or not message:
            yield from self._name(Thing(Sort.EVENT, text.value), text)
        elif spot := self.page.spot(text, 0, len(message)):
            yield Mention(Thing(Sort.MESSAGE, message), spot)
            end = self.page.spot(text, len(message) + 1)
            yield from (
                Mention(Thing(Sort.EVENT, f"message {text.value[len(message) + 1 :]}"), one) for one in (end,) if one
            )

    def paths(self, text: Text, role: Role = Role.USED) -> Iterator[Mention]:
        """Every field, setting, deadline and remembered value that a text names."""
        for match in _PATH.finditer(text.value):
            if spot := self.page.spot(text, match.start(), len(match[0])):
                yield from named_path(match[0], spot, self, role)

    def _name(self, thing: Thing, text: Text, role: Role = Role.USED) -> Iterator[Mention]:
        if spot := self.page.spot(text):
            yield Mention(thing, spot, role)


def named_path(path: str, spot: Spot, reader: Reader, role: Role = Role.USED) -> Iterator[Mention]:
    """What a path at a place names."""
    group, _, rest = path.partition(".")
    if not rest:
        if path in reader.deadlines:
            yield Mention(Thing(Sort.DEADLINE, path, reader.title), spot)
        return
    name = rest.partition(".")[0]
    inner = Spot(spot.file, spot.line, spot.column + len(group) + 1, len(name))
    match group:
        case "settings":
            yield Mention(Thing(Sort.SETTING, name, reader.title), inner, Role.USED, spot)
        case "remembered":
            yield Mention(Thing(Sort.REMEMBERED, name), inner, role, spot)
        case "deadlines":
            yield Mention(Thing(Sort.DEADLINE, name, reader.title), inner, Role.USED, spot)
        case _ if group in reader.variables:
            yield Mention(Thing(Sort.LINE_FIELD, rest), spot)
        case _ if group in _GROUPS:
            yield Mention(Thing(Sort.FIELD, path), spot)
        case _:
            return


@lru_cache(maxsize=256)
def in_playbook(file: str, content: str | bytes) -> tuple[Mention, ...]:
    """Everything that a playbook names."""
    page = page_of(file, content)
    if page.pairs is None:
        return ()
    found = Reader(page, title_of(page), frozenset(names_in(page, "deadlines")))
    return tuple(found.block("playbook", page.pairs, TOP))


def title_of(page: Page) -> str:
    """The playbook's title, as far as it is there; else the name of its file."""
    title = page.pairs.get("playbook") if page.pairs else None
    return title.value.strip() if isinstance(title, Text) and title.value.strip() else page.file.rpartition(".")[0]


def names_in(page: Page, word: str) -> tuple[str, ...]:
    """The names that stand below a word of the first level: its deadlines, its settings."""
    block = page.pairs.get(word) if page.pairs else None
    return block.names if isinstance(block, Pairs) else ()


def _texts(value: Node) -> tuple[Text, ...]:
    match value:
        case Text():
            return (value,)
        case Items(items):
            return tuple(item for item in items if isinstance(item, Text))
        case _:
            return ()
