"""A coverage-guided fuzzer finds no file that ends the checker with a stack trace; only in `make soak`."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SECONDS = 120


@pytest.mark.skipif("FJORTEN_SOAK" not in os.environ, reason="left out: only make soak fuzzes for minutes")
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="left out: atheris is not installed (.venv/bin/python -m pip install atheris; Linux and macOS)",
)
def test_no_file_that_a_fuzzer_makes_ends_in_a_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "tests.fuzz.by_coverage", str(SECONDS)]

    done = subprocess.run(  # noqa: S603  # our own module
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS + 120
    )

    begun, ended = (re.search(rf"#\d+\s+{word}\s+cov: (\d+).*", done.stderr) for word in ("INITED", "DONE"))
    assert done.returncode == 0, done.stderr[-4000:]
    assert begun is not None
    assert ended is not None
    with capsys.disabled():
        sys.stdout.write(f"\nFuzzed for {SECONDS} s: {begun[0]} … {ended[0]}\n")
    assert int(ended[1]) >= int(begun[1])
