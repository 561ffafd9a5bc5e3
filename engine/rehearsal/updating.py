"""How a file of stories would have to read to come true: only sentences that can be put right are changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.rehearsal.judging import Verdict
from engine.rehearsal.report import Headings

_SENTENCE = re.compile(r"^(?P<dash>\s*- )(?P<text>[^#]*?)(?P<rest>\s*(?:#.*)?)$")


def updated(text: str, verdicts: Iterable[Verdict]) -> str:
    """The file with each sentence that did not come true replaced by what happened; comments stay."""
    lines = text.split("\n")
    for verdict in verdicts:
        for failure in verdict.failures:
            found = _SENTENCE.match(lines[failure.line - 1]) if failure.line else None
            if found and failure.better:
                lines[failure.line - 1] = f"{found['dash']}{failure.better}{found['rest']}"
    return "\n".join(lines)


def difference(before: str, after: str, file: str, say: Headings) -> str:
    """The sentences that would change, each as it stands and as it would read; a change never moves a line."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    changed = ((number, old, new) for number, (old, new) in enumerate(pairs, 1) if old != new)
    return "\n".join(
        f"{say('story_change', file=file, line=number)}\n- {old.strip()}\n+ {new.strip()}"
        for number, old, new in changed
    )
