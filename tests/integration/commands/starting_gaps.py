"""Which phrases of the shipped files lack words in a language, and which words are for phrases that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from engine.commands.init import SHIPPED
from engine.commands.starting_words import phrases_of, sheets
from engine.messages.languages import LANGUAGES

FOLDER = "engine/commands/starter"


def gaps() -> Iterator[str]:
    """One line for each phrase to look at: where it stands, and where its words would."""
    entries = {entry["en"]: (name, entry) for name, sheet in sheets().items() for entry in sheet}
    shipped = dict(_shipped())
    old = [phrase for phrase in entries if phrase not in shipped]
    for phrase, place in shipped.items():
        if phrase not in entries:
            yield f'{place}: "{phrase}" has no words in {FOLDER}.{_once_was(phrase, old)}'
        elif missing := [language for language in LANGUAGES if not entries[phrase][1].get(language)]:
            yield f'{place}: "{phrase}" lacks {", ".join(missing)} in {FOLDER}/{entries[phrase][0]}.'
    for phrase in old:
        yield f'{FOLDER}/{entries[phrase][0]}: nothing says "{phrase}" any more.'


def twice() -> list[str]:
    """Phrases that stand in the sheets more than once, so that nobody knows which words count."""
    phrases = [entry["en"] for sheet in sheets().values() for entry in sheet]
    return sorted({phrase for phrase in phrases if phrases.count(phrase) > 1})


def _shipped() -> Iterator[tuple[str, str]]:
    for file in sorted(SHIPPED.rglob("*.yaml"), reverse=True):
        for phrase in phrases_of(file.read_text("utf-8")):
            yield phrase.text, f"{file.relative_to(SHIPPED)}, line {phrase.line}"


def _once_was(phrase: str, old: list[str]) -> str:
    near = get_close_matches(phrase, old, n=1, cutoff=0.5)
    return (
        f' Once it was "{near[0]}": see whether the words still fit, and put the new English above them.'
        if near
        else ""
    )
