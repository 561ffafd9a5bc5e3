"""From every name to where it comes from, and back to every place that uses it."""

from __future__ import annotations

import pytest

from engine.editor.finding import definitions, references
from tests.unit.editor.typed import MESSAGE, SHOP, STORY, cursor, named, shown

FROM = [
    ("sample.yaml", cursor("send: he¦llo"), ["messages/hello/da.md: ---"]),
    ("sample.yaml", cursor("hel¦lo sent]"), ["messages/hello/da.md: ---"]),
    ("sample.yaml", cursor("before send_ba¦ck_by"), ["sample.yaml: send_back_by:"]),
    (
        "sample.yaml",
        cursor("settings.free_re¦turn is"),
        [
            "sample.yaml: free_return: {question: Do you pay?, type: yes or no, value: no}",
            "shop.yaml: free_return: yes",
        ],
    ),
    ("sample.yaml", cursor("run: Oth¦er"), ["other.yaml: playbook: Other"]),
    ("sample.yaml", cursor("remembered.rec¦eipt"), ["sample.yaml: remember_as: receipt"]),
    ("sample.yaml", cursor("who: returns t¦eam"), ["shop.yaml: teams: {returns team: [Mads]}"]),
    ("sample.yaml", cursor("tell: own¦er"), ["shop.yaml: owner: Anna"]),
    ("stories/sample.yaml", cursor("hel¦lo is sent", STORY), ["messages/hello/da.md: ---"]),
    ("stories/sample.yaml", cursor("send_ba¦ck_by falls", STORY), ["sample.yaml: send_back_by:"]),
    ("stories/sample.yaml", cursor("big dec¦ision answers", STORY), ["sample.yaml: name: big decision"]),
    ("stories/sample.yaml", cursor("playbook: Sam¦ple", STORY), ["sample.yaml: playbook: Sample"]),
    ("messages/hello/da.md", cursor("send_ba¦ck_by | date", MESSAGE), ["sample.yaml: send_back_by:"]),
    ("shop.yaml", cursor("  Sam¦ple:", SHOP), ["sample.yaml: playbook: Sample"]),
    (
        "shop.yaml",
        cursor("owner: An¦na", SHOP),
        ["shop.yaml: people: {Anna: {email: anna@nordlys.example}, Mads: {email: mads@nordlys.example}}"],
    ),
]


@pytest.mark.parametrize(("file", "text", "expected"), FROM)
def test_a_name_leads_to_where_it_comes_from(file: str, text: str, expected: list[str]) -> None:
    shop, mention = named(text, file)

    assert [shown(shop, spot) for spot in definitions(shop, mention, "da")] == expected


def test_every_use_of_a_deadline_is_found_in_playbooks_messages_and_stories() -> None:
    shop, mention = named(cursor("before send_ba¦ck_by"))

    assert sorted(shown(shop, spot) for spot in references(shop, mention.thing)) == [
        "messages/hello/da.md: Senest {{ send_back_by | date }}. {{ order.number }}",
        "sample.yaml: send_back_by:",
        "sample.yaml: until: 4 days before send_back_by",
        "stories/sample.yaml: - send_back_by falls on: 2026-11-20",
    ]
