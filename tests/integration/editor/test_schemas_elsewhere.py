"""Programs that others wrote accept our schemas and the shipped files, and refuse a broken one: ajv and check-jsonschema."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT / "schemas"
SHOP = ROOT / "playbooks"
FILES = {
    "playbook": sorted(path for path in SHOP.glob("*.yaml") if path.name != "shop.yaml"),
    "shop": [SHOP / "shop.yaml"],
    "story": sorted((SHOP / "stories").glob("*.yaml")),
}
BROKEN = {
    "playbook": ("  - wait_for:", "  - wiat_for:"),
    "shop": ("country: DK", "country: Danmark"),
    "story": ("    expect:", "    expct:"),
}
PACKAGES = ("ajv@8.17.1", "ajv-formats@3.0.1", "yaml@2.6.1")
READ_AS_TEXT = """
const Ajv = require("ajv"), formats = require("ajv-formats"), YAML = require("yaml"), fs = require("fs");
const [schemas, files] = JSON.parse(fs.readFileSync(0, "utf8"));
const ours = ["markdownDescription", "markdownEnumDescriptions", "defaultSnippets", "errorMessage", "fieldType"];
const answers = {};
for (const path of schemas) {
  const ajv = new Ajv({strict: true, strictRequired: false, allowUnionTypes: true});
  formats(ajv);
  ours.forEach((word) => ajv.addKeyword(word));
  const valid = ajv.compile(JSON.parse(fs.readFileSync(path, "utf8")));
  for (const file of files[path] || []) answers[file] = valid(YAML.parse(fs.readFileSync(file, "utf8"), {schema: "failsafe"}));
}
console.log(JSON.stringify(answers));
"""
"""The words of `ours` are for editors; everything else is draft-07, in ajv's strict mode. All values are texts, as we read them."""


def schema(kind: str) -> Path:
    return SCHEMAS / f"{kind}.schema.json"


def broken(kind: str, folder: Path) -> Path:
    """The first shipped file of that kind with one mistake."""
    old, new = BROKEN[kind]
    text = next(text for text in (path.read_text("utf-8") for path in FILES[kind]) if old in text)
    path = folder / f"{kind}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("left out: npm and node are not here, so ajv cannot be asked")
    into = tmp_path_factory.mktemp("ajv")
    command = [npm, "install", "--prefix", str(into), *PACKAGES]
    done = subprocess.run(command, capture_output=True, check=False, timeout=240)  # noqa: S603  # fixed names and versions
    if done.returncode:
        pytest.skip("left out: npm could not fetch ajv")
    return into / "node_modules"


def by_ajv(modules: Path, schemas: list[Path], files: dict[str, list[str]]) -> Any:
    given = json.dumps([list(map(str, schemas)), files])
    command = [str(shutil.which("node")), "-e", READ_AS_TEXT]
    done = subprocess.run(  # noqa: S603  # node, with the few lines above
        command, input=given, env={"NODE_PATH": str(modules)}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_ajv_takes_every_schema_in_strict_mode_and_the_shipped_files(modules: Path) -> None:
    files = {str(schema(kind)): [str(path) for path in paths] for kind, paths in FILES.items()}

    answers = by_ajv(modules, sorted(SCHEMAS.rglob("*.json")), files)

    assert len(answers) == sum(map(len, FILES.values()))
    assert [path for path, fits in answers.items() if not fits] == []


def test_ajv_refuses_a_broken_file_of_each_kind(modules: Path, tmp_path: Path) -> None:
    files = {str(schema(kind)): [str(broken(kind, tmp_path))] for kind in FILES}

    answers = by_ajv(modules, [schema(kind) for kind in FILES], files)

    assert list(answers.values()) == [False, False, False]


def check_jsonschema(*arguments: str | Path) -> int:
    command = [str(Path(sys.executable).parent / "check-jsonschema"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode  # noqa: S603


@pytest.mark.parametrize("kind", FILES)
def test_check_jsonschema_takes_the_shipped_files_and_refuses_a_broken_one(kind: str, tmp_path: Path) -> None:
    assert check_jsonschema("--schemafile", schema(kind), *FILES[kind]) == 0
    assert check_jsonschema("--schemafile", schema(kind), broken(kind, tmp_path)) == 1


def test_check_jsonschema_takes_every_schema_itself() -> None:
    assert check_jsonschema("--check-metaschema", *sorted(SCHEMAS.rglob("*.json"))) == 0
