"""What Visual Studio Code finds in a shop's folder: our own extension, and the settings that go with it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

EXTENSION = Path(__file__).with_name("vscode")
"""The extension as it is shipped: plain files, offered by the editor when the folder is opened."""

SCHEMAS: dict[str, Any] = {
    "yaml.schemas": {
        "./schemas/playbook.schema.json": ["*.yaml", "!shop.yaml", "!stories/*.yaml"],
        "./schemas/shop.schema.json": ["shop.yaml"],
        "./schemas/story.schema.json": ["stories/*.yaml"],
    },
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
}
"""By these any YAML extension completes and explains, without asking the internet."""

SETTINGS: dict[str, Any] = {
    **SCHEMAS,
    # An owner may have a YAML extension already. Ours says it better, knows more, and nobody is told a thing twice.
    "yaml.validate": False,
    "yaml.hover": False,
    "yaml.completion": False,
    "files.eol": "\n",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    "[markdown]": {"editor.wordWrap": "on"},
}
_NOT_NEEDED = {"unwantedRecommendations": ["redhat.vscode-yaml"]}


def write_editor_settings(folder: Path, language: str) -> None:
    """Write what Visual Studio Code reads when the folder is opened."""
    into = folder / ".vscode"
    own = into / "extensions" / "fjorten"
    own.mkdir(parents=True)
    for file in (*EXTENSION.glob("*.js"), *EXTENSION.glob("*.json")):
        shutil.copyfile(file, own / file.name)
    _write(own / "package.nls.json", json.loads((EXTENSION / "words.json").read_text("utf-8"))[language])
    _write(into / "settings.json", settings(language, program()))
    _write(into / "extensions.json", _NOT_NEEDED)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def settings(language: str, command: str) -> dict[str, Any]:
    """The settings of a folder; the program is named only where no terminal would find it by its short name."""
    named = {} if command == "fjorten" else {"fjorten.command": command}
    return {"fjorten.language": language, **named, **SETTINGS}


def program() -> str:
    """The name by which an editor starts this program: short where every terminal knows it, else in full."""
    own = Path(sys.executable).with_name("fjorten.exe" if sys.platform == "win32" else "fjorten")
    return "fjorten" if shutil.which("fjorten") or not own.is_file() else str(own)
