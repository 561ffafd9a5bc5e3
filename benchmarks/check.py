"""How long a check takes: one playbook of about 100 lines inside a running process, the whole shop, and the command.

Run it with `.venv/bin/python -m benchmarks.check`; it ends with 1 if the goals (50 ms, 0.5 s) are missed.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.commands.folder import load_folder, surroundings
from engine.language import Folder, check

ROOT = Path(__file__).parents[1]
ROUNDS = 30
GOAL_MS = 50
GOAL_COMMAND_MS = 500
_COMPILED = tempfile.TemporaryDirectory()
_INSTALLED = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": _COMPILED.name}
"""As in an installed program: its modules are compiled once, by the round that does not count."""


def main() -> None:
    """Measure and print, one line a figure."""
    folder = load_folder(ROOT / "playbooks")
    around = surroundings()
    one = _hundred_lines(folder)
    lines = one.files["refund_issued.yaml"].count(b"\n")  # type: ignore[arg-type]  # read as bytes
    single = _median(lambda: check(_changed(one), around))
    whole = _median(lambda: check(_changed(folder), around))
    program = _median(_command, rounds=5)
    print(f"one playbook of {lines} lines, warm:      {single:7.1f} ms   (goal {GOAL_MS}, then 15)")
    print(f"the shop, {len(folder.files)} files, one changed: {whole:7.1f} ms")
    print(f"as a command, that playbook:         {program:7.1f} ms   (goal {GOAL_COMMAND_MS})")
    raise SystemExit(single > GOAL_MS or program > GOAL_COMMAND_MS)


_ROUND = itertools.count()


def _changed(folder: Folder) -> Folder:
    """The folder after somebody has written a line: that file is read anew, the others are as they were."""
    text = folder.files["refund_issued.yaml"]
    return Folder({**folder.files, "refund_issued.yaml": text + b"# round %d\n" % next(_ROUND)})  # type: ignore[operator]


def _hundred_lines(folder: Folder) -> Folder:
    """The shop with one playbook, the one nearest to 100 lines, and no messages but that one's."""
    names = ("refund_issued.yaml", "shop.yaml")
    files = {path: text for path, text in folder.files.items() if path in names or path.startswith("messages/re")}
    return Folder(files)


def _median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _command() -> object:
    arguments = [sys.executable, "-m", "engine.commands.main", "check", str(ROOT / "playbooks" / "refund_issued.yaml")]
    return subprocess.run(arguments, cwd=ROOT, env=_INSTALLED, capture_output=True, check=False)


if __name__ == "__main__":
    main()
