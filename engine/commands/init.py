"""`fjorten init`: a new shop folder, with comments and questions in the owner's language."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.commands.editor_settings import write_editor_settings
from engine.commands.folder import load_folder
from engine.commands.reading import language_option
from engine.commands.schemas import every_schema, schema_text
from engine.commands.starting_words import in_language
from engine.errors import FjortenError

SHIPPED = Path(__file__).resolve().parents[2] / "playbooks"
_EDITORS = ("playbook.schema.json", "shop.schema.json", "story.schema.json")
_NEXT = (
    ("{folder}/shop.yaml", "put your own shop in the place of the example, line by line"),
    ("fjorten check {folder}", "says what is wrong, and what to write instead"),
    ("fjorten up --folder {folder}", "starts everything; mails go to you only, until you say otherwise"),
)


@click.command(epilog="Example: fjorten init shop --language da")
@click.argument("folder", type=click.Path(path_type=Path), default="shop")
@language_option
@click.option("--json", "form", flag_value="json", help="Print JSON.")
def init(folder: Path, language: str, form: str | None) -> None:
    """Make a new shop FOLDER: five playbooks, their messages in six languages, shop.yaml.

    The comments and questions are in your language; the words of the playbooks themselves stay English.
    """
    written = write_folder(folder, language)
    if form:
        click.echo(json.dumps({"folder": str(folder), "language": language, "files": written}, ensure_ascii=False))
        return
    click.echo(f"{len(written)} files are in {folder}. What to do next:")
    for what, why in _NEXT:
        click.echo(f"  {what.format(folder=folder):<34} {why}")


def write_folder(folder: Path, language: str) -> list[str]:
    """Write the files of a new shop; a folder with anything in it is left alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FjortenError(
            "this is there already and is left as it is.", where=str(folder), remedy="Name a new folder."
        )
    for file in sorted(SHIPPED.rglob("*")):
        if file.suffix in {".yaml", ".md"}:
            _write(file, folder / file.relative_to(SHIPPED), language)
    _write_schemas(folder)
    write_editor_settings(folder, language)
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _write_schemas(folder: Path) -> None:
    """What editors complete and explain by: made for this folder, because its teams have names of its own."""
    (folder / "schemas").mkdir()
    schemas = every_schema(load_folder(folder))
    for name in _EDITORS:
        (folder / "schemas" / name).write_text(schema_text(schemas[name]), encoding="utf-8")


def _write(file: Path, to: Path, language: str) -> None:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yaml":
        text = in_language(text, language).replace("$schema=../", "$schema=")
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")
