"""How fast the language server answers: started as an editor starts it, with the shipped shop, one key after the other.

Run it with `.venv/bin/python -m benchmarks.editor`; it ends with 1 if an answer (100 ms), a mark (1 s) or the start (2 s)
comes too late.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tests.integration.editor.language_server import Editor

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "engine.commands.main", "lsp"]
NAME = "return_requested.yaml"
ROUNDS = 20
GOALS = {"start": 2000, "first marks": 1000, "hover": 100, "definition": 100, "completion": 100, "contents": 100}


def main() -> None:
    """Measure and print, one line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder) / "shop"
        shutil.copytree(ROOT / "playbooks", shop)
        found = asyncio.run(_measured(shop))
    for name, milliseconds in found.items():
        print(f"{name:<12} {milliseconds:8.1f} ms   (goal {GOALS[name]})")
    raise SystemExit(any(milliseconds > GOALS[name] for name, milliseconds in found.items()))


async def _measured(shop: Path) -> dict[str, float]:
    began = time.perf_counter()
    editor = await Editor.opened(COMMAND, shop, language="da")
    found = {"start": _since(began)}
    text = (shop / NAME).read_text("utf-8")
    editor.open(NAME, text)
    found["first marks"] = await _after_a_key(
        editor, text.replace("send: how_to_send_back\n", "send: how_to_send_bak\n")
    )
    line, column = _place(text, "until: send_back_by")
    for question in ("hover", "definition", "completion"):
        found[question] = await _answered(editor, lambda question=question: editor.at(question, NAME, line, column))
    document = {"uri": editor.uri(NAME)}
    found["contents"] = await _answered(
        editor, lambda: editor.ask("textDocument/documentSymbol", textDocument=document)
    )
    await editor.close()
    return found


async def _after_a_key(editor: Editor, broken: str) -> float:
    """How long after a key the mark stands there, the short rest before each look included."""
    await editor.marked(NAME, [])
    began = time.perf_counter()
    editor.change(NAME, {"text": broken})
    await editor.marked(NAME, ["FJ031"])
    return _since(began)


async def _answered(editor: Editor, ask: Callable[[], Awaitable[Any]]) -> float:
    """The median of many answers, a key between each two, so that nothing is known beforehand."""
    times = []
    for _ in range(ROUNDS):
        start = {"line": 0, "character": 0}  # the first line is a comment, and one more # leaves it one
        editor.change(NAME, {"range": {"start": start, "end": start}, "text": "#"})
        began = time.perf_counter()
        await ask()
        times.append(_since(began))
    return statistics.median(times)


def _place(text: str, piece: str) -> tuple[int, int]:
    before = text[: text.index(piece)]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1) + len(piece) - 3


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
