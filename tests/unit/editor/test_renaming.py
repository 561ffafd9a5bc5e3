"""What the owner named herself gets another name everywhere at once; all else is refused in words."""

from __future__ import annotations

import pytest

from engine.editor.renaming import Renaming
from engine.editor.workshop import Workshop
from engine.errors import PlaybookError
from engine.language import Folder, check
from tests.unit.editor.typed import AROUND, MESSAGE, SHOP, STORY, cursor, named

NAMES = [
    ("a deadline", "sample.yaml", cursor("before send_ba¦ck_by"), "post_by", "send_back_by", 4),
    ("a setting", "sample.yaml", cursor("settings.free_re¦turn is"), "we_pay", "free_return", 5),
    ("a remembered value", "sample.yaml", cursor("remembered.rec¦eipt"), "slip", "receipt", 2),
    ("a message", "sample.yaml", cursor("send: he¦llo"), "greeting", "hello", 3),
    ("a step", "sample.yaml", cursor("name: big dec¦ision"), "the question", "big decision", 2),
    ("a person", "shop.yaml", cursor("{email: anna", SHOP).replace("Anna: {", "An¦na: {"), "Berit", "Anna", 2),
    ("a team", "stories/sample.yaml", cursor("returns t¦eam is asked", STORY), "parcel desk", "returns team", 3),
    (
        "a deadline from a message",
        "messages/hello/da.md",
        cursor("send_ba¦ck_by | date", MESSAGE),
        "post_by",
        "send_back_by",
        4,
    ),
]


@pytest.mark.parametrize(("file", "text", "new", "old", "count"), [n[1:] for n in NAMES], ids=[n[0] for n in NAMES])
def test_a_name_is_changed_at_every_place_and_nothing_breaks(
    file: str, text: str, new: str, old: str, count: int
) -> None:
    shop, mention = named(text, file)
    before = check(shop.folder, AROUND).mistakes

    rewrite = Renaming(shop, mention, "en").to(new)
    after = rewrite.applied(shop.folder)

    assert len(rewrite.edits) == count
    assert [m.code for m in check(after, AROUND).mistakes] == [m.code for m in before]
    assert not [path for path, content in after.files.items() if _names(old, path, content)]


def _names(old: str, path: str, content: str | bytes) -> bool:
    """Whether a name is left anywhere but in mail addresses."""
    text = content if isinstance(content, str) else content.decode()
    return f"/{old}/" in path or any(old in line.replace(f"{old.lower()}@", "") for line in text.split("\n"))


def test_a_message_moves_with_its_folder() -> None:
    shop, mention = named(cursor("send: he¦llo"))

    after = Renaming(shop, mention, "en").to("greeting").applied(shop.folder)

    assert after.messages == {"greeting": frozenset({"da"})}


REFUSED = [
    ("until: 4 days", cursor("un¦til: 4 days"), "later", "belongs to the language"),
    ("a field", cursor("order.cou¦ntry is DK"), "land", "belongs to the language"),
    ("an event", cursor("return rec¦eived, hello"), "came back", "belongs to the language"),
    ("the owner", cursor("tell: own¦er"), "boss", "belongs to the language"),
    ("a rule of the law", cursor("law: refund af¦ter withdrawal"), "x", "belongs to the language"),
    ("a name that is taken", cursor("before send_ba¦ck_by"), "refund_by", "is taken already"),
    ("capital letters", cursor("before send_ba¦ck_by"), "Post by", "only small letters"),
    ("a word of the language", cursor("before send_ba¦ck_by"), "now", "only small letters"),
    ("nothing at all", cursor("before send_ba¦ck_by"), "", "only small letters"),
    ("a person's name for a step", cursor("name: big dec¦ision"), "Mads", "is taken already"),
    ("a colon in a name", cursor("name: big dec¦ision"), "so: what", "letters, digits, spaces"),
    ("a word by which stories are read", cursor("name: big dec¦ision"), "who answers", "letters, digits, spaces"),
]


@pytest.mark.parametrize(("text", "new", "said"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_cannot_be_renamed_is_refused_with_the_reason(text: str, new: str, said: str) -> None:
    shop, mention = named(text)

    with pytest.raises(PlaybookError) as refused:
        Renaming(shop, mention, "en").to(new)

    assert said in str(refused.value)


def test_a_name_that_does_not_exist_yet_is_not_renamed() -> None:
    shop, mention = named(cursor("send: hello").replace("send: hello", "send: hel¦o"))

    with pytest.raises(PlaybookError, match="does not exist yet"):
        Renaming(shop, mention, "en").to("hallo")


def test_nothing_is_changed_where_a_use_cannot_be_found() -> None:
    folded = cursor("before send_ba¦ck_by").replace(
        "  - if: remembered.receipt is set\n",
        "  - if: >-\n      send_back_by is set and\n      send_back_by is not 2026-12-24\n",
    )
    shop, mention = named(folded)

    with pytest.raises(PlaybookError, match="cannot be changed safely"):
        Renaming(shop, mention, "en").to("post_by")


OTHER_MATTER = """\
playbook: Third
about: x
starts_when: order placed
one_case_per: order
deadlines:
  send_back_by:
    kind: goal
    due: 1 day after case.opened_at
steps:
  - wait: until send_back_by
  - end: x
"""


def test_a_deadline_of_the_same_name_in_another_matter_keeps_its_name() -> None:
    shop, mention = named(cursor("before send_ba¦ck_by"))
    both = Workshop(Folder({**shop.folder.files, "third.yaml": OTHER_MATTER}), AROUND)
    found = both.at("sample.yaml", mention.spot.line, mention.spot.column)
    assert found is not None

    rewrite = Renaming(both, found, "en").to("post_by")

    assert {edit.spot.file for edit in rewrite.edits} == {
        "sample.yaml",
        "messages/hello/da.md",
        "stories/sample.yaml",
    }


def test_a_deadline_that_two_playbooks_of_one_case_share_is_renamed_in_both() -> None:
    runs = OTHER_MATTER.replace("  - end: x", "  - run: Sample").replace(
        "    kind: goal\n    due: 1 day after case.opened_at", "    law: return shipment"
    )
    shop, mention = named(cursor("before send_ba¦ck_by"))
    both = Workshop(Folder({**shop.folder.files, "third.yaml": runs}), AROUND)
    found = both.at("sample.yaml", mention.spot.line, mention.spot.column)
    assert found is not None

    rewrite = Renaming(both, found, "en").to("post_by")

    assert sum(edit.spot.file == "third.yaml" for edit in rewrite.edits) == 2
