"""The words of the pages, in the language that the reader's browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from starlette.requests import Request

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
_ALSO = {"no": "nb", "nn": "nb"}


def language_for(request: Request) -> str:
    """The first of the browser's languages that the pages have; English where there is none."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The best of the languages in an `Accept-Language` header."""
    wishes = [_wish(part) for part in accepted.split(",")[:20]]
    for _, language in sorted(wishes, key=lambda wish: -wish[0]):
        if language in LANGUAGES:
            return language
    return "en"


@cache
def words_in(language: str) -> Mapping[str, str]:
    """Every word of the pages in one language."""
    text = files("integrations.web").joinpath("words", f"{language}.yaml").read_text("utf-8")
    words: Mapping[str, str] = yaml.safe_load(text)
    return words


def _wish(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().partition(";q=")
    code = tag.split("-")[0].strip().lower()
    try:
        return float(weight or 1), _ALSO.get(code, code)
    except ValueError:
        return 0.0, ""
