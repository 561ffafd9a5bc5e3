"""`fjorten schemas`: the JSON Schemas for editors and senders, made afresh from the catalogue and the plug-ins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.commands.folder import SCHEMAS, load_folder
from engine.language import Folder, check
from engine.language.event_schemas import event_schemas
from engine.language.folder import Surroundings
from engine.language.playbook_schema import playbook_schema
from engine.language.shop_schema import SHOP_SCHEMA
from engine.language.story_schema import STORY_SCHEMA
from engine.language.word_schemas import Registry


@click.command(epilog="Example: fjorten schemas --check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="playbooks")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), default=SCHEMAS, help="Where they are written."
)
@click.option("--check", "mode", flag_value="check", help="Write nothing; end with 1 if a schema is stale.")
@click.option("--write", "mode", flag_value="write", default=True, hidden=True)
def schemas(folder: Path, into: Path, mode: str) -> None:
    """Make the schemas by which editors complete and explain your playbooks.

    The names of your messages, people and playbooks become choices in the editor.
    """
    wanted = {into / name: schema_text(schema) for name, schema in every_schema(load_folder(folder)).items()}
    stale = sorted(path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text)
    left = sorted(path for path in into.rglob("*.schema.json") if path not in wanted)
    if mode == "check":
        for path in (*stale, *left):
            click.echo(f"{path} is stale. Run fjorten schemas.")
        raise SystemExit(1 if stale or left else 0)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in left:
        path.unlink()
    click.echo(f"{len(wanted)} schemas, {len(stale)} of them new or changed.")


def every_schema(folder: Folder) -> dict[str, Mapping[str, Any]]:
    """Every schema by its path below `schemas/`."""
    steps = _steps()
    found: dict[str, Mapping[str, Any]] = {
        "playbook.schema.json": playbook_schema(_registry(folder, steps)),
        "shop.schema.json": SHOP_SCHEMA,
        "story.schema.json": STORY_SCHEMA,
    }
    found |= {f"events/{kind}.schema.json": schema for kind, schema in event_schemas().items()}
    return found | {f"steps/{words.replace(' ', '_')}.schema.json": schema for words, schema in steps.items()}


def _steps() -> dict[str, Mapping[str, Any]]:
    import integrations
    from engine.run.registry import found

    return {step.words: step.schema for step in sorted(found(integrations.modules()), key=lambda step: step.words)}


def _registry(folder: Folder, steps: Mapping[str, Mapping[str, Any]]) -> Registry:
    from engine import law

    checked = check(folder, Surroundings())
    shop = checked.shop
    people = ("owner", *shop.people, *shop.teams) if shop else ()
    return Registry(tuple(sorted(folder.messages)), people, tuple(sorted(checked.playbooks)), law.rule_words(), steps)


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is written into a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
