"""What is made small comes back exactly as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.store.compact import pack, plain, release, squeeze, unpack, unwords, words

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_json_comes_back_as_it_was(value):
    assert unpack(pack(value)) == value


@given(st.binary())
def test_letters_come_back_byte_for_byte(exact):
    assert release(squeeze(exact)) == exact


@given(st.binary())
def test_nothing_grows_by_more_than_its_mark(exact):
    assert len(squeeze(exact)) <= len(exact) + 1


@given(st.lists(st.text()).map(tuple))
def test_a_list_of_words_comes_back_as_it_was(value):
    assert unwords(words(value)) == value


def test_text_that_repeats_itself_takes_little_room():
    assert len(squeeze(b"Your refund is on its way. " * 100)) < 100


def test_text_has_no_nul():
    assert plain("a\x00b") == "a\ufffdb"
