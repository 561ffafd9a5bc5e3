"""Everything that CI runs, in one command: the proofs of style first, then each suite of tests."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CODE = ("engine", "integrations", "flows.py", "tests", "benchmarks")

SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
"""A process for each core, and each file's tests in one of them; but for the faults, which want the machine alone."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One thing to run; `needs_browser` says that it is left out where there is no Chromium."""

    name: str
    command: tuple[str, ...]
    needs_browser: bool = False


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """A program of the environment."""
    return (str(BIN / name), *arguments)


def pytest(folder: str, *arguments: str) -> tuple[str, ...]:
    """A folder of tests."""
    return (sys.executable, "-m", "pytest", "-q", f"tests/{folder}", *arguments)


LINT = (
    Suite("style", tool("ruff", "check", *CODE)),
    Suite("format", tool("ruff", "format", "--check", *CODE)),
    Suite("types", tool("mypy", "engine", "integrations", "flows.py")),
    Suite("imports", tool("lint-imports", "--no-cache")),
    Suite("dead code", tool("vulture")),
    Suite("schemas", tool("fjorten", "schemas", "--check")),
    Suite("playbooks", tool("fjorten", "check", "playbooks")),
)
TESTS = (
    Suite("unit", pytest("unit", *SIDE_BY_SIDE)),
    Suite("stories", pytest("stories", *SIDE_BY_SIDE)),
    Suite("integration", pytest("integration", *SIDE_BY_SIDE)),
    Suite("faults", pytest("faults")),
    Suite("browser", pytest("browser", *SIDE_BY_SIDE), needs_browser=True),
)


def main() -> int:
    """Run what is asked for; the exit code says whether all of it was well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", choices=["lint", "tests"], help="only the proofs of style, or only the tests")
    asked.add_argument("--soak", action="store_true", help="everything that is random or slow, and not only a share")
    chosen = asked.parse_args()
    if chosen.soak:
        os.environ["FJORTEN_SOAK"] = "1"
    suites = {"lint": LINT, "tests": TESTS}.get(chosen.only, LINT + TESTS)
    left_out = [suite for suite in suites if suite.needs_browser and not browser()]
    failed = list(_run(suite for suite in suites if suite not in left_out))
    for suite in left_out:
        print(f"Left out: {suite.name} (no Chromium on this machine; install the package chromium).")
    print(f"Failed: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


def browser() -> str:
    """Where Chromium is, or nothing."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), "")


def _run(suites: Iterator[Suite]) -> Iterator[str]:
    for suite in suites:
        print(f"── {suite.name}", flush=True)
        began = time.monotonic()
        code = subprocess.run(suite.command, cwd=ROOT, check=False).returncode
        print(f"   {suite.name}: {'well' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
        if code:
            yield suite.name


if __name__ == "__main__":
    raise SystemExit(main())
