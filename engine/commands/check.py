"""`fjorten check`: whether playbooks, messages and shop.yaml can be used as they are written."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.commands.folder import folder_of, load_folder, surroundings
from engine.language import Checked, Mistake
from engine.language import check as check_folder
from engine.language.mistakes import as_text

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


@click.command(epilog="Example: fjorten check playbooks/return_requested.yaml")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default="playbooks")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to show it.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--language", default="en", help="The language of the messages.")
def check(path: Path, form: str, language: str) -> None:
    """Check a playbook, or a whole folder of them with its messages and shop.yaml.

    Says what is wrong, where, and what to write instead. Ends with 1 if there are errors; warnings alone end with 0.
    """
    folder = folder_of(path)
    name = "" if path.is_dir() else path.resolve().relative_to(folder.resolve()).as_posix()
    checked = check_folder(load_folder(folder), surroundings(), name)
    mistakes = tuple(mistake for mistake in checked.mistakes if name in {"", mistake.file})
    match form:
        case "json":
            click.echo(json.dumps([mistake.as_dict() for mistake in mistakes], ensure_ascii=False, indent=2))
        case "github":
            for mistake in mistakes:
                click.echo(_for_github(mistake, folder))
        case _:
            click.echo(_for_people(path, mistakes, checked, language))
    if any(mistake.severity == "error" for mistake in mistakes):
        raise SystemExit(1)


def _for_people(path: Path, mistakes: tuple[Mistake, ...], checked: Checked, language: str) -> str:
    if mistakes:
        return as_text(mistakes, language)
    if path.is_file():
        return f"No mistakes in {path.name}."
    count = len(checked.playbooks)
    return f"No mistakes. {count} playbook{'' if count == 1 else 's'} can be used."


def _for_github(mistake: Mistake, folder: Path) -> str:
    place = f"file={folder / mistake.file},line={mistake.line},col={mistake.column},title={mistake.code}"
    return f"::{mistake.severity} {place}::{_escaped(f'{mistake.message} Fix: {mistake.fix}')}"


def _escaped(text: str) -> str:
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
