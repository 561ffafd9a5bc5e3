"""`fjorten check`: whether playbooks, messages and shop.yaml can be used as they are written."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.commands.check_again import for_an_editor, look_again, mend_files
from engine.commands.folder import folder_of, load_folder, surroundings
from engine.commands.reading import language_option
from engine.language import Checked, Mistake
from engine.language import check as check_folder
from engine.language.gathering import told_once
from engine.language.mending import can_mend
from engine.language.mistakes import as_text
from engine.language.words import sheet_of

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


@click.command(epilog="Example: fjorten check playbooks/return_requested.yaml")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default="playbooks")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "line", "json", "github"]),
    default="text",
    help="How to show it; line is for editors.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--fix", "mode", flag_value="fix", help="Mend quotes, signs and spaces, and show each change.")
@click.option("--watch", "mode", flag_value="watch", help="Look again whenever a file changes; Ctrl+C ends it.")
@language_option
def check(path: Path, form: str, mode: str | None, language: str) -> None:
    """Check a playbook, or a whole folder of them with its messages and shop.yaml.

    Says what is wrong, where, and what to write instead. Ends with 1 if there are errors; warnings alone end with 0.
    """
    folder = folder_of(path)
    name = "" if path.is_dir() else path.resolve().relative_to(folder.resolve()).as_posix()
    if mode == "fix":
        mend_files(folder, name, language)
    if mode == "watch":
        watch = for_an_editor if form == "line" else look_again
        watch(folder, lambda: _show(folder, name, form, language))
        return
    if any(mistake.severity == "error" for mistake in _show(folder, name, form, language)):
        raise SystemExit(1)


def _show(folder: Path, name: str, form: str, language: str) -> tuple[Mistake, ...]:
    """Check once and say what was found."""
    checked = check_folder(load_folder(folder), surroundings(), name)

    def wanted(mistake: Mistake) -> bool:
        return name in {"", mistake.file}

    mistakes = told_once(filter(wanted, checked.mistakes))
    match form:
        case "json":
            click.echo(json.dumps([mistake.as_dict(language) for mistake in mistakes], ensure_ascii=False, indent=2))
        case "line":
            for mistake in filter(
                wanted, checked.mistakes
            ):  # a mark at every place, also where one name is missed twice
                click.echo(_on_a_line(mistake, language))
        case "github":
            for mistake in mistakes:
                click.echo(_for_github(mistake, folder, language))
        case _:
            click.echo(_for_people(name, mistakes, checked, language))
    return mistakes


def _for_people(name: str, mistakes: tuple[Mistake, ...], checked: Checked, language: str) -> str:
    sheet = sheet_of(language)
    if mistakes:
        ready = sum(map(can_mend, mistakes))
        offer = f"\n\n{sheet.word('ready', count=ready)}" if ready else ""
        return as_text(mistakes, language) + offer
    return sheet.word("sound", file=name) if name else sheet.word("all_sound", count=len(checked.playbooks))


def _for_github(mistake: Mistake, folder: Path, language: str) -> str:
    place = f"file={folder / mistake.file},line={mistake.line},col={mistake.column},title={mistake.code}"
    message, fix = mistake.said(language)
    said = f"{message} {sheet_of(language).word('fix')}: {fix}"
    return f"::{mistake.severity} {place}::{_escaped(said)}"


def _on_a_line(mistake: Mistake, language: str) -> str:
    """As compilers say it, so that every editor can read it: file, line, columns, and all else behind."""
    message, fix = mistake.said(language)
    place = f"{mistake.file}:{mistake.line}:{mistake.column}-{mistake.column + mistake.length}"
    said = f"{message} {sheet_of(language).word('fix')}: {fix}"
    return f"{place}: {mistake.severity} {mistake.code}: {' '.join(said.split())}"


def _escaped(text: str) -> str:
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
