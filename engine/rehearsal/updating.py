"""How a file of stories would have to read to come true: only sentences that can be put right are changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from engine.rehearsal.judging import Verdict

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


def difference(before: str, after: str, file: str) -> str:
    """The lines that would change, as - and +."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), file, f"{file} (as it happened)", lineterm="")
    return "\n".join(lines)
