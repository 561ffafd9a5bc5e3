"""What looks like a password or a key and must not stand in a file that people share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.report import Report

_KNOWN = re.compile(
    r"\b(?:[sr]k_(?:live|test)_\w{8,}|whsec_[\w+/=]{8,}|gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|eyJ[\w-]{10,}\.[\w-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY)"
)
_FIELDS = re.compile(r"(?:.*_)?(?:password|secret|token|api_key|consumer_key|private_key|signing_key)")
_LONG = re.compile(r"[A-Za-z0-9+/=_-]{32,}")
_BY_NAME = re.compile(r"secret +[\w.-]+")


def check_secrets(report: Report, root: Node) -> None:
    """Write down every text that looks like a secret; its name after `secret` is none."""
    for key, text in _texts(root, None):
        if not _BY_NAME.fullmatch(text.value.strip()) and _looks_secret(key, text.value.strip()):
            name = re.sub(r"\W+", "_", key.value) if key else "my_secret"
            report.add("FJ080", text.place, length=len(text.value), name=name)


def _looks_secret(key: Text | None, value: str) -> bool:
    if _KNOWN.search(value):
        return True
    if key is not None and _FIELDS.fullmatch(key.value.casefold().replace(" ", "_")):
        return bool(value)
    return bool(_LONG.fullmatch(value)) and all(re.search(kind, value) for kind in ("[a-z]", "[A-Z]", "[0-9]"))


def _texts(node: Node, key: Text | None) -> Iterator[tuple[Text | None, Text]]:
    match node:
        case Text():
            yield key, node
        case Items(items):
            for item in items:
                yield from _texts(item, key)
        case Pairs(pairs):
            for name, value in pairs:
                yield from _texts(value, name)
