"""The codes that a comment accepts."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.editor.mention import Mention, Sort, Spot, Thing
from engine.editor.page import page_of

_ACCEPT = re.compile(r"fjorten: accept (FJ\d{3})")


@lru_cache(maxsize=1024)
def in_comments(file: str, content: str | bytes) -> tuple[Mention, ...]:
    """Every code that a file accepts."""
    page = page_of(file, content)
    return tuple(
        Mention(Thing(Sort.CODE, found[1]), Spot(file, number, found.start(1) + 1, len(found[1])))
        for number, line in enumerate(page.lines, 1)
        for found in _ACCEPT.finditer(line)
    )
