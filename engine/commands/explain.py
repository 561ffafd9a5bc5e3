"""`fjorten explain`: a playbook in plain sentences or as a picture, or what a code means."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import click

from engine.commands.folder import folder_of
from engine.commands.reading import language_for, machine_language, owners_language_option
from engine.commands.rehearsing import Rehearsed, read_one_for_rehearsal
from engine.errors import FjortenError
from engine.language.playbook import Playbook
from engine.rehearsal.explaining import Told, as_text
from engine.rehearsal.explaining import explain as explained
from engine.rehearsal.explaining_code import explain_code
from engine.rehearsal.explaining_subjects import subjects_of
from engine.rehearsal.picture import mermaid, svg

_CODE = re.compile(r"FJ\d+", re.IGNORECASE)
_DRAWN = {".svg": svg, ".mmd": mermaid}


@click.command(
    "explain", epilog="Example: fjorten explain playbooks/return_requested.yaml --language da --picture return.svg"
)
@click.argument("what", default="playbooks")
@click.option("--picture", type=click.Path(path_type=Path), help="Write a picture: a file that ends in .svg or .mmd.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@owners_language_option
def explain(what: str, picture: Path | None, form: str | None, language: str | None) -> None:
    """Explain a playbook, all playbooks of a folder, or a code such as FJ042, in plain sentences."""
    if _CODE.fullmatch(what):
        click.echo(explain_code(what.upper(), language or machine_language()))
        return
    path = Path(what)
    if not path.exists():
        raise FjortenError(f"There is no file {what}.", remedy="Name a playbook, a folder, or a code such as FJ042.")
    shop = read_one_for_rehearsal(path)
    playbooks, language = _wanted(shop, path), language_for(shop.shop, language)
    if picture:
        _draw(playbooks, picture, shop, language)
        return
    told = {playbook.title: _told(playbook, shop, language) for playbook in playbooks}
    if form == "json":
        click.echo(json.dumps({title: _as_json(lines) for title, lines in told.items()}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n\n".join(as_text(lines) for lines in told.values()))


def _wanted(shop: Rehearsed, path: Path) -> tuple[Playbook, ...]:
    playbooks = tuple(shop.checked.playbooks.values())
    if path.is_dir():
        return playbooks
    found = tuple(playbook for playbook in playbooks if playbook.slug == path.stem)
    if not found:
        remedy = f"`fjorten check {path}` shows what is wrong."
        raise FjortenError("This playbook cannot be used.", where=str(path), remedy=remedy)
    return found


def _told(playbook: Playbook, shop: Rehearsed, language: str) -> tuple[Told, ...]:
    return explained(playbook, language, tuple(shop.shop.sells_to), _subjects(playbook, shop, language))


def _draw(playbooks: tuple[Playbook, ...], picture: Path, shop: Rehearsed, language: str) -> None:
    draw = _DRAWN.get(picture.suffix)
    if draw is None:
        raise FjortenError(f"A picture cannot be written as {picture.name}.", remedy="End the name in .svg or .mmd.")
    if len(playbooks) > 1:
        raise FjortenError("A picture shows one playbook.", remedy=f"Name one file of {folder_of(picture)}.")
    picture.write_text(draw(playbooks[0], language, _subjects(playbooks[0], shop, language)), encoding="utf-8")
    click.echo(f"{picture} shows {playbooks[0].title}.")


def _subjects(playbook: Playbook, shop: Rehearsed, language: str) -> Mapping[str, str]:
    return subjects_of(playbook, shop.versions[playbook.title], language)


def _as_json(lines: tuple[Told, ...]) -> list[dict[str, object]]:
    return [{"depth": line.depth, "kind": line.kind, "text": line.text} for line in lines]
