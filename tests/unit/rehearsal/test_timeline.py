"""A case is told so that a shop owner understands it, in her language."""

from __future__ import annotations

from string import Formatter

import pytest
from whenever import Instant

from engine.case import facts
from engine.case.facts import Event
from engine.case.journal import Entry, EntryKind, Fact, chain
from engine.language.catalogue import EVENTS
from engine.law import Jurisdiction, count, find_rule
from engine.messages.languages import LANGUAGES
from engine.rehearsal.telling import _table
from engine.rehearsal.timeline import sentences

AT = Instant.parse_iso("2026-12-11T08:05:00Z")
LATER = Instant.parse_iso("2026-12-14T08:00:00Z")
DENMARK = Jurisdiction("DK")


def happened(kind: str, **data: object) -> Fact:
    return facts.event(Event("shop", "1", kind, AT, AT, data))


def journal(*written: Fact) -> tuple[Entry, ...]:
    return chain(1, None, written, AT)


def told(language: str, *written: Fact) -> list[str]:
    return [sentence.text for sentence in sentences(journal(*written), language, "Europe/Copenhagen")]


def every_fact() -> list[Fact]:
    pinned = count(find_rule("refund after withdrawal", DENMARK), AT, DENMARK)
    return [
        facts.opened(1, "Return requested", "abc", {"country": "DK", "language": "da"}, {}),
        happened("return.requested"),
        Fact(EntryKind.FIELDS, {"values": {"return.statutory": True}, "because": "the playbook"}),
        facts.deadline("refund_by", "legal", "dk.refund 1", "", pinned, "the notice", 2),
        Fact(EntryKind.BRANCH, {"step": "Return requested / if", "taken": "then"}),
        Fact(EntryKind.BRANCH, {"step": "Return requested / run", "taken": "run Return received"}),
        Fact(EntryKind.WAITING, {"step": "w", "until": LATER.format_iso(), "for": "return received or refund issued"}),
        Fact(EntryKind.WAIT_ENDED, {"step": "w", "by": None}),
        facts.started("Refund issued / do refund", "refund"),
        facts.failed("Refund issued / do refund", "the bank is closed.", "nothing done"),
        facts.asked("q", "Do we take it back?", "Freja", LATER, {"answers": ["Yes"], "fills": []}),
        facts.late("q"),
        happened("operator.answered", question="q", answer="Yes", who="Freja"),
        facts.beside("alarm / refund_by / 3 days before", "due", AT),
        facts.round_began(2, "stops", "Return requested", "return.cancelled"),
        facts.handed_over("s", "the mail was refused."),
        facts.message("s", "<1@x>", "held"),
        happened("message.sent:how_to_send_back", reply="2.0.0 queued as ABC"),
        happened("message.bounced:how_to_send_back"),
        facts.note("The region is not known.", "region"),
        facts.closed("refunded"),
    ]


def test_a_case_reads_like_a_story():
    assert told("en", *every_fact()) == [
        "The case began: Return requested.",
        "Return requested (reported by shop).",
        "Noted in the case: withdrawal by law: yes.",
        "Deadline of the law, “refund_by”: Friday 25 December 2026.",
        "It went on with “Return received”.",
        "Waiting for: return received or refund paid, until Monday 14 December 2026 at 09:00.",
        "The time was up.",
        "“do refund” failed and did nothing: the bank is closed.",
        "Question to Freja: Do we take it back?",
        "Nobody has answered in time: Do we take it back?",
        "Freja answered “Yes”.",
        "Its moment came: “3 days before”.",
        "This interrupted the case.",
        "A person has to look: the mail was refused.",
        "A message waits for approval.",
        "The message “how_to_send_back” was sent.",
        "The message “how_to_send_back” came back: it was not delivered.",
        "The region is not known.",
        "The case ended: refunded.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_every_fact(language: str):
    assert len(told(language, *every_fact())) == len(told("en", *every_fact()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_places(language: str):
    def places(code: str) -> dict[str, set[str | None]]:
        return {
            key: {part[1] for part in Formatter().parse(text)} - {None}
            for key, text in _table(code)["sentences"].items()
        }

    assert places(language) == places("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_from_outside_has_a_name(language: str):
    outside = {kind.type for kind in EVENTS.values() if not kind.made_by_engine}

    assert set(_table(language)["events"]) == outside


def test_an_event_reported_late_says_when_it_happened():
    late = facts.event(Event("shop", "1", "return.received", AT, LATER))

    (sentence,) = sentences(journal(late), "da", "Europe/Copenhagen")

    assert sentence.detail == "Det skete fredag den 11. december 2026 kl. 09.05."


def test_a_wait_until_midnight_ends_with_the_day_before():
    midnight = Instant.parse_iso("2026-12-07T23:00:00Z").format_iso()

    assert told("en", Fact(EntryKind.WAITING, {"step": "w", "until": midnight, "for": ""})) == [
        "Waiting until Monday 7 December 2026."
    ]


def test_a_step_in_progress_is_shown_until_it_is_done():
    begun = facts.started("Refund issued / do refund", "refund")

    assert told("en", begun) == ["Began: “do refund”."]
    assert told("en", begun, facts.done("Refund issued / do refund", "499 DKK was paid.")) == ["499 DKK was paid."]


def test_a_language_without_words_is_told_in_english():
    assert told("pl", facts.closed("refunded")) == ["The case ended: refunded."]


def test_a_deadline_says_what_it_rests_on():
    (sentence,) = sentences(journal(every_fact()[3]), "en", "Europe/Copenhagen")

    assert "the notice" in sentence.detail


def test_what_a_person_reported_says_so_in_good_words():
    by_a_person = facts.event(Event("by hand", "1", "return.received", AT, AT, {}))

    assert [told(language, by_a_person)[0] for language in ("en", "da", "de")] == [
        "Return received (reported by hand).",
        "Retur modtaget (meldt af en medarbejder).",
        "Rücksendung eingegangen (gemeldet von Hand).",
    ]
