"""Whoever asks about one file gets its mistakes as if the whole folder had been checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.commands.folder import load_folder, surroundings
from engine.language import Folder, check
from engine.language.asked import Asked

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
AROUND = surroundings()
BREAKS: dict[str, Callable[[str], str]] = {
    "a run that leads nowhere": lambda text: text.replace("run: ", "run: X"),
    "a field that is not known": lambda text: text.replace("order.number", "order.numbr"),
    "a deadline without a warning": lambda text: text.replace("warn:", "wran:"),
    "a name that nobody remembers": lambda text: text.replace("remembered.", "remembered.x"),
    "a rule that is not known": lambda text: text.replace("law: refund", "law: refnd"),
    "a clock told otherwise": lambda text: text.replace("law: refund after withdrawal", "law: delivery"),
    "nothing broken": lambda text: text,
}
FILES = [
    "return_received.yaml",
    "refund_issued.yaml",
    "shop.yaml",
    "stories/complaint.yaml",
    "messages/return_received/da.md",
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("how", BREAKS)
def test_its_mistakes_are_those_of_the_whole_check(file: str, how: str) -> None:
    broken = BREAKS[how](SHIPPED.files[file].decode())  # type: ignore[union-attr]
    folder = Folder({**SHIPPED.files, file: broken})

    alone = [mistake for mistake in check(folder, AROUND, file).mistakes if mistake.file == file]
    whole = [mistake for mistake in check(folder, AROUND).mistakes if mistake.file == file]

    assert [mistake.text() for mistake in alone] == [mistake.text() for mistake in whole]


def test_only_what_a_playbook_needs_is_read() -> None:
    files = {
        "a.yaml": "playbook: A\nsteps:\n  - run: B\n",
        "b.yaml": "playbook: B\nsteps:\n  - end: done\n",
        "c.yaml": "playbook: C\nsteps:\n  - run: A\n",
        "shop.yaml": "",
    }

    assert Asked(Folder(files), "a.yaml").playbooks == ("a.yaml", "b.yaml")
    assert Asked(Folder(files)).playbooks == ("a.yaml", "b.yaml", "c.yaml")


def test_an_idle_setting_is_told_also_when_its_file_alone_is_asked_about() -> None:
    text = SHIPPED.files["complaint.yaml"].decode()  # type: ignore[union-attr]
    idle = text.replace("settings:\n", "settings:\n  idle: {question: Why?, type: text, value: x}\n", 1)

    found = check(Folder({**SHIPPED.files, "complaint.yaml": idle}), AROUND, "complaint.yaml").mistakes

    assert [(mistake.kind, mistake.file) for mistake in found] == [("FJ035.unused", "complaint.yaml")]
