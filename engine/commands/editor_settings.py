"""Settings by which an editor completes, explains and marks mistakes in a shop's folder, without asking the internet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SETTINGS: dict[str, Any] = {
    "yaml.schemas": {
        "./schemas/playbook.schema.json": ["*.yaml", "!shop.yaml", "!stories/*.yaml"],
        "./schemas/shop.schema.json": ["shop.yaml"],
        "./schemas/story.schema.json": ["stories/*.yaml"],
    },
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
    "files.eol": "\n",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    "[markdown]": {"editor.wordWrap": "on"},
}
_RECOMMENDED = {"recommendations": ["redhat.vscode-yaml"]}


def write_editor_settings(folder: Path) -> None:
    """Write what Visual Studio Code reads when the folder is opened."""
    into = folder / ".vscode"
    into.mkdir(exist_ok=True)
    for name, content in (("settings.json", SETTINGS), ("extensions.json", _RECOMMENDED)):
        (into / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
