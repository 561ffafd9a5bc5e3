"""In an editor the generated schemas complete, explain and mark mistakes, also in files without a first line for them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from engine.commands.init import write_folder
from tests.integration.editor.language_server import Editor
from tests.unit.language.marked import HEAD, marked, with_steps

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The editors' server, and all that it needs, in exactly the versions of the lock file beside this test."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("left out: npm and node are not here, so no editor's server can be asked")
    into = tmp_path_factory.mktemp("server")
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, into / name)
    done = subprocess.run(  # noqa: S603  # npm, where the machine has it, with fixed versions and no scripts of theirs
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=into,
        capture_output=True,
        check=False,
        timeout=240,
    )
    if done.returncode:
        pytest.skip("left out: npm could not fetch the editor's server")
    return [node, str(into / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server")]


@pytest.fixture
async def editor(command: list[str], tmp_path: Path) -> AsyncIterator[Editor]:
    write_folder(tmp_path / "shop", "en")
    made = await Editor.opened(command, tmp_path / "shop")
    yield made
    await made.close()


BEGIN = "Begin the step with one of: send, tell, ask, do, wait, wait_for, if"
MISTAKES = [
    ("- ‹sned: how_to_send_back›", BEGIN),
    ("- send: ‹no_such_message›", "There is no such message."),
    ("- wait: ‹two days›", "Write a length of time, or until a moment."),
    ("- ‹w›ait_for: [return received]\n  if_too_late: go on", 'Missing property "until".'),
    ("- wait_for: [‹return recieved›]\n  until: send_back_by\n  if_too_late: go on", "Write one of the events"),
    ("- if: order.country is DK\n  then:\n    - ‹unitl: x›", BEGIN),
    ("- do: give voucher\n  amount: 50 DKK\n  ‹raeson›: Sorry", "Property raeson is not allowed."),
    ("- ‹stop here›", "Write a step, such as send: and a message, or go on."),
    ("- tell: ‹nobody›\n  say: x", "There is no such person or team in shop.yaml."),
    ("- send: how_to_send_back\n  at_once: ‹perhaps›", 'Valid values: "yes", "no".'),
    ("- run: ‹Return recieved›", "There is no such playbook."),
]


async def test_sound_files_are_not_marked(editor: Editor) -> None:
    for path in sorted(editor.folder.rglob("*.yaml")):
        name = path.relative_to(editor.folder).as_posix()
        assert (name, await editor.write_file(name, path.read_text("utf-8"))) == (name, [])


async def test_a_mistake_is_marked_once_at_its_words_and_says_what_to_write(editor: Editor) -> None:
    for number, (steps, said) in enumerate(MISTAKES):
        text, line, column, length = marked(with_steps(f"{steps}\n- end: done"))

        [mark] = await editor.write_file(f"mine_{number}.yaml", text)

        start, end = mark["range"]["start"], mark["range"]["end"]
        assert (steps, start) == (steps, {"line": line - 1, "character": column - 1})
        assert said in mark["message"]
        assert end["line"] > start["line"] or end["character"] == start["character"] + length


WORDS = {
    "  - ": ("send", "wait_for", "go on"),
    "  - send: ": ("how_to_send_back", "withdrawal_received"),
    "  - tell: ": ("owner", "returns team"),
    "  - run: ": ("Return received",),
    "  - do: ": ("refund",),
    "  - wait_for: [": ("return received", "proof of sending received"),
    "  - send: how_to_send_back\n    ": ("must_show", "at_once"),
    "  - tell: owner\n    ": ("say", "urgent"),
    "  - wait_for: [return received]\n    ": ("until", "if_too_late"),
    "  - ask: What?\n    ": ("who", "answer_within", "answers"),
}


async def test_words_are_offered_at_ten_places(editor: Editor) -> None:
    for number, (begun, expected) in enumerate(WORDS.items()):
        text = HEAD + begun
        name = f"begun_{number}.yaml"
        await editor.write_file(name, text)
        lines = text.split("\n")
        offered = labels(await editor.at("completion", name, len(lines) - 1, len(lines[-1])))
        assert set(expected) <= offered, begun


HOVERS = [
    "playbook",
    "about",
    "starts_when",
    "one_case_per",
    "deadlines",
    "law",
    "done_when",
    "warn",
    "steps",
    "wait_for",
    "until",
]


async def test_words_explain_themselves_at_ten_places(editor: Editor) -> None:
    path = "return_requested.yaml"
    text = (editor.folder / path).read_text("utf-8")
    await editor.write_file(path, text)
    lines = text.split("\n")
    for word in HOVERS:
        number, line = next((n, line) for n, line in enumerate(lines) if line.strip(" -").startswith(f"{word}:"))
        told = await editor.at("hover", path, number, line.index(word) + 1)
        assert len(str((told or {"contents": ""})["contents"])) > len(word) + 20, word


def labels(answer: Any) -> set[str]:
    items = answer["items"] if isinstance(answer, dict) else answer
    return {str(item["label"]).strip('"') for item in items}
