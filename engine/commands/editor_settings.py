"""What Visual Studio Code reads when a shop's folder is opened: words are completed, mistakes are marked."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from engine.commands.check_again import BEGINS, ENDS

SCHEMAS: dict[str, Any] = {
    "yaml.schemas": {
        "./schemas/playbook.schema.json": ["*.yaml", "!shop.yaml", "!stories/*.yaml"],
        "./schemas/shop.schema.json": ["shop.yaml"],
        "./schemas/story.schema.json": ["stories/*.yaml"],
    },
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
}
"""By these the YAML extension completes and explains, without asking the internet."""

SETTINGS: dict[str, Any] = {
    **SCHEMAS,
    "yaml.validate": False,  # the task below says it better, knows more, and nobody is told the same thing twice
    "files.eol": "\n",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    "[markdown]": {"editor.wordWrap": "on"},
}
_RECOMMENDED = {"recommendations": ["redhat.vscode-yaml"]}

MATCHER: dict[str, Any] = {
    "owner": "fjorten",
    "source": "fjorten",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^(.+?\.(?:yaml|yml|md)):(\d+):(\d+)-(\d+): (error|warning) (FJ\d{3}): (.*)$",
        "file": 1,
        "line": 2,
        "column": 3,
        "endColumn": 4,
        "severity": 5,
        "code": 6,
        "message": 7,
    },
    "background": {"activeOnStart": True, "beginsPattern": f"^{BEGINS}$", "endsPattern": f"^{ENDS}$"},
}
"""How the editor reads what `fjorten check --format line --watch` writes."""


def write_editor_settings(folder: Path, language: str) -> None:
    """Write what Visual Studio Code reads when the folder is opened."""
    into = folder / ".vscode"
    into.mkdir(exist_ok=True)
    contents = {"settings.json": SETTINGS, "extensions.json": _RECOMMENDED, "tasks.json": tasks(language, program())}
    for name, content in contents.items():
        (into / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def tasks(language: str, command: str) -> dict[str, Any]:
    """A task that starts with the folder, checks after each save, and fills the list of problems."""
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "fjorten check",
                "type": "process",
                "command": command,
                "args": ["check", ".", "--watch", "--format", "line", "--language", language],
                "isBackground": True,
                "problemMatcher": MATCHER,
                "presentation": {"reveal": "never", "panel": "dedicated"},
                "runOptions": {"runOn": "folderOpen"},
            }
        ],
    }


def program() -> str:
    """The name by which an editor starts this program: short where every terminal knows it, else in full."""
    own = Path(sys.executable).with_name("fjorten.exe" if sys.platform == "win32" else "fjorten")
    return "fjorten" if shutil.which("fjorten") or not own.is_file() else str(own)
