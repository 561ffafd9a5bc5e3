"""Everything that the sentences of a story name: messages, people, questions, deadlines, settings, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.editor.in_playbooks import Reader, named_path
from engine.editor.mention import Mention, Sort, Thing
from engine.editor.page import Page, page_of
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.story import MAIL
from engine.language.story_schema import STORY_SCHEMA
from engine.language.story_sentences import ANSWERS, FAILS, FALLS, IS_ANSWERED, PERSON, SENT, SKIPPED, STANDS

_FIELDS_OF_A_STORY = STORY_SCHEMA["properties"]["stories"]["items"]["properties"]


@dataclass(frozen=True, slots=True)
class _Story:
    """One story being gone through; `steps` are the names of steps that its sentences may mean."""

    page: Page
    title: str
    steps: frozenset[str]
    people: frozenset[str]

    def all(self, pairs: Pairs) -> Iterator[Mention]:
        """Everything that the story names."""
        for key, value in pairs.pairs:
            if key.value in _FIELDS_OF_A_STORY:
                yield from self._name(Thing(Sort.WORD, key.value, "story"), key)
            match key.value, value:
                case "playbook", Text():
                    yield from self._name(Thing(Sort.PLAYBOOK, value.value), value)
                case "case", Pairs(fields):
                    for field, _ in fields:
                        yield from self._path(field)
                case "settings", Pairs(fields):
                    for field, _ in fields:
                        yield from self._name(Thing(Sort.SETTING, field.value, self.title), field)
                case "happens" | "expect", Items(items):
                    for item in items:
                        yield from self._line(item, key.value)
                case _:
                    continue

    def _line(self, item: Node, part: str) -> Iterator[Mention]:
        match item:
            case Text():
                yield from self._standing(item)
            case Pairs(((key, Text() as value),)) if part == "expect":
                yield from self._expected(key, value)
            case Pairs(((_, Text() as value),)):
                yield from self._happening(value)
            case Pairs(((_, Pairs(((sentence, given),))),)):
                yield from self._happening(sentence)
                for field, _ in given.pairs if isinstance(given, Pairs) else ():
                    yield from self._path(field)
            case _:
                return

    def _standing(self, text: Text) -> Iterator[Mention]:
        found = FAILS.fullmatch(text.value)
        if found and found["what"] != MAIL:
            sort = Sort.MESSAGE if "_" in found["what"] else Sort.INTEGRATION
            yield from self._piece(Thing(sort, found["what"]), text, found.start("what"))

    def _happening(self, text: Text) -> Iterator[Mention]:
        if found := IS_ANSWERED.fullmatch(text.value):
            yield from self._who(found["who"], text, 0)
        elif ANSWERS in text.value:
            cuts = [found.start() for found in re.finditer(ANSWERS, text.value)]
            known = (cut for cut in cuts if text.value[:cut] in self.steps | self.people)
            yield from self._who(text.value[: next(known, cuts[0])], text, 0)
        elif found := SKIPPED.fullmatch(text.value):
            yield from self._piece(Thing(Sort.STEP, found["step"], self.title), text, 0)
        elif self.page.spot(text):
            yield from Reader(self.page, self.title, frozenset()).event(text)

    def _expected(self, key: Text, value: Text) -> Iterator[Mention]:
        if found := FALLS.fullmatch(key.value) or STANDS.fullmatch(key.value):
            yield from self._piece(Thing(Sort.DEADLINE, found["name"], self.title), key, 0)
        elif found := SENT.fullmatch(value.value):
            yield from self._piece(Thing(Sort.MESSAGE, found["message"]), value, 0)
        elif found := PERSON.fullmatch(value.value):
            yield from self._who(found["who"], value, 0)
        elif key.value != "case ends":
            yield from self._piece(Thing(Sort.INTEGRATION, value.value), value, 0)

    def _who(self, who: str, text: Text, start: int) -> Iterator[Mention]:
        asked = Thing(Sort.STEP, who, self.title) if who in self.steps else Thing(Sort.PERSON, who)
        yield from self._piece(asked, text, start)

    def _piece(self, thing: Thing, text: Text, start: int) -> Iterator[Mention]:
        if spot := self.page.spot(text, start, len(thing.name)):
            yield Mention(thing, spot)

    def _path(self, text: Text) -> Iterator[Mention]:
        if spot := self.page.spot(text):
            yield from named_path(text.value, spot, Reader(self.page, self.title, frozenset()))

    def _name(self, thing: Thing, text: Text) -> Iterator[Mention]:
        yield from self._piece(thing, text, 0)


@lru_cache(maxsize=64)
def in_story_file(
    file: str, content: str | bytes, steps: frozenset[str], people: frozenset[str]
) -> tuple[Mention, ...]:
    """Everything that the stories of a file name; `steps` and `people` tell a question's name from a person's."""
    page = page_of(file, content)
    return tuple(_all(page, page.pairs, steps, people)) if page.pairs else ()


def _all(page: Page, root: Pairs, steps: frozenset[str], people: frozenset[str]) -> Iterator[Mention]:
    title = root.get("playbook")
    for key, value in root.pairs:
        if story_word("stories", key.value) and (spot := page.spot(key)):
            yield Mention(Thing(Sort.WORD, key.value, "stories"), spot)
        if key.value == "playbook" and isinstance(value, Text) and (spot := page.spot(value)):
            yield Mention(Thing(Sort.PLAYBOOK, value.value), spot)
    stories = root.get("stories")
    for one in stories.items if isinstance(stories, Items) else ():
        if isinstance(one, Pairs):
            own = one.get("playbook") or title
            name = own.value if isinstance(own, Text) else ""
            yield from _Story(page, name, steps, people).all(one)


def story_word(home: str, name: str) -> str:
    """What a field of a file of stories means."""
    table = STORY_SCHEMA["properties"] if home == "stories" else _FIELDS_OF_A_STORY
    return str(table.get(name, {}).get("description", ""))
