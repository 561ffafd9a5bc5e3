"""Visual Studio Code is set up by `init`: its list of problems reads what `fjorten check` really writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.commands.check import check
from engine.commands.check_again import for_an_editor
from engine.commands.editor_settings import MATCHER, tasks
from engine.commands.folder import load_folder, surroundings
from engine.commands.init import write_folder
from engine.language import check as check_folder
from engine.language.words import LANGUAGES
from tests.unit.language.marked import FILES, with_steps

PATTERN = MATCHER["pattern"]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    mistakes = with_steps(
        "- send: helo\n- send: helo\n- tell: owner\n  say: Order #1\n- if: order.country == DK\n  then: go on\n- end: x"
    )
    message = "---\nsubject: Hej\nkind: service\n---\nHej {{ order.numbr }}\n\nSvar på denne mail.\n"
    for name, text in {**FILES, "sample.yaml": mistakes, "messages/hello/da.md": message}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_that_the_check_writes_is_read_by_the_list_of_problems(shop: Path, language: str) -> None:
    found = check_folder(load_folder(shop), surroundings()).mistakes

    lines = CliRunner().invoke(check, [str(shop), "--format", "line", "--language", language]).output.splitlines()
    read = [re.fullmatch(PATTERN["regexp"], line) for line in lines]

    assert len(found) > 3
    assert [_told(one) for one in read if one] == [
        (m.file, str(m.line), str(m.column), str(m.column + m.length), m.severity, m.code) for m in found
    ]
    assert all(one and found[number].said(language)[0] in one[PATTERN["message"]] for number, one in enumerate(read))


def _told(line: re.Match[str]) -> tuple[str, ...]:
    return tuple(line[PATTERN[part]] for part in ("file", "line", "column", "endColumn", "severity", "code"))


def test_each_look_of_the_watch_begins_and_ends_with_a_line_that_the_editor_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    for_an_editor(tmp_path, lambda: click.echo("sample.yaml:1:1-2: error FJ031: x"), stop)
    first, middle, last = capsys.readouterr().out.splitlines()

    assert re.fullmatch(MATCHER["background"]["beginsPattern"], first)
    assert re.fullmatch(PATTERN["regexp"], middle)
    assert re.fullmatch(MATCHER["background"]["endsPattern"], last)


def test_the_task_starts_a_command_that_exists_with_options_that_exist() -> None:
    [task] = tasks("fi", "fjorten")["tasks"]
    options = {option for parameter in check.params for option in parameter.opts}

    assert task["args"][0] == "check"
    assert {word for word in task["args"] if word.startswith("--")} <= options


def test_a_new_folder_is_checked_in_the_owners_language_as_soon_as_it_is_opened(tmp_path: Path) -> None:
    write_folder(tmp_path / "shop", "sv")
    [task] = json.loads((tmp_path / "shop" / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]

    assert task["args"][-2:] == ["--language", "sv"]
    assert task["runOptions"] == {"runOn": "folderOpen"}
    assert task["problemMatcher"] == MATCHER
