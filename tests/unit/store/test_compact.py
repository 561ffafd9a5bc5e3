"""What is made small comes back exactly as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import StoreError
from engine.store.compact import as_json, pack, plain, release, squeeze, unpack, unwords, words

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


@pytest.mark.parametrize("entry", ["022358f563f71f743dfee1654ab500", "0423d872c1ee3fe8fafbc3cb946a01"])
def test_an_entry_that_was_written_long_ago_is_still_read(entry):
    assert unpack(bytes.fromhex(entry)) == {"step": "Return requested / send withdrawal_received", "note": "æ"}


@pytest.mark.parametrize("letter", ["032358fb20cee10100", "052358e722ce870200"])
def test_a_letter_that_was_written_long_ago_is_still_read(letter):
    assert release(bytes.fromhex(letter)) == b'<p style=3D"margin:0 0 16px">Hej Maja</p>\r\n'


def test_what_a_newer_program_wrote_is_refused_and_not_misread():
    with pytest.raises(StoreError, match="Install the newer"):
        release(b"\xff...")


def test_an_entry_like_many_others_takes_very_little_room():
    data = {"step": "Return requested / if return.within_withdrawal is no", "taken": "else"}

    assert len(pack(data)) < len(as_json(data)) / 4
