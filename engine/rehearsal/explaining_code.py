"""What a code of the checker or of a hunt means: in one language, with an example of the mistake and of the cure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from engine.errors import PlaybookError
from engine.language.similar import did_you_mean, near_misses
from engine.messages.languages import LANGUAGES
from engine.rehearsal.explaining_voice import table_in

_WARNINGS = frozenset({"FJ006", "FJ054", "FJ056", "FJ058", "FJ059", "FJ060", "FJ070", "FJ072", "FJ073", "FJ074"})
_MORE_WARNINGS = frozenset({"FJ064", "FJ065", "FJ066", "FJ075", "FJ076"})


def explain_code(code: str, language: str) -> str:
    """The code with its meaning, a wrong piece of a file, and the right one."""
    known = language if language in LANGUAGES else "en"
    meanings, says = _table(known), table_in(known)["sentences"]
    if code not in meanings:
        remedy = f"The codes go from {min(meanings)} to {max(meanings)}.{did_you_mean(near_misses(code, meanings))}"
        raise PlaybookError(f'There is no code "{code}".', remedy=remedy)
    example = _examples()[code]
    kind = says["warning" if code in _WARNINGS | _MORE_WARNINGS else "error"]
    pieces = (f"{says['wrong']}\n{_indented(example['wrong'])}", f"{says['right']}\n{_indented(example['right'])}")
    return "\n\n".join((f"{code} ({kind})", meanings[code], *pieces))


def codes() -> tuple[str, ...]:
    """Every code that can be explained."""
    return tuple(_table("en"))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


@cache
def _table(language: str) -> Mapping[str, str]:
    return _read(f"{language}.yaml")


@cache
def _examples() -> Mapping[str, Mapping[str, str]]:
    examples: Mapping[str, Mapping[str, str]] = yaml.safe_load(_text("examples.yaml"))
    return examples


def _read(name: str) -> Mapping[str, str]:
    table: Mapping[str, str] = yaml.safe_load(_text(name))
    return table


def _text(name: str) -> str:
    return files("engine.rehearsal").joinpath("explaining_codes", name).read_text("utf-8")
