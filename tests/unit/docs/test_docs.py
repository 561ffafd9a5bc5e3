"""The documents say what is true: whatever they name exists, and what they let a reader run really runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from engine.commands.main import COMMANDS, fjorten
from tests.unit.docs.guides import GUIDES, ROOT, blocks, command_lines, files_named, links, text_of

REPLAYED = ("README.md", "docs/owner.md")
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
HEAVIEST = 150_000
MOST = 12
OF_A_SHOP = ("shop/", "messages/", "stories/", "data/", ".vscode/")
"""Files of a reader's own folder: `fjorten init` and `fjorten up` make them, the repository has none."""
OF_A_MACHINE = ("report.html", "event.json", "data_request.yaml", "languages.toml")
WHERE = (".", "engine", "engine/run", "engine/language", "engine/law", "engine/case", "engine/messages")
ALSO = (
    "engine/editor",
    "engine/rehearsal",
    "engine/store",
    "engine/commands",
    "playbooks",
    "benchmarks",
    "integrations",
)
EXAMPLES = ("integrations/choose_return_depot.py", "tests/unit/integrations/test_choose_return_depot.py")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_and_picture_of_a_guide_leads_somewhere(guide: str):
    lost = [target for target in links(guide) if not target.exists()]

    assert lost == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_and_option_that_a_guide_names_exists(guide: str):
    unknown = [line for line in command_lines(guide) if not _is_known(line)]

    assert unknown == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str):
    lost = [name for name in files_named(guide) if not _is_there(name)]

    assert lost == []


def test_every_command_is_explained_in_some_guide():
    told = {line.split()[1] for guide in GUIDES for line in command_lines(guide)}

    assert COMMANDS.keys() - told == set()


def test_every_package_of_the_engine_stands_on_the_map():
    packages = {f"{file.parent.name}/" for file in (ROOT / "engine").glob("*/__init__.py")}

    assert packages - set(files_named("engine/README.md")) == set()


def test_pictures_are_few_small_and_all_shown():
    shown = {target.resolve() for guide in GUIDES for target in links(guide)}

    assert 0 < len(PICTURES) < MOST
    assert [picture.name for picture in PICTURES if picture.stat().st_size > HEAVIEST] == []
    assert set(PICTURES) - shown == set()


@pytest.mark.parametrize("guide", REPLAYED)
def test_a_reader_who_follows_a_guide_from_top_to_bottom_gets_no_error(guide: str, tmp_path: Path):
    shown = blocks(guide)
    sought = ""
    for block in shown:
        if file := block.named("file"):
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(block.text, encoding="utf-8")
        elif block.named("find"):
            sought = block.text
        elif file := block.named("replace"):
            _replace(tmp_path / file, sought, block.text)
        elif block.kind == "sh run":
            _run(block.text, tmp_path)

    assert any(block.kind == "sh run" for block in shown)


def test_the_step_that_the_developers_guide_adds_passes_the_test_that_it_adds(tmp_path: Path):
    for kind, name in zip(("python step", "python test"), EXAMPLES, strict=True):
        (block,) = (block for block in blocks("docs/developer.md") if block.kind == kind)
        (tmp_path / Path(name).name).write_text(block.text.replace("from integrations.choose", "from choose"), "utf-8")
    (tmp_path / "conftest.py").write_text("from tests.unit.integrations.conftest import call\n", "utf-8")
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), str(tmp_path)]
    done = subprocess.run(  # noqa: S603 -- the test of the guide
        command, env={**os.environ, "PYTHONPATH": paths}, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, "2 passed" in done.stdout) == (0, True), done.stdout


def test_no_guide_names_a_place_of_somebodys_machine():
    told = [guide for guide in GUIDES if any(place in text_of(guide) for place in ("/home/", "/tmp/", "/Users/"))]  # noqa: S108

    assert told == []


def _is_known(line: str) -> bool:
    words = shlex.split(line.replace("…", ""))[1:]
    if not words or words[0].startswith("--"):
        return True
    if words[0] not in COMMANDS:
        return False
    command = fjorten.get_command(click.Context(fjorten), words[0])
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return {word for word in words if word.startswith("--")} <= options


def _is_there(name: str) -> bool:
    """A path from the root or from one of the folders that the map is about; `<name>` and `*` stand for anything."""
    if name.startswith(OF_A_SHOP) or name in {*OF_A_MACHINE, *EXAMPLES}:
        return True
    return any(any((ROOT / folder).glob(name.rstrip("/"))) for folder in (*WHERE, *ALSO))


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not hold what the guide says"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _run(lines: str, folder: Path) -> None:
    """Type the lines in a terminal, where `fjorten` is this environment's own."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(  # noqa: S602 -- the guide's own lines
        f"set -e\n{lines}",
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{lines}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
