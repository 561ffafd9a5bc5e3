"""From a file's fields to a playbook: first the names that it defines, then every block in turn."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.arguments import kind_of
from engine.language.around import Around
from engine.language.block import Block
from engine.language.catalogue import EVENTS, FIELDS, FieldType, event_type
from engine.language.clock_blocks import read_clocks, read_settings, setting_type
from engine.language.desk import Desk
from engine.language.grammar import CLOCK, SETTING, TOP, Word
from engine.language.leading import comes_to_an_end
from engine.language.names import DOTTED, Names
from engine.language.naming import step_keys
from engine.language.nodes import Items, Node, Pairs, Text, every_pairs
from engine.language.playbook import Interrupt, Playbook, Steps, Subject
from engine.language.report import Report
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.steps import read_steps

_UNNAMED = re.compile(r"\bremember_as:[ ]*(?:#.*)?$", re.MULTILINE)
_DEFINING = {"settings": SETTING, "deadlines": CLOCK}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that could be read as fields, before anybody asks what they mean."""

    slug: str
    text: str
    root: Pairs
    report: Report

    @property
    def title(self) -> str:
        """The playbook's title, as far as it is there."""
        node = self.root.get("playbook")
        return node.value.strip() if isinstance(node, Text) and node.value.strip() else title_of(self.slug)


def title_of(slug: str) -> str:
    """The title that a file most likely has, by its name: `return_requested` is Return requested."""
    return slug.replace("_", " ").capitalize()


def build(draft: Draft, around: Around, remembered: Mapping[str, FieldType], *, kept: bool = False) -> Playbook:
    """The playbook that a file holds; it can be used only if the report has no error."""
    names = names_of(draft, around, remembered, kept=kept)
    keys = step_keys(draft.title, draft.root)
    desk = Desk(draft.report, names, around, draft.title, keys, read_steps)
    block = Block(desk, draft.root, TOP, "a playbook")
    playbook = _playbook(draft, block)
    _check_names(desk, playbook)
    return playbook


def _playbook(draft: Draft, block: Block) -> Playbook:
    desk = block.desk
    return Playbook(
        slug=draft.slug,
        title=draft.title,
        about=block.text("about"),
        starts_when=block.known("starts_when", lambda text: _start(desk, text)) or "",
        one_case_per=block.known("one_case_per", _subject) or Subject.ORDER,
        only_if=block.condition("only_if"),
        stops_when=_interrupts(desk, "stops_when", block.node("stops_when")),
        reopens_when=_interrupts(desk, "reopens_when", block.node("reopens_when")),
        settings=read_settings(desk, block.node("settings")),
        deadlines=read_clocks(desk, block.node("deadlines")),
        steps=_main(desk, block.node("steps")),
        digest=hashlib.sha256(draft.text.encode()).hexdigest(),
    )


def _main(desk: Desk, node: Node | None) -> Steps:
    if node is None:
        return ()
    if not isinstance(node, Items):
        length = len(node.value) if isinstance(node, Text) else 1
        desk.tell_place("FJ021.steps", node.place, length)
        return ()
    steps = read_steps(desk, node)
    _check_end(desk, steps, "steps")
    return steps


def _check_end(desk: Desk, steps: Steps, name: str) -> None:
    if steps and not comes_to_an_end(steps):
        desk.tell_place("FJ063.main", steps[-1].place, name=name)


def _start(desk: Desk, text: str) -> str:
    kind = event_type(text)
    ours = kind and (kind not in EVENTS or EVENTS[kind].made_by_engine)
    if ours and not desk.names.kept:
        raise Slip("FJ030.start", 0, len(text), None, found=text)
    return desk.around.event(text)


def _subject(text: str) -> Subject:
    if text in set(Subject):
        return Subject(text)
    misses = near_misses(text, Subject)
    known = ", ".join(Subject)
    raise Slip("FJ021.subject", 0, len(text), only(misses), found=text, similar=did_you_mean(misses), known=known)


def _interrupts(desk: Desk, name: str, node: Node | None) -> tuple[Interrupt, ...]:
    pairs = node.pairs if isinstance(node, Pairs) else ()
    return tuple(_interrupt(desk.at(f'{name} "{key.value}"'), name, key, value) for key, value in pairs)


def _interrupt(desk: Desk, name: str, key: Text, value: Node) -> Interrupt:
    event = desk.tried(lambda: desk.around.event(key.value), key) or ""
    steps = desk.read_steps(desk, value)
    _check_end(desk, steps, name)
    return Interrupt(event, steps)


def names_of(draft: Draft, around: Around, remembered: Mapping[str, FieldType], *, kept: bool) -> Names:
    """What the texts of this file can name."""
    return Names(
        settings={key.value: _type_of(value) for key, value in _defined(draft.root, "settings", SETTING)},
        deadlines=tuple(key.value for key, _ in _defined(draft.root, "deadlines", CLOCK)),
        remembered=remembered,
        conditions=around.conditions,
        kept=kept,
        lost=_lost(draft),
    )


def _lost(draft: Draft) -> frozenset[str]:
    lost = {name for name, words in _DEFINING.items() if _has_lost(draft, name, words)}
    return frozenset(lost | ({"remembered"} if _UNNAMED.search(draft.text) else set()))


def _has_lost(draft: Draft, name: str, words: tuple[Word, ...]) -> bool:
    """Whether the line of a name is lost in a block: its words then stand where names do, or twice in the block above."""
    block = draft.root.get(name)
    if not isinstance(block, Pairs):
        return False
    fallen = {word.name for word in words} & set(block.names)
    twice = (m.line for m in draft.report.mistakes if m.kind in {"FJ004.field", "FJ013.below"})
    return bool(fallen) or any(block.place.line <= line <= block.end.line for line in twice)


def _defined(root: Pairs, name: str, words: tuple[Word, ...]) -> list[tuple[Text, Node]]:
    """What a block defines, also by a misspelt name, and also what stands one level too far in: each is told once."""
    misspelt = (value for key, value in root.pairs if name in near_misses(key.value, [name]))
    block = root.get(name) or next(misspelt, None)
    pairs = block.pairs if isinstance(block, Pairs) else ()
    known = {word.name for word in words}
    inner = [
        pair for _, value in pairs if isinstance(value, Pairs) for pair in value.pairs if pair[0].value not in known
    ]
    deeper = [pair for pair in inner if isinstance(pair[1], Pairs) or (isinstance(pair[1], Text) and pair[1].empty)]
    return [(key, value) for key, value in (*pairs, *deeper) if key.value not in {"yes", "no"}]


def _type_of(setting: Node) -> FieldType:
    kind = setting.get("type") if isinstance(setting, Pairs) else None
    value = setting.get("value") if isinstance(setting, Pairs) else None
    try:
        return setting_type(kind.value) if isinstance(kind, Text) else _guessed(value)
    except Slip as slip:
        return FieldType(slip.better) if slip.better else _guessed(value)


def _guessed(value: Node | None) -> FieldType:
    """The type of a setting that does not say it, by its value."""
    return kind_of(value.value) if isinstance(value, Text) else FieldType.TEXT


def remembered_in(root: Pairs) -> dict[str, FieldType]:
    """What the steps of a file remember under names of their own, and what kind of value each is."""
    found: dict[str, FieldType] = {}
    for pairs in every_pairs(root):
        for name, kind in _remembered_by(pairs):
            found.setdefault(name, kind)
    return found


def _remembered_by(pairs: Pairs) -> list[tuple[str, FieldType]]:
    stored, filled, label = pairs.get("remember"), pairs.get("fills"), pairs.get("remember_as")
    found: list[tuple[str, FieldType]] = []
    if isinstance(stored, Pairs):
        found += [
            (key.value.removeprefix("remembered."), _kind_stored(value)) for key, value in stored.pairs if _own(key)
        ]
    items = filled.items if isinstance(filled, Items) else (filled,)
    found += [
        (item.value.removeprefix("remembered."), FieldType.TEXT)
        for item in items
        if isinstance(item, Text) and _own(item)
    ]
    if isinstance(label, Text):
        found.append((label.value, FieldType.TEXT))
    return found


def _own(text: Text) -> bool:
    return text.value.startswith("remembered.") and bool(DOTTED.fullmatch(text.value))


def _kind_stored(value: Node) -> FieldType:
    if not isinstance(value, Text):
        return FieldType.TEXT
    return FIELDS[value.value].type if value.value in FIELDS else kind_of(value.value)


def _check_names(desk: Desk, playbook: Playbook) -> None:
    seen: dict[str, int] = {}
    for step in playbook.all_steps:
        if step.name and seen.setdefault(step.name, step.place.line) != step.place.line:
            desk.tell_place("FJ004.name", step.place, found=step.name, line=str(seen[step.name]))
