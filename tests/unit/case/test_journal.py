"""The journal: a chain in which a changed letter is found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant, TimeDelta

from engine.case.journal import START, Entry, EntryKind, Fact, chain, first_break
from tests.unit.case.cases import opened

AT = Instant("2026-12-01T08:00:00.123456789Z")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FACTS = st.builds(Fact, st.sampled_from(EntryKind), st.dictionaries(st.text(max_size=5), PLAIN, max_size=3))
JOURNALS = st.lists(FACTS, min_size=1, max_size=8)


def whole(written: list[Fact]) -> tuple[Entry, ...]:
    return chain(7, None, written, AT)


@given(JOURNALS)
def test_a_journal_as_it_was_written_is_whole(written):
    assert first_break(7, whole(written)) is None


@given(JOURNALS, st.data())
def test_a_changed_letter_is_found_at_its_entry(written, data):
    journal = list(whole(written))
    place = data.draw(st.integers(0, len(journal) - 1))
    entry = journal[place]
    changed = data.draw(
        st.sampled_from(
            [
                replace(entry, data={**entry.data, "x": "changed"}),
                replace(entry, at=entry.at + TimeDelta(nanoseconds=1)),
                replace(entry, hash=START),
                replace(entry, kind=EntryKind.CLOSED if entry.kind is EntryKind.NOTE else EntryKind.NOTE),
                replace(entry, seq=entry.seq + 1),
            ]
        )
    )
    if changed == entry:
        return
    journal[place] = changed

    assert first_break(7, journal) == place + 1


@given(JOURNALS.filter(lambda written: len(written) > 1), st.data())
def test_an_entry_that_was_taken_out_or_moved_is_found(written, data):
    journal = list(whole(written))
    place = data.draw(st.integers(0, len(journal) - 2))
    without = [*journal[:place], *journal[place + 1 :]]
    moved = [*journal[:place], journal[place + 1], journal[place], *journal[place + 2 :]]

    assert first_break(7, without) == place + 1
    assert first_break(7, moved) == place + 1


@given(JOURNALS)
def test_the_journal_of_one_case_is_not_that_of_another(written):
    assert first_break(8, whole(written)) == 1


@given(JOURNALS, JOURNALS)
@settings(max_examples=50)
def test_a_chain_in_two_pieces_is_the_same_chain(first, second):
    begun = whole(first)

    assert begun + chain(7, begun[-1], second, AT) == whole(first + second)


def test_the_journal_of_a_real_case_is_whole():
    case = opened("""
        steps:
          - send: receipt
          - wait_for: [return received]
            until: 9 days from now
            if_too_late: go on
          - end: over
    """)
    case.hear("return.received")

    assert case.result == "over"
    assert [entry.seq for entry in case.journal] == list(range(1, len(case.journal) + 1))
    assert first_break(1, case.journal) is None
