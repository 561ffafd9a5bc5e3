"""From a list in a file to steps: the verb is found first, then only that kind's words count."""

from __future__ import annotations

import re

from engine.language.block import Block
from engine.language.desk import Desk
from engine.language.grammar import COMMON, GO_ON, VERBS, Verb, Word, owner_of
from engine.language.leading import check_ending
from engine.language.mistakes import Patch
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import GoOn, Step, Steps
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.verbs import BUILD, common_of, own_words

_GLUED = re.compile(r"([a-z_]+):\S")


_IN_BRACKETS = re.compile(rf"({'|'.join(VERBS)}):[\[{{]")


def read_steps(desk: Desk, node: Node) -> Steps:
    """The steps that stand in a list; one step alone or `go on` counts as a list of one."""
    match node:
        case Items(items):
            built = tuple(_numbered(desk, number, item) for number, item in enumerate(items, 1))
            check_ending(desk, built, items)
            return built
        case _:
            return (_step(desk, node),)


def _numbered(desk: Desk, number: int, node: Node) -> Step:
    base = f"{desk.spot}." if desk.spot.startswith("step ") else f"{desk.spot}, step " if desk.spot else "step "
    return _step(desk.at(f"{base}{number}"), node)


def _step(desk: Desk, node: Node) -> Step:
    """The step that stands there; where nothing can be made of it, a `go on` keeps its place."""
    match node:
        case Text(value) if value.strip() == GO_ON:
            return GoOn(key=f"{desk.title} / {GO_ON}", place=node.place)
        case Text():
            _tell_text(desk, node)
        case Items():
            desk.tell_place("FJ021.step", node.place)
        case Pairs():
            return _of_pairs(desk, node) or GoOn(key="", place=node.place)
    return GoOn(key="", place=node.place)


def _of_pairs(desk: Desk, node: Pairs) -> Step | None:
    verbs = [key for key, _ in node.pairs if key.value in VERBS]
    match verbs:
        case [key]:
            verb = VERBS[key.value]
            desk = desk.at(desk.spot, verb.name)
            block = Block(desk, node, _words(desk, verb, node), owner_of(verb))
            return BUILD[verb.name](block, common_of(block)) if verb.name in block.sound else None
        case []:
            _tell_no_verb(desk, node)
        case [first, second, *_]:
            desk.report.add(
                "FJ025",
                second.place,
                length=len(second.value),
                where=desk.where,
                patch=_dash(desk, second),
                first=first.value,
                second=second.value,
            )
    return None


def _words(desk: Desk, verb: Verb, node: Pairs) -> tuple[Word, ...]:
    return (verb.first, *verb.words, *own_words(desk, node), *COMMON)


def _dash(desk: Desk, key: Text) -> Patch | None:
    before = desk.report.line(key.place.line)[: key.place.column - 1]
    if before.strip() or len(before) < 2:  # noqa: PLR2004  # a dash and its space
        return None
    return Patch(key.place.line, key.place.column - 2, 2, "- ")


def _tell_text(desk: Desk, node: Text) -> None:
    glued = _GLUED.match(node.value)
    if glued and glued[1] in VERBS:
        at = glued.end(1)
        desk.report.add_slip(Slip("FJ011.space", at, 1, ": "), node, where=desk.where)
        return
    verb, space, _ = node.value.partition(" ")
    if space and verb in VERBS:
        desk.report.add_slip(Slip("FJ011.none", 0, len(verb), f"{verb}:"), node, where=desk.where)
        return
    misses = near_misses(node.value, (*VERBS, GO_ON))
    better = GO_ON if GO_ON in misses else None
    desk.tell("FJ021.step_text", node, better, found=node.value[:60], similar=did_you_mean(misses))


def _tell_no_verb(desk: Desk, node: Pairs) -> None:
    if not node.pairs:
        desk.tell_place("FJ021.step", node.place)
        return
    if glued := _IN_BRACKETS.match(node.pairs[0][0].value):
        slip = Slip("FJ011.space", glued.end(1), 1, ": ")
        desk.report.add_slip(slip, node.pairs[0][0], where=desk.where)
        return
    near = [(key, near_misses(key.value, VERBS)) for key, _ in node.pairs]
    key, misses = next((found for found in near if found[1]), near[0])
    known = ", ".join(VERBS)
    desk.tell("FJ024", key, only(misses), found=key.value, similar=did_you_mean(misses), known=known)
