"""Comments, questions and notes of the shipped playbooks, put into the owner's language one phrase at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

_WHERE = (
    re.compile(r"(?P<head>(?:^|\s)# (?:fjorten: accept FJ\d{3} because )?(?:  [a-z ]+?  +)?)(?P<phrase>\S.*)$"),
    re.compile(r"^(?P<head>\s*(?:- )?(?:ask|say|question|about): )(?P<phrase>\S.*?)(?=\s+#\s|$)"),
    re.compile(r'^(?P<head>\s{6,})(?P<phrase>"?[A-Z][^:#"]*(?:"[^:#"]*"[^:#"]*)*"?)(?=:(?:\s|$))'),
)
"""Comments; what is asked, told or explained; the answers that a question offers."""

_IN_STORIES = (re.compile(r"(?P<head> answers )(?P<phrase>\S.*?)(?=\s*(?:[:}]|$))"),)
"""Stories keep their English notes, but people answer in them what the playbook offers."""

_FOR_EDITORS = "# yaml-language-server"
_OWN_LANGUAGE = re.compile(r"^(\s+language: )[a-z]{2}\b", re.MULTILINE)


def in_language(text: str, language: str) -> str:
    """A shipped file with every phrase that the language has; people get their mails in it too."""
    words = {} if language == "en" else phrases_in(language)
    places = _IN_STORIES if "\nstories:" in text else _WHERE
    lines = (_line(line, places, words) for line in text.splitlines())
    return _OWN_LANGUAGE.sub(rf"\g<1>{language}", "\n".join(lines) + "\n")


def phrases_of(text: str) -> Iterator[str]:
    """Every phrase of a file that a language can say in its own words."""
    for line in text.splitlines():
        for place in _WHERE:
            if (match := place.search(line)) and not line.startswith(_FOR_EDITORS):
                yield _bare(match["phrase"])


@cache
def phrases_in(language: str) -> Mapping[str, str]:
    """The phrases of a language, by the English ones."""
    text = files("engine.commands.starter").joinpath(f"{language}.yaml").read_text("utf-8")
    phrases: Mapping[str, str] = yaml.safe_load(text)
    return phrases


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
