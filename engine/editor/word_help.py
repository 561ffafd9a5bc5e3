"""What a word of the language means, in the owner's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from engine.language.words import LANGUAGES


def meaning(about: str, language: str) -> str:
    """The English sentence of the grammar in another language."""
    return about if language == "en" or language not in LANGUAGES else _table(language).get(about, about)


@cache
def _table(language: str) -> Mapping[str, str]:
    text = files("engine.editor").joinpath("words", f"{language}.yaml").read_text("utf-8")
    table: Mapping[str, str] = yaml.safe_load(text)
    return table
