"""Wherever a name may stand, the names that the shop has are offered, also while the file cannot be read yet."""

from __future__ import annotations

import pytest

from engine.editor.completing import offers
from engine.editor.edits import Edit, changed
from engine.editor.mention import Spot
from tests.unit.editor.typed import MESSAGE, SHOP, STORY, at, cursor
from tests.unit.language.marked import HEAD

PLACES = [
    ("  - send: ¦", {"hello"}),
    ("  - send: he¦", {"hello"}),
    ("  - tell: ¦", {"owner", "Anna", "Mads", "returns team"}),
    ("  - run: ¦", {"Other"}),
    ("  - do: ¦", {"refund"}),
    ("  - wait_for: [return received, ¦", {"return received", "hello sent", "hello bounced", "order delivered"}),
    ("  - wait_for:\n      - ¦", {"return received", "hello sent"}),
    ("  - send: hello\n    must_show: [order.¦", {"order.number", "order.country"}),
    ("  - send: hello\n    must_show: [order.number, ¦", {"order.number", "send_back_by", "settings.post_days"}),
    ("  - wait: until ¦", {"send_back_by", "notice.received_at"}),
    ("  - wait_for: [return received]\n    until: 4 days before ¦", {"send_back_by", "refund_by", "return.sent_at"}),
    (
        "  - wait_for: [return received]\n    until: 4 days before deadlines.refund_by.¦",
        {"deadlines.refund_by.safe_by"},
    ),
    ("  - if: ¦", {"order.country", "settings.free_return", "send_back_by"}),
    ("  - if: settings.¦", {"settings.free_return", "settings.post_days"}),
    ("  - if: order.country ¦", {"is", "is not", "is one of"}),
    ("  - if: order.country is ¦", {"DK"}),
    ("  - if: order.country is DK and complaint.decision is ¦", {"repair", "refund"}),
    ("  - if: settings.free_return is ¦", {"yes", "no"}),
    ("  - ask: What?\n    who: ¦", {"owner", "returns team"}),
    ("  - ask: What?\n    answer_within: ¦", {"settings.post_days"}),
    ("  - do: refund\n    amount: return.¦", {"return.refund_total"}),
    ("  - do: refund\n    ¦", {"amount", "remember_as", "if_it_fails"}),
    ("  - ¦", {"send", "wait_for", "go on"}),
    ("  - wait_for: [return received]\n    ¦", {"until", "meanwhile", "if_too_late"}),
    ("  - {tell: own¦", {"owner"}),
]


def offered(text: str, file: str = "sample.yaml") -> set[str]:
    return {offer.label for offer in offers(*at(text, file))}


@pytest.mark.parametrize(("typed", "expected"), PLACES)
def test_names_are_offered_where_they_may_stand(typed: str, expected: set[str]) -> None:
    assert expected <= offered(HEAD + typed)


HEADS = [
    ("law: return shipment", "law: ¦", {"return shipment", "refund after withdrawal"}),
    ("done_when: refund issued", "done_when: ¦", {"refund issued", "hello sent"}),
    ("one_case_per: return", "one_case_per: ¦", {"order", "order line"}),
    ("type: yes or no", "type: ¦", {"yes or no", "duration"}),
    ("tell: owner, say", "tell: ¦", {"owner", "Mads"}),
]


@pytest.mark.parametrize(("before", "typed", "expected"), HEADS)
def test_names_are_offered_above_the_steps(before: str, typed: str, expected: set[str]) -> None:
    text = HEAD.replace(before, typed, 1)

    assert expected <= offered(text + "  - end: x\n")


ELSEWHERE = [
    (
        "messages/hello/da.md",
        cursor(
            "{{ ¦ order.number }}\n\nSvar", MESSAGE.replace("{{ order.number }}\n\nSvar", "{{  order.number }}\n\nSvar")
        ),
        {"order.number", "send_back_by", "settings.free_return"},
    ),
    ("messages/hello/da.md", MESSAGE + "{{ customer.¦", {"customer.first_name"}),
    ("messages/hello/da.md", MESSAGE + "{{ send_back_by | ¦", {"date", "weekday", "money"}),
    ("messages/hello/da.md", MESSAGE + "{% for line in return.lines %}{{ line.¦", {"line.name", "line.quantity"}),
    (
        "messages/hello/da.md",
        cursor("kind: ¦", MESSAGE.replace("kind: service", "kind: ")),
        {"statutory", "service", "marketing"},
    ),
    ("shop.yaml", SHOP.replace("owner: Anna", "owner: ¦"), {"Anna", "Mads"}),
    ("shop.yaml", SHOP + "  ¦", {"Sample", "Other"}),
    ("shop.yaml", SHOP + "    ¦", {"free_return", "post_days"}),
    ("stories/sample.yaml", STORY + "      - day 3: ¦", {"hello is sent", "returns team is asked"}),
    ("stories/sample.yaml", STORY + "      - ¦", {"send_back_by falls on", "case ends"}),
    ("stories/sample.yaml", STORY + "      - case ends: ¦", {"stopped"}),
    (
        "stories/sample.yaml",
        STORY.replace("- day 2: return received", "- day 2: ¦"),
        {"return received", "owner answers "},
    ),
    ("stories/sample.yaml", STORY.replace("playbook: Sample", "playbook: ¦"), {"Other", "Sample"}),
]


@pytest.mark.parametrize(("file", "text", "expected"), ELSEWHERE)
def test_names_are_offered_in_messages_stories_and_the_shop(file: str, text: str, expected: set[str]) -> None:
    assert expected <= offered(text, file)


@pytest.mark.parametrize(
    "typed", ["  - send: he¦", "  - wait_for: [return received, return rec¦", "  - if: order.cou¦"]
)
def test_an_offered_word_takes_the_place_of_what_was_typed_of_it(typed: str) -> None:
    shop, file, line, column = at(HEAD + typed)
    before = shop.page(file).line(line)
    typed_word = before.rpartition(", ")[2].rpartition(": ")[2]

    offer = next(one for one in offers(shop, file, line, column) if one.label.startswith(typed_word))
    spot = Spot(file, line, offer.start, column - offer.start)

    assert changed("\n".join(shop.page(file).lines), [Edit(spot, offer.label)]).endswith(
        before.removesuffix(typed_word) + offer.label
    )


@pytest.mark.parametrize("text", ["# ¦", "  - tell: owner\n    say: order.¦", "  - end: ¦"])
def test_nothing_is_offered_where_the_owner_writes_her_own_words(text: str) -> None:
    assert offered(HEAD + text) == set()
