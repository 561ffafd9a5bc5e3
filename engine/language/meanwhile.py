"""What is sent or told while a step waits."""

from __future__ import annotations

from collections.abc import Callable

from engine.language.block import Block
from engine.language.desk import Desk
from engine.language.grammar import BESIDE, COMMON, GO_ON, SEND, TELL, VERBS, Need, Shape, Verb, Word, owner_of
from engine.language.lengths import parse_duration
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Meanwhile, Send, Tell

Build = Callable[[Block], Send | Tell]
_VERBS = {"send": SEND, "tell": TELL}
_AT = Word("at", Shape.MOMENT, "", "4 days before send_back_by", Need.REQUIRED)


def meanwhile(block: Block, build: Build) -> tuple[Meanwhile, ...]:
    """The items behind `meanwhile`."""
    node = block.node("meanwhile")
    items = node.items if isinstance(node, Items) else ()
    whole = "if_too_late" in block.pairs.names
    sound = (item for item in items if whole or not _is_other_step(item))
    found = (_item(block.desk, build, number, item) for number, item in enumerate(sound, 1))
    return tuple(item for item in found if item is not None)


def _is_other_step(node: Node) -> bool:
    """A step that cannot stand here; where `if_too_late` is missing, its steps have fallen to the list above it."""
    if isinstance(node, Text):
        return node.value == GO_ON
    return isinstance(node, Pairs) and any(name in VERBS and name not in _VERBS for name in node.names)


def _item(desk: Desk, build: Build, number: int, node: Node) -> Meanwhile | None:
    if not isinstance(node, Pairs):
        desk.tell_place("FJ021.beside", node.place)
        return None
    verb = next((_VERBS[name] for name in node.names if name in _VERBS), None)
    if verb is None:
        key = node.pairs[0][0] if node.pairs else None
        desk.tell_place("FJ024.beside", key.place if key else node.place, len(key.value) if key else 1)
        return None
    return _timed(build, desk.at(f"{desk.spot}, meanwhile {number}", verb.name), node, verb)


def _timed(build: Build, desk: Desk, node: Pairs, verb: Verb) -> Meanwhile:
    timing = BESIDE if "at" in node.names or "every" in node.names else (_AT, BESIDE[1])
    block = Block(desk, node, (verb.first, *timing, *verb.words, *COMMON), f"{owner_of(verb)} of meanwhile")
    if "at" in node.names and "every" in node.names:
        desk.tell_place("FJ025.timing", node.pairs[0][0].place)
    return Meanwhile(build(block), at=block.moment("at"), every=block.known("every", parse_duration))
