"""Whatever stands under the cursor is told in the owner's language."""

from __future__ import annotations

import pytest

from engine.editor.hover import about, told
from engine.editor.labels import KINDS, label
from engine.editor.mention import Sort, Thing
from engine.editor.word_help import meaning
from engine.language.catalogue import EVENTS_BY_WORDS, FIELDS
from engine.language.grammar import ALARM, BESIDE, CLOCK, COMMON, SETTING, TOP, VERBS
from engine.language.words import LANGUAGES
from tests.unit.editor.typed import MESSAGE, SHOP, STORY, cursor, named, workshop

PLACES = [
    ("until: 4 days", "un¦til: 4 days", "The moment when it is too late"),
    ("a message", "send: he¦llo", "Hej {{ order.number }}"),
    ("its languages", "send: he¦llo", "Languages: da"),
    ("an event", "return rec¦eived, hello", "The goods are back"),
    ("the message of an event", "hel¦lo sent]", "Sent by: Sample"),
    ("a field", "order.cou¦ntry is DK", "The consumer's country"),
    ("its kind", "return.refund_to¦tal", "(money)"),
    ("a field of a line", "line.quan¦tity", "(number)"),
    ("a deadline", "before send_ba¦ck_by", "return shipment"),
    ("its country's law", "before send_ba¦ck_by", "*Denmark*"),
    ("a deadline by its long name", "deadlines.refu¦nd_by.safe_by", "Met when: `refund issued`"),
    ("a rule of the law", "law: refund af¦ter withdrawal", "forbrugeraftaleloven § 22"),
    ("a setting and the answer", "settings.free_re¦turn is", "Your answer: `yes`"),
    ("a setting without an answer", "pos¦t_days: {", "`10 days`"),
    ("a remembered value", "remembered.rec¦eipt", "sample.yaml:23"),
    ("a team", "who: returns t¦eam", "Mads"),
    ("a person", "tell: Ma¦ds", "mads@nordlys.example"),
    ("the owner", "tell: own¦er", "Anna"),
    ("an integration", "do: ref¦und", "Needs: amount"),
    ("a playbook", "run: Oth¦er", "Another one."),
    ("an accepted code", "FJ0¦62 because", "FJ062"),
]


@pytest.mark.parametrize(("piece", "expected"), [place[1:] for place in PLACES], ids=[place[0] for place in PLACES])
def test_what_is_under_the_cursor_is_told(piece: str, expected: str) -> None:
    assert expected in told(*named(cursor(piece)), "en")


ELSEWHERE = [
    ("messages/hello/da.md", cursor("send_ba¦ck_by | date", MESSAGE), "return shipment"),
    ("messages/hello/da.md", cursor("| da¦te", MESSAGE), "mandag den 28. december 2026"),
    ("messages/hello/da.md", cursor("line.na¦me", MESSAGE), "tekst"),
    ("messages/hello/da.md", cursor("settings.fr¦ee_return", MESSAGE), "Do you pay?"),
    ("stories/sample.yaml", cursor("hel¦lo is sent", STORY), "Hej {{ order.number }}"),
    ("stories/sample.yaml", cursor("send_ba¦ck_by falls", STORY), "return shipment"),
    ("stories/sample.yaml", cursor("returns t¦eam is asked", STORY), "Mads"),
    ("shop.yaml", cursor("free_re¦turn: yes", SHOP), "Do you pay?"),
    ("shop.yaml", cursor("conta¦ct_name", SHOP), "Who signs the mails"),
]


@pytest.mark.parametrize(("file", "text", "expected"), ELSEWHERE)
def test_messages_stories_and_the_shop_are_told_as_well(file: str, text: str, expected: str) -> None:
    assert expected in told(*named(text, file), "da")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_tells_the_law_in_its_own_words(language: str) -> None:
    shop, rule = named(cursor("law: refund af¦ter withdrawal"))

    others = {told(shop, rule, other) for other in LANGUAGES if other != language}

    assert told(shop, rule, language) not in others


def test_a_deadline_of_the_same_name_in_another_matter_is_another_deadline() -> None:
    other = "playbook: Third\nabout: x\nstarts_when: order placed\none_case_per: order\ndeadlines:\n  send_back_by:\n    kind: goal\n    due: 1 day after case.opened_at\nsteps:\n  - wait: until send_b¦ack_by\n  - end: x\n"

    shop, third = named(other, "third.yaml")

    assert "1 day after case.opened_at" in told(shop, third, "en")
    assert "return shipment" in told(*named(cursor("before send_ba¦ck_by")), "en")


def test_a_file_that_cannot_be_read_is_told_line_by_line_all_the_same() -> None:
    broken = cursor("before send_ba¦ck_by").replace("- do: refund", '- do: "refund')

    assert "return shipment" in told(*named(broken), "en")


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_word_of_the_language_is_explained_in_every_language(language: str) -> None:
    words = (
        *TOP,
        *CLOCK,
        *ALARM,
        *SETTING,
        *BESIDE,
        *COMMON,
        *(w for v in VERBS.values() for w in (v.first, *v.words)),
    )

    assert [word.name for word in words if word.about and meaning(word.about, language) == word.about] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_written_in_every_language(language: str) -> None:
    given = dict.fromkeys(("better", "code", "name", "place", "before", "after"), "x")

    assert all(label(kind, language, **given).strip() for kind in KINDS)


def test_every_field_and_event_of_a_case_is_explained_in_finnish() -> None:
    shop = workshop()
    fields = [Thing(Sort.FIELD, path) for path in FIELDS]
    events = [Thing(Sort.EVENT, words) for words in EVENTS_BY_WORDS]

    assert [thing for thing in (*fields, *events) if not about(shop, thing, "fi")] == []
    assert "asiakkaan maa" in about(shop, Thing(Sort.FIELD, "order.country"), "fi").lower()
