"""`fjorten check` shows mistakes for people, programs and GitHub, and ends with 1 on errors only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands.check import check
from engine.commands.check_again import look_again
from tests.unit.language.marked import FILES, with_steps


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in {**FILES, "sample.yaml": with_steps("- send: helo\n- end: Order #1")}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments], env={"LC_ALL": "en"})


def test_errors_are_shown_with_their_fix_and_end_with_1(shop: Path) -> None:
    result = run(shop)

    assert result.exit_code == 1
    assert "Error FJ031  sample.yaml, line 17, column 11" in result.output
    assert "  Fix: send: hello" in result.output


def test_warnings_alone_end_with_0(shop: Path) -> None:
    (shop / "sample.yaml").write_text(with_steps("- end: Order #1"), encoding="utf-8")

    result = run(shop)

    assert (result.exit_code, "Warning FJ006" in result.output) == (0, True)


def test_one_file_is_checked_with_its_folder_around_it(shop: Path) -> None:
    assert run(shop / "other.yaml").exit_code == 0
    assert run(shop / "sample.yaml").exit_code == 1


def test_programs_get_a_list(shop: Path) -> None:
    found = json.loads(run(shop, "--format", "json").output)

    assert set(found[0]) == {"code", "severity", "file", "line", "column", "message", "fix", "also"}
    assert [(m["code"], m["severity"]) for m in found] == [("FJ031", "error"), ("FJ006", "warning")]


def test_github_gets_one_line_a_mistake(shop: Path) -> None:
    lines = run(shop, "--format", "github").output.splitlines()

    assert lines[0].startswith(f"::error file={shop / 'sample.yaml'},line=17,col=11,title=FJ031::There is no message")
    assert len(lines) == 2


def test_a_sound_folder_is_told_so(shop: Path) -> None:
    (shop / "sample.yaml").unlink()

    result = run(shop)

    assert (result.exit_code, result.output) == (0, "No mistakes. Playbooks that can be used: 1.\n")


def test_more_than_ten_mistakes_are_counted(shop: Path) -> None:
    (shop / "sample.yaml").write_text(
        with_steps("".join(f"- send: helo_{number}\n" for number in range(17)) + "- end: done"), encoding="utf-8"
    )

    output = run(shop).output

    assert output.count("Error FJ031") == 10
    assert output.endswith("and 7 more\n")


def test_mistakes_are_told_in_the_language_that_was_asked_for(shop: Path) -> None:
    assert "Fejl FJ031  sample.yaml, linje 17, tegn 11" in run(shop, "--language", "da").output
    assert "Virhe FJ031  sample.yaml, rivi 17, merkki 11" in run(shop, "--language", "fi").output
    assert "besked" in json.loads(run(shop, "--format", "json", "--language", "da").output)[0]["message"]


def test_signs_and_spaces_are_mended_and_shown_and_the_rest_stays(shop: Path) -> None:
    text = with_steps(
        "- wait: P3D   # my own note\n- if: order.country == DK\n  then: go on\n- send: helo\n- end: Order #1"
    )
    (shop / "sample.yaml").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")

    result = run(shop, "--fix")

    mended = text.replace("P3D", "3 days").replace("==", "is").replace("Order #1", '"Order #1"')
    assert (shop / "sample.yaml").read_bytes().decode() == mended.replace("\n", "\r\n")
    assert (
        "sample.yaml, line 17\n  -   - wait: P3D   # my own note\n  +   - wait: 3 days   # my own note" in result.output
    )
    assert (result.exit_code, result.output.count("FJ031"), "Mended: 3." in result.output) == (1, 1, True)


def test_a_folder_with_nothing_to_mend_is_not_touched(shop: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*") if path.name != "sample.yaml"}

    run(shop, "--fix")

    assert {path: path.stat().st_mtime_ns for path in before if path.is_file()} == {
        path: stamp for path, stamp in before.items() if path.is_file()
    }


def test_whoever_watches_sees_each_change_once(shop: Path) -> None:
    looks: list[str] = []
    changes = iter([None, "other.yaml", None, "shop.yaml"])

    def pause() -> None:
        match next(changes, "end"):
            case "end":
                raise KeyboardInterrupt
            case str(name):
                (shop / name).write_text("# changed\n", encoding="utf-8")

    look_again(shop, lambda: looks.append("look"), pause)

    assert len(looks) == 3
