"""The Mermaid text of every shipped playbook is accepted and drawn by Mermaid itself, in one fixed version."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from engine.rehearsal.picture import mermaid
from tests.browser.conftest import Readers
from tests.unit.rehearsal.shipped import shop

VERSION = "12.3.0"
DIGEST = "4113TdXeLAsMruJ79OpFL5O8+LTFXhQqZ260rF3tgUmiNAtRm4Uume04I+65PRN6yZ69J4f8rVYWW8zRk65UYw=="
INSIDE = "package/dist/mermaid.min.js"
DRAWN = """async text => {
  mermaid.initialize({startOnLoad: false, maxTextSize: 500000, maxEdges: 2000});
  await mermaid.parse(text);
  const {svg} = await mermaid.render('drawn', text);
  return (svg.match(/class="[^"]*\\bnode\\b/g) || []).length;
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Mermaid as it is published, proved by its digest; nothing of it is shipped."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("left out: npm is not here, so Mermaid itself cannot be asked")
    into = tmp_path_factory.mktemp("mermaid")
    words = [npm, "pack", f"mermaid@{VERSION}", "--ignore-scripts", "--silent"]
    done = subprocess.run(words, cwd=into, capture_output=True, check=False, timeout=240)  # noqa: S603 -- a fixed name and version
    if done.returncode:
        pytest.skip("left out: npm could not fetch Mermaid")
    (package,) = into.glob("*.tgz")
    assert base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() == DIGEST
    return _read(package)


def _read(package: Path) -> str:
    with tarfile.open(package) as opened:
        found = opened.extractfile(INSIDE)
        assert found
        return found.read().decode("utf-8")


@pytest.fixture(scope="module")
def page(readers: Readers, library: str) -> Iterator[Page]:
    context = readers.chromium.new_context()
    opened = context.new_page()
    opened.add_script_tag(content=library)
    yield opened
    context.close()


@pytest.mark.parametrize("language", ["da"])
@pytest.mark.parametrize("title", sorted(shop().checked.playbooks))
def test_mermaid_draws_every_box(title: str, language: str, page: Page):
    text = mermaid(shop().checked.playbooks[title], language)
    boxes = sum(":::" in line for line in text.splitlines())

    assert page.evaluate(DRAWN, text) == boxes


def test_mermaid_refuses_what_is_no_flowchart(page: Page):
    with pytest.raises(Exception, match=r"[Pp]arse error|Expecting|No diagram"):
        page.evaluate(DRAWN, 'flowchart TD\n    s1[/"open\n    s1 --> ]')
