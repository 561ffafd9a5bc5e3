"""Editors are set up: Visual Studio Code by `init`, and others can read what `fjorten check --format line` writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.commands.check import check
from engine.commands.check_again import BEGINS, ENDS, for_an_editor
from engine.commands.editor_settings import EXTENSION, settings
from engine.commands.folder import load_folder, surroundings
from engine.commands.init import write_folder
from engine.language import check as check_folder
from engine.language.words import LANGUAGES
from tests.unit.language.marked import FILES, with_steps

LINE = (
    r"(?P<file>.+?\.(?:yaml|yml|md)):(?P<line>\d+):(?P<start>\d+)-(?P<end>\d+): "
    r"(?P<weight>error|warning) (?P<code>FJ\d{3}): (?P<said>.*)"
)
WORDS = json.loads((EXTENSION / "words.json").read_text("utf-8"))
PACKAGE = (EXTENSION / "package.json").read_text("utf-8")


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
def test_each_line_that_the_check_writes_can_be_read_by_a_list_of_problems(shop: Path, language: str) -> None:
    found = check_folder(load_folder(shop), surroundings()).mistakes

    lines = CliRunner().invoke(check, [str(shop), "--format", "line", "--language", language]).output.splitlines()
    read = [re.fullmatch(LINE, line) for line in lines]

    assert len(found) > 3
    assert [_told(one) for one in read if one] == [
        (m.file, str(m.line), str(m.column), str(m.column + m.length), m.severity, m.code) for m in found
    ]
    assert all(one and found[number].said(language)[0] in one["said"] for number, one in enumerate(read))


def _told(line: re.Match[str]) -> tuple[str, ...]:
    return line.group("file", "line", "start", "end", "weight", "code")


def test_each_look_of_the_watch_begins_and_ends_with_a_line_that_the_editor_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    for_an_editor(tmp_path, lambda: click.echo("sample.yaml:1:1-2: error FJ031: x"), stop)
    first, middle, last = capsys.readouterr().out.splitlines()

    assert (first, last) == (BEGINS, ENDS)
    assert re.fullmatch(LINE, middle)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_folder_holds_the_extension_in_the_owners_language(tmp_path: Path, language: str) -> None:
    write_folder(tmp_path / "shop", language)
    own = tmp_path / "shop" / ".vscode" / "extensions" / "fjorten"
    shipped = {file.name for file in EXTENSION.iterdir()}

    assert {file.name for file in own.iterdir()} == shipped | {"package.nls.json"}
    assert all((own / name).read_bytes() == (EXTENSION / name).read_bytes() for name in shipped)
    assert json.loads((own / "package.nls.json").read_text("utf-8")) == WORDS[language]
    written = json.loads((own.parents[1] / "settings.json").read_text("utf-8"))
    assert written["fjorten.language"] == language


def test_nothing_is_told_twice_in_a_new_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "shop", "sv")
    written = json.loads((tmp_path / "shop" / ".vscode" / "settings.json").read_text("utf-8"))

    assert not (tmp_path / "shop" / ".vscode" / "tasks.json").exists()
    assert [written[f"yaml.{what}"] for what in ("validate", "hover", "completion")] == [False] * 3


def test_the_program_is_named_in_full_only_where_its_short_name_does_not_do() -> None:
    assert "fjorten.command" not in settings("fi", "fjorten")
    assert settings("fi", "/opt/fjorten")["fjorten.command"] == "/opt/fjorten"


def test_the_extension_speaks_every_language_and_leaves_no_word_unsaid() -> None:
    shown = set(re.findall(r"%(\w+)%", PACKAGE))
    said = {
        word for file in EXTENSION.glob("*.js") for word in re.findall(r"words\(\)\.(\w+)", file.read_text("utf-8"))
    }
    choices = json.loads(PACKAGE)["contributes"]["configuration"]["properties"]["fjorten.language"]["enum"]

    assert set(WORDS) == set(choices) == set(LANGUAGES)
    assert {language: set(words) for language, words in WORDS.items()} == dict.fromkeys(LANGUAGES, shown | said)
    assert {language for language, words in WORDS.items() if words["notFound"].count("{command}") != 1} == set()
