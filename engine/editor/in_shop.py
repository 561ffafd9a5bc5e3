"""Everything that shop.yaml names: people, teams, playbooks and their questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from engine.editor.mention import Mention, Role, Sort, Thing
from engine.editor.page import Page, page_of
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.shop_schema import SHOP_SCHEMA


@lru_cache(maxsize=16)
def in_shop(file: str, content: str | bytes) -> tuple[Mention, ...]:
    """Everything that shop.yaml names."""
    page = page_of(file, content)
    return tuple(_all(page, page.pairs)) if page.pairs else ()


def _all(page: Page, root: Pairs) -> Iterator[Mention]:
    yield from _words(page, root, SHOP_SCHEMA, "shop.yaml")
    people, teams, owner = root.get("people"), root.get("teams"), root.get("owner")
    for text in (key for block in (people, teams) if isinstance(block, Pairs) for key, _ in block.pairs):
        yield from _name(page, Thing(Sort.PERSON, text.value), text, Role.DEFINED)
    for text in (*_members(teams), *_stand_ins(people), *([owner] if isinstance(owner, Text) else [])):
        yield from _name(page, Thing(Sort.PERSON, text.value), text)
    yield from _answers(page, root.get("settings"))


def _words(page: Page, block: Pairs, schema: Mapping[str, Any], home: str) -> Iterator[Mention]:
    """The fields that have a meaning of their own; names that the owner chose have none."""
    properties = schema.get("properties", {})
    each = schema.get("additionalProperties")
    for key, value in block.pairs:
        inner = properties.get(key.value) or (each if isinstance(each, Mapping) else {})
        if inner.get("description") and key.value in properties:
            yield from _name(page, Thing(Sort.WORD, key.value, home), key)
        below = f"{home}/{key.value if key.value in properties else '*'}"
        for pairs in _blocks(value):
            yield from _words(page, pairs, inner.get("items", inner), below)


def _blocks(value: Node) -> tuple[Pairs, ...]:
    match value:
        case Pairs():
            return (value,)
        case Items(items):
            return tuple(item for item in items if isinstance(item, Pairs))
        case _:
            return ()


def _members(teams: Node | None) -> Iterator[Text]:
    for _, members in teams.pairs if isinstance(teams, Pairs) else ():
        yield from (item for item in (members.items if isinstance(members, Items) else ()) if isinstance(item, Text))


def _stand_ins(people: Node | None) -> Iterator[Text]:
    for _, person in people.pairs if isinstance(people, Pairs) else ():
        away = person.get("away") if isinstance(person, Pairs) else None
        for one in _blocks(away) if away else ():
            name = one.get("stand_in")
            yield from (name,) if isinstance(name, Text) else ()


def _answers(page: Page, settings: Node | None) -> Iterator[Mention]:
    for title, answers in settings.pairs if isinstance(settings, Pairs) else ():
        yield from _name(page, Thing(Sort.PLAYBOOK, title.value), title)
        for key, _ in answers.pairs if isinstance(answers, Pairs) else ():
            yield from _name(page, Thing(Sort.SETTING, key.value, title.value), key, Role.ANSWERED)


def _name(page: Page, thing: Thing, text: Text, role: Role = Role.USED) -> Iterator[Mention]:
    if spot := page.spot(text):
        yield Mention(thing, spot, role)


def shop_word(home: str, name: str) -> str:
    """What a field of shop.yaml means."""
    schema: Mapping[str, Any] = SHOP_SCHEMA
    for part in home.split("/")[1:]:
        schema = schema.get("additionalProperties", {}) if part == "*" else schema.get("properties", {}).get(part, {})
        schema = schema.get("items", schema)
    return str(schema.get("properties", {}).get(name, {}).get("description", ""))
