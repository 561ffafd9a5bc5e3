"""The one place that reads the law's data files; each is read once, when it is first needed."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from engine.errors import LawError

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")

_HERE = files("engine.law")
# Everything stays text ("NO" is Norway, not false); the C loader is ten times faster where it was built.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def country_codes() -> tuple[str, ...]:
    """The countries whose law is in the data, without the Union's own rules."""
    names = (entry.name for entry in (_HERE / "rules").iterdir())
    codes = (name.removesuffix(".yaml").upper() for name in names if name.endswith(".yaml"))
    return tuple(sorted(code for code in codes if code != "EU"))


@cache
def sheet(code: str) -> dict[str, Any]:
    """One country's file (or `EU`) as it is written, all values as text."""
    found: dict[str, Any] = yaml.load((_HERE / "rules" / f"{code.lower()}.yaml").read_bytes(), Loader=_LOADER)  # noqa: S506 (BaseLoader makes texts only)
    return found


@cache
def words_in(language: str) -> dict[str, Any]:
    """The sentences and names of one language, for dates, steps and rules in plain words."""
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise LawError(f'dates cannot be told in "{language}".', where="language", remedy=f"Known are {known}.")
    found: dict[str, Any] = yaml.load((_HERE / "words" / f"{language}.yaml").read_bytes(), Loader=_LOADER)  # noqa: S506 (BaseLoader makes texts only)
    return found


@cache
def duties() -> dict[str, Any]:
    """What is not a period: withdrawal function, complaints bodies, retention, contents of messages."""
    found: dict[str, Any] = yaml.load((_HERE / "duties.yaml").read_bytes(), Loader=_LOADER)  # noqa: S506 (BaseLoader makes texts only)
    return found


@cache
def calendar_table() -> dict[str, Any]:
    """The compiled holidays: years covered, and per calendar the names with their days."""
    found: dict[str, Any] = json.loads((_HERE / "calendars.json").read_bytes())
    return found
