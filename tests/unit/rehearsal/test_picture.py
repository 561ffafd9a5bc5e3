"""The picture shows every step, cuts no text, needs nothing from elsewhere, and is well-formed."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from engine.commands.explain import explain as command
from engine.language.playbook import End, GoOn, Send
from engine.rehearsal.picture import mermaid, svg
from engine.rehearsal.picture_text import width_of, wrapped
from tests.unit.rehearsal.shipped import FOLDER, shop

TITLES = sorted(shop().checked.playbooks)
LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
NAMESPACE = "{http://www.w3.org/2000/svg}"


def picture(title: str, language: str = "en") -> ET.Element:
    return ET.fromstring(svg(shop().checked.playbooks[title], language))  # noqa: S314 -- our own text


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_its_card_or_the_page(title, language):
    root = picture(title, language)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for text in root.iter(f"{NAMESPACE}text"):
        size = {"title": 27, "heading": 18, "note": 13, "small": 13}.get(text.attrib.get("class", ""), 15)
        right = float(text.attrib["x"]) + width_of(text.text or "", size)

        assert right <= width
        assert float(text.attrib["y"]) <= height


@pytest.mark.parametrize("title", TITLES)
def test_cards_of_one_column_do_not_overlap(title):
    cards = [
        (float(card.attrib["x"]), float(card.attrib["y"]), float(card.attrib["height"]))
        for card in picture(title).iter(f"{NAMESPACE}rect")
        if "card" in card.attrib.get("class", "")
    ]
    for (x, y, height), (next_x, next_y, _) in pairwise(cards):
        assert next_y >= y + height or (next_y == y and next_x > x)


@pytest.mark.parametrize("title", TITLES)
def test_every_message_is_in_the_picture(title):
    playbook = shop().checked.playbooks[title]
    shown = " ".join(text.text or "" for text in picture(title).iter(f"{NAMESPACE}text"))
    for step in playbook.all_steps:
        if isinstance(step, Send):
            assert step.message.replace("_", " ") in shown


def test_the_picture_follows_light_and_dark_and_fetches_nothing():
    text = svg(shop().checked.playbooks["Complaint"], "sv")

    assert "prefers-color-scheme: dark" in text
    assert re.findall(r"(?:href|src|url)\s*[=(]", text) == []


def test_the_style_of_the_picture_touches_nothing_else_on_a_page():
    style = picture("Complaint").find(f"{NAMESPACE}style")
    assert style is not None
    assert style.text
    selectors = re.findall(
        r"^\s*([^{}@]+?)\s*\{", style.text.replace("@media (prefers-color-scheme: dark) {", ""), re.MULTILINE
    )

    assert all(part.strip().startswith("svg.playbook") for found in selectors for part in found.split(","))


def test_a_long_word_is_broken_and_not_cut():
    lines = wrapped("x" * 100, 15, 200)

    assert "".join(lines) == "x" * 100
    assert all(width_of(line, 15) <= 200 for line in lines)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_mermaid_has_one_box_for_each_step_and_no_loose_ends(title, language):
    playbook = shop().checked.playbooks[title]
    text = mermaid(playbook, language)
    boxes = re.findall(r"^    (s\d+)[\[({>]", text, re.MULTILINE)
    named = set(re.findall(r"\b(s\d+)\b", "\n".join(re.findall(r"^    (s\d+ --.*)$", text, re.MULTILINE))))
    steps = [step for step in playbook.all_steps if not isinstance(step, GoOn)]

    assert len(boxes) == len(set(boxes))
    assert named <= set(boxes)
    assert len(boxes) <= len(steps) + len(playbook.deadlines) + 1 + len(playbook.stops_when) + len(
        playbook.reopens_when
    )


def test_mermaid_ends_every_way_in_an_end():
    text = mermaid(shop().checked.playbooks["Return requested"], "en")
    left = set(re.findall(r"^    (s\d+) --", text, re.MULTILINE))
    ends = set(re.findall(r"^    (s\d+)\(\(", text, re.MULTILINE))

    assert ends
    assert not ends & left
    assert sum(isinstance(step, End) for step in shop().checked.playbooks["Return requested"].all_steps) <= len(ends)


def test_a_quote_does_not_break_mermaid():
    text = mermaid(shop().checked.playbooks["Refund issued"], "en")

    assert all(line.count('"') % 2 == 0 for line in text.splitlines())


def test_the_command_writes_both_kinds_of_picture(tmp_path):
    for name, begins in (("one.svg", "<svg"), ("one.mmd", "flowchart TD")):
        target = tmp_path / name
        CliRunner().invoke(command, [str(FOLDER / "complaint.yaml"), "--picture", str(target)], catch_exceptions=False)

        assert target.read_text(encoding="utf-8").startswith(begins)


def test_another_ending_is_refused_with_the_two_that_work(tmp_path):
    found = CliRunner().invoke(command, [str(FOLDER / "complaint.yaml"), "--picture", str(tmp_path / "one.png")])

    assert ".svg or .mmd" in str(found.exception)
