"""Our extension for Visual Studio Code, run in node against the real `fjorten lsp`, with a stand-in for the editor."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.commands.editor_settings import EXTENSION
from engine.commands.init import write_folder

TYPING = Path(__file__).with_name("typing.js")
OWN = f"#!{sys.executable}\nfrom engine.commands.main import main\n\nmain()\n"
RESTARTS = 3


def script(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a line for each time that the program that stops at once was started."""
    return tmp_path_factory.mktemp("starts") / "starts"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, starts: Path) -> dict[str, Any]:
    """What somebody sees who types in a shop's folder that speaks Danish."""
    node = shutil.which("node")
    if not node:
        pytest.skip("left out: node is not here, so the extension for Visual Studio Code cannot be run")
    folder = tmp_path_factory.mktemp("code")
    write_folder(folder / "shop", "da")
    program = script(folder / "fjorten", OWN)
    stops = script(folder / "stops", f"#!/bin/sh\necho started >> '{starts}'\nexit 3\n")
    asked = [node, str(TYPING), str(folder / "shop"), str(program), str(stops)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_misspelt_message_is_marked_at_its_word_while_it_is_typed(seen: dict[str, Any]):
    mark = seen["mark"]

    assert (mark["code"], mark["severity"], mark["source"]) == ("FJ031", 0, "fjorten")
    assert mark["range"]["end"]["character"] - mark["range"]["start"]["character"] == len("how_to_send_bak")
    assert "Mente du" in mark["message"]


def test_the_light_bulb_offers_the_right_word(seen: dict[str, Any]):
    edits = [{"file": "return_requested.yaml", "texts": ["how_to_send_back"]}]

    assert seen["cure"] == {"title": "Ret: send: how_to_send_back", "kind": "quickfix", "edits": edits}
    assert seen["whole"] == {"kind": "source.fixAll.fjorten", "files": ["return_requested.yaml"]}


def test_a_rule_of_the_law_is_explained_with_its_text(seen: dict[str, Any]):
    assert "Hjemmel: forbrugeraftaleloven § 24" in seen["hover"]


def test_a_name_leads_to_where_it_comes_from_and_to_where_it_is_used(seen: dict[str, Any]):
    assert seen["definitions"] == ["messages/how_to_send_back/da.md"]
    assert {"return_requested.yaml", "messages/how_to_send_back/da.md"} <= set(seen["references"])


def test_a_new_name_for_a_message_reaches_its_stories_and_its_folder(seen: dict[str, Any]):
    *edits, move = seen["rename"]

    assert seen["old"]["end"]["character"] - seen["old"]["start"]["character"] == len("how_to_send_back")
    assert {edit["file"] for edit in edits} == {"return_requested.yaml", "stories/return_requested.yaml"}
    assert {text for edit in edits for text in edit["texts"]} == {"the_way_back"}
    assert move == {"before": "messages/how_to_send_back", "after": "messages/the_way_back"}


def test_what_cannot_be_renamed_is_refused_in_words(seen: dict[str, Any]):
    assert "hører til sproget" in seen["refusal"]


def test_names_are_completed_and_explained(seen: dict[str, Any]):
    typed = len("    must_show: [return.address, ")

    assert (seen["offer"]["insertText"], seen["offer"]["start"]) == ("send_back_by", typed)
    assert "lovens frist" in seen["offer"]["documentation"]


def test_the_outline_lists_the_steps(seen: dict[str, Any]):
    outline = {entry["name"]: entry["inside"] for entry in seen["outline"]}

    assert "send withdrawal_received" in outline["steps"]


def test_a_program_that_is_killed_is_started_again_and_marks_what_it_marked_before(seen: dict[str, Any]):
    assert seen["afterwards"] == seen["mark"]


def test_a_program_that_is_not_there_is_told_in_the_owners_language_with_what_to_do(seen: dict[str, Any]):
    assert 'not_there" kunde inte startas' in seen["notFound"]["sentence"]
    assert seen["notFound"]["buttons"] == ["Öppna inställningen"]
    assert (seen["chosen"], seen["left"]) == ([["workbench.action.openSettings", "fjorten.command"]], [])


def test_a_better_setting_counts_at_once(seen: dict[str, Any]):
    assert "Menade du" in seen["swedish"]["message"]


def test_a_program_that_stops_again_and_again_is_left_alone_and_told(seen: dict[str, Any], starts: Path):
    assert len(starts.read_text("utf-8").splitlines()) == 1 + RESTARTS
    assert seen["stopped"]["buttons"] == ["Starta igen", "Visa varför"]


def test_the_extension_is_small_and_asks_nobody_but_the_program():
    sources = {file.name: file.read_text("utf-8") for file in EXTENSION.glob("*.js")}
    named = {part.split('"')[0] for text in sources.values() for part in text.split('require("')[1:]}

    assert {name for name in named if not name.startswith("./")} == {"vscode", "node:child_process"}
    assert sum(map(len, sources.values())) < 25_000
