"""Feeds the checker with files that a coverage-guided fuzzer (atheris) makes of the shipped ones; a stack trace ends it.

Run it with `.venv/bin/python -m tests.fuzz.by_coverage SECONDS`; the last lines say how much was tried and reached.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["engine.language"]):
    from engine.language import Folder, check
    from engine.language.gathering import told_once
    from engine.language.mending import mend

from tests.unit.language.every_mistake import MESSAGES, PLAYBOOKS, SHOPS, STORIES
from tests.unit.language.marked import FILES, SURROUNDINGS
from tests.unit.language.mutations import mutation

SHIPPED = Path(__file__).resolve().parents[2] / "playbooks"
PATHS = ("sample.yaml", "shop.yaml", "stories/one.yaml", "sample.yaml")
LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")


def one(data: bytes) -> None:
    """Check one file, tell what was found in one of the languages, and mend what can be mended."""
    if not data:
        return
    path, language = PATHS[data[0] % len(PATHS)], LANGUAGES[data[0] // 4 % len(LANGUAGES)]
    folder = Folder({**FILES, path: data[1:]})
    for mistake in told_once(check(folder, SURROUNDINGS).mistakes):
        assert mistake.line >= 1, mistake
        assert mistake.text(language), mistake
    if data[0] > 0xF0:  # now and then: it checks many times
        mend(folder, SURROUNDINGS, path)


def changed(data: bytes, largest: int, seed: int) -> bytes:
    """The file with one slip of a person, or with what the fuzzer itself thinks of: both reach what the other does not."""
    text = data[1:].decode("utf-8", "replace")
    if seed % 3 and text.strip("\n #"):
        text = mutation({"": text}, seed).text
        return (data[:1] + text.encode("utf-8", "replace"))[:largest]
    return bytes(atheris.Mutate(data, largest))


def begin_with(folder: Path) -> None:
    """The files that the fuzzer changes: the shipped ones, and every mistake that has an example."""
    texts = [path.read_bytes() for path in SHIPPED.glob("*.yaml") if path.stat().st_size < 8_000]
    cases = [text.encode() for _, text in (*PLAYBOOKS, *SHOPS, *STORIES, *MESSAGES) if len(text) < 8_000]
    for number, text in enumerate([*texts, *cases]):
        (folder / str(number)).write_bytes(bytes([number % 256]) + text)


def main() -> None:
    """Fuzz for so many seconds."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as corpus:
        begin_with(Path(corpus))
        os.chdir(corpus)
        options = [f"-max_total_time={seconds}", "-max_len=8192", "-timeout=20", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, corpus], one, custom_mutator=changed)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
