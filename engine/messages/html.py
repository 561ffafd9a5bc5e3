"""The HTML part of a mail: one column for a phone, styles on each part, readable in the dark, nothing loaded from afar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode

from engine.messages.markup import address_of, checked_address, is_tight
from engine.messages.sheet import Fact, Sheet

_STYLES: Mapping[str, str] = {
    "p": "margin:0 0 16px",
    "h1": "margin:0 0 16px;font-size:22px;line-height:1.3",
    "h2": "margin:28px 0 12px;font-size:19px;line-height:1.3",
    "h3": "margin:24px 0 8px;font-size:17px;line-height:1.3",
    "ul": "margin:0 0 16px;padding:0 0 0 22px",
    "ol": "margin:0 0 16px;padding:0 0 0 24px",
    "li": "margin:0 0 6px",
    "blockquote": "margin:0 0 16px;padding:4px 0 4px 14px;border-left:3px solid #b9c2cc;overflow-wrap:anywhere",
    "hr": "margin:24px 0;border:0;border-top:1px solid #d9dee4",
    "a": "color:#0b57a4;text-decoration:underline;overflow-wrap:anywhere",
}
_TAGS: Mapping[str, str] = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "strong": "strong",
    "em": "em",
}
_FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_SHELL = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>
:root {{ color-scheme: light dark; }}
@media (prefers-color-scheme: dark) {{
  .page {{ background: #14171a !important; }}
  .card {{ background: #1f2429 !important; color: #e8ebee !important; border-color: #343b42 !important; }}
  .shop, .foot {{ color: #aeb7c0 !important; border-color: #343b42 !important; }}
  .card a {{ color: #8ec1ff !important; }}
  .card blockquote {{ border-color: #4a545e !important; }}
}}
@media (max-width: 480px) {{
  .page {{ padding: 0 !important; }}
  .card {{ padding: 20px 18px !important; border-radius: 0 !important; border-width: 0 !important; }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#eef1f4;-webkit-text-size-adjust:100%">
<div class="card" style="{card}">
{head}<main>
{body}</main>
{foot}</div>
</body>
</html>
"""
_CARD = (
    "box-sizing:border-box;max-width:600px;margin:0 auto;padding:28px 32px;background:#ffffff;color:#1d2429;"
    f"border:1px solid #d9dee4;border-radius:8px;font:16px/1.55 {_FONT}"
)
_HEAD_STYLE = "margin:0 0 24px;font-size:14px;font-weight:600;letter-spacing:.04em;color:#55616c"
_FOOT_STYLE = "margin:28px 0 0;padding:14px 0 0;border-top:1px solid #d9dee4;font-size:13px;color:#55616c"


def as_html(tree: SyntaxTreeNode, sheet: Sheet, subject: str, shop: str, foot: str) -> str:
    """The whole mail as a page: the shop's name above, its address below, the message between."""
    head = f'<div class="shop" style="{_HEAD_STYLE}">{escape(shop)}</div>\n' if shop else ""
    below = f'<div class="foot" style="{_FOOT_STYLE}">{_lines(foot)}</div>\n' if foot else ""
    return _SHELL.format(
        language=sheet.reader.language.code,
        subject=escape(subject),
        card=_CARD,
        head=head,
        body=_all(tree.children, sheet),
        foot=below,
    )


def _all(nodes: Sequence[SyntaxTreeNode], sheet: Sheet) -> str:
    return "".join(_part(node, sheet) for node in nodes)


def _part(node: SyntaxTreeNode, sheet: Sheet) -> str:
    match node.type:
        case "text" | "code_inline":
            return sheet.filled(node.content, _inside_link if _in_link(node) else _fact, _lines)
        case "softbreak" | "hardbreak":
            return "<br>\n"
        case "link":
            return _anchor(address_of(node, sheet), _all(node.children, sheet))
        case _:
            return _block(node, sheet)


def _block(node: SyntaxTreeNode, sheet: Sheet) -> str:
    match node.type:
        case "hr":
            return f'<hr style="{_STYLES["hr"]}">\n'
        case "heading":
            return _element(f"h{min(int(node.tag[1]), 3)}", node, sheet)
        case "paragraph" if _in_tight_list(node):
            return _all(node.children, sheet)
        case kind if kind in _TAGS:
            return _element(_TAGS[kind], node, sheet)
        case _:
            return _all(node.children, sheet)


def _in_tight_list(node: SyntaxTreeNode) -> bool:
    item = node.parent
    return bool(item and item.type == "list_item" and item.parent and is_tight(item.parent))


def _element(tag: str, node: SyntaxTreeNode, sheet: Sheet) -> str:
    style = f' style="{_style(tag, node)}"' if tag in _STYLES else ""
    start = f' start="{int(node.attrs["start"])}"' if "start" in node.attrs else ""
    after = "" if tag in {"strong", "em"} else "\n"
    return f"<{tag}{start}{style}>{_all(node.children, sheet)}</{tag}>{after}"


def _style(tag: str, node: SyntaxTreeNode) -> str:
    """The last paragraph of a quotation ends where the quotation does."""
    quoted = node.parent is not None and node.parent.type == "blockquote"
    return "margin:0" if quoted and node.next_sibling is None else _STYLES[tag]


def _in_link(node: SyntaxTreeNode) -> bool:
    parent = node.parent
    while parent is not None and parent.type != "link":
        parent = parent.parent
    return parent is not None


def _fact(fact: Fact) -> str:
    """The shop's own addresses and numbers can be touched; what a customer wrote never becomes a link."""
    words = _lines(fact.words)
    match fact.path:
        case "shop.email":
            return _anchor(checked_address(f"mailto:{fact.words}"), words)
        case "shop.phone":
            number = "".join(sign for sign in fact.words if sign.isdigit() or sign == "+")
            return f'<a href="tel:{escape(number)}" style="{_STYLES["a"]};white-space:nowrap">{words}</a>'
        case _ if fact.address:
            return _anchor(checked_address(fact.words), words)
        case _:
            return words


def _inside_link(fact: Fact) -> str:
    return _lines(fact.words)


def _anchor(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" style="{_STYLES["a"]}">{words}</a>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
