"""What the law says to the words behind `law:`, for each country that the shop sells to."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from engine.editor.labels import label
from engine.law.catalogue import rule_words
from engine.law.guide import paragraph
from engine.law.shelf import words_in


def law_text(words: str, countries: tuple[str, ...], language: str) -> str:
    """The rule's name and, country by country, its sentences with basis, source and confidence."""
    if words not in rule_words():
        return ""
    title = words_in(language)["words"].get(words, words)
    return "\n\n".join((f"**{title}** (`law: {words}`)", *_countries(words, countries, language)))


def _countries(words: str, countries: tuple[str, ...], language: str) -> Iterator[str]:
    """Each country; those whose law says the same stand together."""
    names = Locale.parse(language).territories
    by_text: dict[str, list[str]] = {}
    for country in countries:
        found = paragraph(words, country, language)
        said = " ".join(found.sentences[:-1] if found.id else found.sentences)
        by_text.setdefault(said or label("no_law", language), []).append(str(names.get(country, country)))
    for said, alike in by_text.items():
        yield f"*{', '.join(alike)}*: {said}"
