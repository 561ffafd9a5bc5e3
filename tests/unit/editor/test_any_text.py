"""Whatever a file holds and wherever the cursor stands, every question has an answer, and none of them is an error."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.editor.completing import offers
from engine.editor.contents import contents
from engine.editor.finding import definitions, references
from engine.editor.hover import told
from engine.editor.renaming import Renaming
from engine.editor.workshop import Workshop
from engine.errors import PlaybookError
from engine.language import Folder
from tests.unit.editor.typed import AROUND, MESSAGE, SHOP_FILES, STORY
from tests.unit.language.marked import HEAD, SHOP

PIECES = st.lists(
    st.sampled_from(
        [*"-:#[]{}&*!|>'\"\t ", "\n", "\n  ", "- ", ": ", "send", "hello", "if: ", "settings.", "{{ ", " }}", "{% if "]
    )
)
STARTS = {
    "sample.yaml": HEAD + "  - ",
    "shop.yaml": SHOP,
    "stories/sample.yaml": STORY,
    "messages/hello/da.md": MESSAGE,
}


def ask_everything(shop: Workshop, file: str, line: int, column: int) -> None:
    """All questions at one place; a refusal is an answer."""
    offers(shop, file, line, column)
    contents(shop.page(file))
    if mention := shop.at(file, line, column):
        told(shop, mention, "fi")
        definitions(shop, mention, "fi")
        references(shop, mention.thing)
        with suppress(PlaybookError):
            Renaming(shop, mention, "fi").spot()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(STARTS)), PIECES.map("".join), st.integers(0, 400))
def test_any_text_typed_at_the_end_of_any_file_is_answered(file: str, typed: str, column: int) -> None:
    text = STARTS[file] + typed
    shop = Workshop(Folder({**SHOP_FILES, file: text}), AROUND)

    for line in range(max(1, text.count("\n") - 3), text.count("\n") + 2):
        ask_everything(shop, file, line, 1 + column % (len(shop.page(file).line(line)) + 1))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(STARTS)), st.binary() | st.text())
def test_any_bytes_as_a_file_are_answered(file: str, content: bytes | str) -> None:
    ask_everything(Workshop(Folder({**SHOP_FILES, file: content}), AROUND), file, 1, 1)


SHIPPED = Path(__file__).parents[3] / "playbooks"


@pytest.mark.parametrize("seed", range(20))
def test_every_place_of_a_shipped_file_is_answered(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret: the same places every time
    paths = sorted(path for path in SHIPPED.rglob("*") if path.suffix in {".yaml", ".md"})
    files = {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in paths}
    shop = Workshop(Folder(files), AROUND)
    for file in chance.sample(sorted(files), 8):
        for _ in range(10):
            line = chance.randrange(len(shop.page(file).lines)) + 1
            ask_everything(shop, file, line, chance.randrange(len(shop.page(file).line(line)) + 1) + 1)
