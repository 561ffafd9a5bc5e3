"""A playbook put as it was meant, where the first line of a block is lost or begins too far in; that is told once."""

from __future__ import annotations

from dataclasses import replace

from engine.language.grammar import CLOCK, SETTING, TOP
from engine.language.mistakes import Patch
from engine.language.nodes import Node, Pairs, Text
from engine.language.report import Report

Pair = tuple[Text, Node]
_TOP = {word.name: word for word in TOP}
_BLOCKS = {
    "settings": ({word.name for word in SETTING}, {"question"}),
    "deadlines": ({word.name for word in CLOCK}, {"law", "due", "kind"}),
}
"""By the block that is missing: the words of its entries, and those that tell them from others."""


def lifted(report: Report, root: Pairs) -> Pairs:
    """The fields of a playbook with what fell into a block above put back where it belongs."""
    for name in _TOP:
        if name not in root.names:
            root = _from_too_far_in(report, root, name)
    for name in _BLOCKS:
        if name not in root.names:
            root = _from_the_block_above(report, root, name)
    return root


def _from_too_far_in(report: Report, root: Pairs, name: str) -> Pairs:
    for key, block in root.pairs:
        if key.value in _TOP and isinstance(block, Pairs) and name in block.names and not _is_own(block, name):
            word = next(pair for pair in block.pairs if pair[0].value == name)
            place = word[0].place
            patch = Patch(place.line, 1, place.column - 1, "")
            report.add("FJ013.top", place, length=len(name), patch=patch, found=name)
            report.spoilt.add(place.line)
            return _moved(root, block, (word,), word)
    return root


def _is_own(block: Pairs, name: str) -> bool:
    """Whether an entry of a block may bear the name of a field of the playbook: it holds something of its own."""
    entry = block.get(name)
    return isinstance(entry, Pairs) and any(set(entry.names) & signs for _, signs in _BLOCKS.values())


def _from_the_block_above(report: Report, root: Pairs, name: str) -> Pairs:
    words, signs = _BLOCKS[name]
    for key, block in root.pairs:
        if key.value in _TOP and isinstance(block, Pairs):
            strays = tuple(pair for pair in block.pairs if _is_entry(pair[1], words, signs))
            if strays:
                first = strays[0][0]
                patch = Patch(first.place.line, 1, 0, f"{name}:\n")
                report.add(
                    "FJ020.block", first.place, length=len(first.value), patch=patch, found=name, entry=first.value
                )
                entries = Pairs(strays, first.place, block.end)
                return _moved(root, block, strays, (replace(first, value=name), entries))
    return root


def _is_entry(node: Node, words: set[str], signs: set[str]) -> bool:
    return isinstance(node, Pairs) and set(node.names) <= words and bool(set(node.names) & signs)


def _moved(root: Pairs, block: Pairs, gone: tuple[Pair, ...], new: Pair) -> Pairs:
    rest = replace(block, pairs=tuple(pair for pair in block.pairs if pair not in gone))
    pairs = ((key, rest if value is block else value) for key, value in root.pairs)
    return replace(root, pairs=(*pairs, new))
