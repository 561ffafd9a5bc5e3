"""The contents of a file as a list to jump by: steps, deadlines, settings; people; stories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.editor.page import Page
from engine.language.grammar import GO_ON, VERBS
from engine.language.nodes import Items, Node, Pairs, Text


class Entry(StrEnum):
    """What an entry of the list is, so that an editor can give it a picture."""

    SECTION = "section"
    STEP = "step"
    DEADLINE = "deadline"
    SETTING = "setting"
    CASE = "case"
    PERSON = "person"
    STORY = "story"


_BY_SECTION = {
    "settings": Entry.SETTING,
    "deadlines": Entry.DEADLINE,
    "stops_when": Entry.CASE,
    "reopens_when": Entry.CASE,
    "people": Entry.PERSON,
    "teams": Entry.PERSON,
}
_BRANCHES = ("then", "else", "steps", "if_too_late", "if_it_fails")


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents, from where it begins to where it ends; `key` is the piece that the cursor jumps to."""

    title: str
    entry: Entry
    key: Text
    end: Text
    inside: tuple[Heading, ...] = ()


def contents(page: Page) -> tuple[Heading, ...]:
    """The contents of a playbook, of shop.yaml, or of a file of stories."""
    root = page.pairs
    return tuple(heading for key, value in root.pairs if (heading := _section(key, value))) if root else ()


def _section(key: Text, value: Node) -> Heading | None:
    match key.value, value:
        case "steps", _:
            return Heading(key.value, Entry.SECTION, key, last(value) or key, steps(value))
        case "stories", Items(items):
            return Heading(
                key.value, Entry.SECTION, key, last(value) or key, tuple(map(_story, filter(_fields, items)))
            )
        case name, Pairs(pairs) if entry := _BY_SECTION.get(name):
            inside = tuple(Heading(one.value, entry, one, last(block) or one, steps(block)) for one, block in pairs)
            return Heading(key.value, Entry.SECTION, key, last(value) or key, inside)
        case _:
            return None


def _fields(node: Node) -> bool:
    return isinstance(node, Pairs) and bool(node.pairs)


def _story(node: Node) -> Heading:
    assert isinstance(node, Pairs)  # noqa: S101  # only such are asked
    title = node.get("story")
    return Heading(
        title.value if isinstance(title, Text) else "", Entry.STORY, node.pairs[0][0], last(node) or node.pairs[0][0]
    )


def steps(node: Node) -> tuple[Heading, ...]:
    """The steps of a list, each with the steps inside it."""
    items = node.items if isinstance(node, Items) else (node,)
    return tuple(heading for item in items if (heading := _step(item)))


def _step(node: Node) -> Heading | None:
    if isinstance(node, Items):
        inside = steps(node)
        return Heading("", Entry.CASE, inside[0].key, inside[-1].end, inside) if inside else None
    verb = next((key for key, _ in node.pairs if key.value in VERBS), None) if isinstance(node, Pairs) else None
    if verb is None or not isinstance(node, Pairs):
        return None
    name = node.get("name")
    said = f"{verb.value} {_argument(node.get(verb.value))}".strip()
    title = f"{name.value} ({said})" if isinstance(name, Text) else said
    return Heading(title, Entry.STEP, verb, last(node) or verb, tuple(_inside(node)))


def _inside(node: Pairs) -> list[Heading]:
    found: list[Heading] = []
    for key, value in node.pairs:
        match key.value, value:
            case "answers", Pairs(pairs):
                found += [Heading(one.value, Entry.CASE, one, last(block) or one, steps(block)) for one, block in pairs]
            case "together", _:
                found += steps(value)
            case name, _ if name in _BRANCHES and not (isinstance(value, Text) and value.value == GO_ON):
                found.append(Heading(key.value, Entry.CASE, key, last(value) or key, steps(value)))
            case _:
                continue
    return found


def _argument(value: Node | None) -> str:
    match value:
        case Text(text):
            return " ".join(text.split())
        case Items(items):
            return ", ".join(item.value for item in items if isinstance(item, Text))
        case Pairs():
            return ", ".join(value.names)
        case _:
            return ""


def last(node: Node) -> Text | None:
    """The last text of a block: where it ends for a reader."""
    match node:
        case Text():
            return node
        case Items(items):
            return last(items[-1]) if items else None
        case Pairs(pairs):
            return (last(pairs[-1][1]) or pairs[-1][0]) if pairs else None
