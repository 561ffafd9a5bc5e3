"""Markdown as shop owners need it: paragraphs, headings, lists, quotations, emphasis, links; line breaks as typed."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from engine.errors import FjortenError
from engine.messages.sheet import Sheet

_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_KEPT = "!#$%&'()*+,/:;=?@[]~"


@lru_cache(maxsize=512)
def tree_of(text: str) -> SyntaxTreeNode:
    """The parts of a text; raw HTML, pictures and blocks of code are not parts but letters.

    Facts are signs here, so cases that take the same way through a message share one tree.
    """
    return SyntaxTreeNode(_parser().parse(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.disable(["code", "fence", "html_block", "html_inline", "image", "reference"])
    # Addresses are judged when the facts are in them: see `address_of`.
    setattr(parser, "validateLink", _any)  # noqa: B010  # markdown-it's own way to change it, unknown to its types
    setattr(parser, "normalizeLink", str)  # noqa: B010
    setattr(parser, "normalizeLinkText", str)  # noqa: B010
    return parser


def _any(_address: str) -> bool:
    return True


def address_of(node: SyntaxTreeNode, sheet: Sheet) -> str:
    """Where a link leads, with its facts filled in; only web, mail and phone addresses are let through."""
    raw = sheet.filled(str(node.attrs.get("href", "")), lambda fact: fact.words, str)
    return checked_address(raw)


def checked_address(raw: str) -> str:
    """An address that may stand in a link, with letters outside the web's alphabet encoded."""
    if not raw.lower().startswith(_SCHEMES) or any(letter.isspace() for letter in raw):
        raise FjortenError(f'"{raw[:80]}" is not an address for a link.', remedy="Begin it with https://.")
    return quote(raw, safe=_KEPT)


def is_tight(node: SyntaxTreeNode) -> bool:
    """Whether the points of a list stand close together: each is one paragraph, with or without points below it."""
    below = {"bullet_list", "ordered_list"}
    return all(child.type in below for item in node.children for child in item.children[1:])


def words_of(node: SyntaxTreeNode, sheet: Sheet) -> str:
    """The bare words of a part, without its marks."""
    if node.type == "text":
        return sheet.filled(node.content, lambda fact: fact.words, str)
    return "".join(words_of(child, sheet) for child in node.children)
