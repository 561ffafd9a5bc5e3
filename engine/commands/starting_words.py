"""The shipped playbooks in the owner's language: comments, questions, notes, and the names that she reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_ENGLISH = "en"
_WORDS_OF_THE_LANGUAGE = {"owner"}
_NOTE = re.compile(r"(?P<head>(?:^|\s)# (?:fjorten: accept FJ\d{3} because )?(?:  [a-z ]+?  +)?)(?P<phrase>\S.*)$")
_PLACES = (
    _NOTE,
    re.compile(r"^(?P<head>\s*(?:- )?(?:ask|say|question|about): )(?P<phrase>\S.*?)(?=\s+#\s|$)"),
    re.compile(r'^(?P<head>\s{6,})(?P<phrase>"?[A-Z][^:#"]*(?:"[^:#"]*"[^:#"]*)*"?)(?=:(?:\s|$))'),
    re.compile(r"^(?P<head>\s+(?:- )?(?:name|end|who|tell): )(?P<phrase>[^\s{\[].*?)(?=\s+#\s|$)"),
    re.compile(r"^(?P<head>  )(?P<phrase>[a-z][a-z ]+?)(?=: \[[A-Z][a-z])"),
)
"""Comments; what is asked, told or explained; answers; names of steps, results and teams; the teams in shop.yaml."""

_STORY_PLACES = (
    re.compile(r"^(?P<head>\s*- story: )(?P<phrase>\S.*)$"),
    re.compile(r"(?P<head> answers )(?P<phrase>\S.*?)(?=\s*(?:[:}]|$))"),
    re.compile(r"(?P<head>(?:: |- |^\s+))(?P<phrase>[a-z][a-z ]*?)(?= (?:answers|is asked|is told)\b)"),
    re.compile(r"(?P<head>- case ends: )(?P<phrase>\S.*)$"),
)
"""A story's title, what people answer in it, who they are, and how the case ends."""

_FOR_EDITORS = "# yaml-language-server"
_OWN_LANGUAGE = re.compile(r"^(\s+language: )[a-z]{2}\b", re.MULTILINE)
_ASIDE = re.compile(r"^[ \t]+#.*\n|[ \t]+#[ \t].*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing that a shipped file says to its owner, and the line on which it stands."""

    text: str
    line: int


def in_language(text: str, language: str) -> str:
    """A shipped file as an owner with this language gets it; people get their mails in it too.

    A phrase that nobody has translated yet stays English. Stories lose their asides: how a date was counted, `explain`
    and `try` tell her in her own language.
    """
    words = phrases_in(language)
    if language != _ENGLISH and _is_story(text):
        text = _ASIDE.sub("", text)
    lines = (_line(line, _places_of(text), words) for line in text.splitlines())
    return _OWN_LANGUAGE.sub(rf"\g<1>{language}", "\n".join(lines) + "\n")


def phrases_of(text: str) -> Iterator[Phrase]:
    """Every phrase of a shipped file that a language can say in its own words."""
    if _is_story(text):
        text = _ASIDE.sub(lambda match: "\n" * match[0].count("\n"), text)  # the lines keep their numbers
    for number, line in enumerate(text.splitlines(), 1):
        for place in _places_of(text):
            match = None if line.startswith(_FOR_EDITORS) else place.search(line)
            if match and (bare := _bare(match["phrase"])) not in _WORDS_OF_THE_LANGUAGE:
                yield Phrase(bare, number)


@cache
def phrases_in(language: str) -> Mapping[str, str]:
    """The phrases of a language, by the English ones; what it lacks is not there."""
    entries = (entry for sheet in sheets().values() for entry in sheet)
    return {entry[_ENGLISH]: entry[language] for entry in entries if entry.get(language)}


@cache
def sheets() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The phrases as they are kept: a sheet for each shipped file, and in each entry all languages side by side."""
    folder = files("engine.commands.starter")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return {name: yaml.safe_load(folder.joinpath(name).read_text("utf-8")) for name in names}


def _is_story(text: str) -> bool:
    return "\nstories:" in text


def _places_of(text: str) -> Sequence[re.Pattern[str]]:
    return (_NOTE, *_STORY_PLACES) if _is_story(text) else _PLACES


def _line(line: str, places: Sequence[re.Pattern[str]], words: Mapping[str, str]) -> str:
    if line.startswith(_FOR_EDITORS):
        return line
    for place in places:
        line = place.sub(lambda match: match["head"] + _said(match["phrase"], words), line)
    return line


def _said(phrase: str, words: Mapping[str, str]) -> str:
    """The phrase in the language; in quotes where it was, with the quotes inside it kept apart."""
    bare = _bare(phrase)
    said = words.get(bare)
    if said is None:
        return phrase
    return phrase if bare == said else (f'"{said}"' if bare != phrase else said)


def _bare(phrase: str) -> str:
    return phrase[1:-1] if phrase.startswith('"') and phrase.endswith('"') else phrase
