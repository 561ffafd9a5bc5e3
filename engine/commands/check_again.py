"""What `fjorten check` does besides looking once: mend what can be mended, and look again after each change."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click

from engine.commands.folder import load_folder, stamps, surroundings
from engine.language.mending import mend
from engine.language.words import sheet_of

_PAUSE = 0.5
BEGINS = "fjorten looks at the folder"
ENDS = "fjorten has looked and waits for the next change"
"""What an editor that reads along goes by: between the two stands everything that is wrong now."""


def mend_files(folder: Path, name: str, language: str) -> None:
    """Put right in the files what has only one right answer, and show each line before and after."""
    sheet = sheet_of(language)
    texts, changes = mend(load_folder(folder), surroundings(), name)
    for path, text in texts.items():
        (folder / path).write_bytes(text.encode("utf-8"))
    for change in changes:
        click.echo(sheet.word("change", file=change.file, line=change.line))
        click.echo(f"  - {change.before}\n  + {change.after}")
    click.echo(sheet.word("mended", count=len(changes)) + "\n", err=True)


def look_again(
    folder: Path,
    look: Callable[[], object],
    pause: Callable[[], None] = lambda: time.sleep(_PAUSE),
    begin: Callable[[], None] = click.clear,
) -> None:
    """Look at once, and again after every change of a file, until somebody presses Ctrl+C."""
    seen = None
    try:
        while True:
            if (now := stamps(folder)) != seen:
                seen = now
                begin()
                look()
            pause()
    except KeyboardInterrupt:
        return


def for_an_editor(
    folder: Path, look: Callable[[], object], pause: Callable[[], None] = lambda: time.sleep(_PAUSE)
) -> None:
    """The same for an editor that reads along: nothing is cleared away, and each look has a first and a last line."""

    def framed() -> None:
        look()
        click.echo(ENDS)

    look_again(folder, framed, pause, begin=lambda: click.echo(BEGINS))
