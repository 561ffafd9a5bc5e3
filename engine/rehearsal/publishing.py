"""The sentences about publishing and moving, in six languages: for the commands, the pages and the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from engine.messages.languages import LANGUAGES


def say_in(language: str, word: str, /, **given: object) -> str:
    """A sentence in a language, with its places filled."""
    return words_in(language)[word].format_map(given)


@cache
def words_in(language: str) -> Mapping[str, str]:
    """All these sentences in a language; English where it is none of the six."""
    known = language if language in LANGUAGES else "en"
    text = files("engine.rehearsal").joinpath("publishing_words", f"{known}.yaml").read_text("utf-8")
    table: Mapping[str, str] = yaml.safe_load(text)
    return table
