"""The plain text part of a mail, from the same Markdown as the HTML part and with the same facts."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from engine.messages.markup import address_of, is_tight, words_of
from engine.messages.sheet import Sheet

_RULE = "-" * 40


def as_text(tree: SyntaxTreeNode, sheet: Sheet) -> str:
    """The whole mail as plain text: links as `words: address`, quotations behind `>`, points behind `-`."""
    return _blocks(tree.children, sheet, "\n\n") + "\n"


def _blocks(nodes: Sequence[SyntaxTreeNode], sheet: Sheet, between: str) -> str:
    return between.join(_block(node, sheet) for node in nodes)


def _block(node: SyntaxTreeNode, sheet: Sheet) -> str:
    match node.type:
        case "bullet_list":
            return _list(node, sheet, ["- "] * len(node.children))
        case "ordered_list":
            start = int(node.attrs.get("start", 1))
            return _list(node, sheet, [f"{start + index}. " for index in range(len(node.children))])
        case "blockquote":
            return _marked(_blocks(node.children, sheet, "\n\n"), "> ", "> ")
        case "hr":
            return _RULE
        case "inline":
            return _inline(node.children, sheet)
        case _:
            return _blocks(node.children, sheet, "\n\n")


def _list(node: SyntaxTreeNode, sheet: Sheet, marks: list[str]) -> str:
    tight = is_tight(node)
    items = [_blocks(item.children, sheet, "\n" if tight else "\n\n") for item in node.children]
    pairs = zip(items, marks, strict=True)
    return ("\n" if tight else "\n\n").join(_marked(item, mark, " " * len(mark)) for item, mark in pairs)


def _marked(text: str, first: str, other: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{other if index else first}{line}".rstrip() for index, line in enumerate(lines))


def _inline(nodes: Sequence[SyntaxTreeNode], sheet: Sheet) -> str:
    return "".join(_piece(node, sheet) for node in nodes)


def _piece(node: SyntaxTreeNode, sheet: Sheet) -> str:
    match node.type:
        case "text" | "code_inline":
            return sheet.filled(node.content, lambda fact: fact.words, str)
        case "softbreak" | "hardbreak":
            return "\n"
        case "link":
            return _link(node, sheet)
        case _:
            return _inline(node.children, sheet)


def _link(node: SyntaxTreeNode, sheet: Sheet) -> str:
    words, address = words_of(node, sheet), address_of(node, sheet)
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    return words if words in {address, bare} else f"{words}: {bare}"
