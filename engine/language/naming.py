"""The identity of each step across versions: its playbook, its name or verb and argument, and which one of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from engine.language.grammar import GO_ON, VERBS
from engine.language.nodes import Items, Node, Pairs, Text, every_pairs
from engine.language.playbook import Place


def step_keys(title: str, root: Pairs) -> Mapping[Place, str]:
    """The identity of every step of a file, by the place where the step begins."""
    seen: Counter[str] = Counter()
    keys: dict[Place, str] = {}
    for pairs in every_pairs(root):
        if not pairs.pairs:
            continue
        key = f"{title} / {_named(pairs) or _label(pairs)}"
        seen[key] += 1
        keys[pairs.pairs[0][0].place] = key if seen[key] == 1 else f"{key} #{seen[key]}"
    return keys


def _named(pairs: Pairs) -> str:
    name = pairs.get("name")
    return name.value if isinstance(name, Text) else ""


def _label(pairs: Pairs) -> str:
    for key, value in pairs.pairs:
        if key.value in VERBS:
            return f"{key.value} {_argument(value)}".rstrip()
    return GO_ON


def _argument(value: Node) -> str:
    match value:
        case Text(text):
            return " ".join(text.split())
        case Items(items):
            return ", ".join(item.value for item in items if isinstance(item, Text))
        case Pairs():
            return ", ".join(value.names)
