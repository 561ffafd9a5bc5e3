"""A file's contents to jump by: every section, deadline, question, step, branch and story."""

from __future__ import annotations

from engine.editor.contents import Heading, contents
from tests.unit.editor.typed import workshop


def outlined(headings: tuple[Heading, ...], depth: int = 0) -> list[str]:
    return [line for one in headings for line in (f"{'  ' * depth}{one.title}", *outlined(one.inside, depth + 1))]


def test_a_playbook_shows_its_questions_deadlines_and_steps_with_their_branches() -> None:
    lines = outlined(contents(workshop().page("sample.yaml")))

    assert lines[:9] == [
        "settings",
        "  free_return",
        "  post_days",
        "deadlines",
        "  send_back_by",
        "  refund_by",
        "steps",
        "  send hello",
        "  if settings.free_return is yes and order.country is DK",
    ]
    assert "  big decision (ask What shall we do?)" in lines
    assert "    Stop" in lines
    assert "      tell Mads" in lines


def test_stories_and_people_are_listed_too() -> None:
    assert outlined(contents(workshop().page("stories/sample.yaml"))) == ["stories", "  A plain one"]
    assert outlined(contents(workshop().page("shop.yaml"))) == [
        "people",
        "  Anna",
        "  Mads",
        "teams",
        "  returns team",
        "settings",
        "  Sample",
    ]


def test_an_entry_ends_after_everything_that_is_inside_it() -> None:
    steps = contents(workshop().page("sample.yaml"))[2]

    assert all(
        steps.key.place.line < one.key.place.line <= one.end.end.line <= steps.end.end.line for one in steps.inside
    )
