"""In which language a command answers: as asked, else the owner's where a shop is read, else as the machine is set."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from engine.language.shop import Shop

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
"""Named here so that a command that needs nothing of the law does not load it."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def machine_language() -> str:
    """The language that the machine is set to, if Fjorten speaks it."""
    setting = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    code = setting[:2].lower()
    code = "nb" if code in ("no", "nn") else code
    return code if code in LANGUAGES else "en"


def language_option(command: _Command) -> _Command:
    """Give a command the option `--language`."""
    option = click.option(
        "--language", type=click.Choice(LANGUAGES), default=machine_language, help="The language of the answer."
    )
    return option(command)


def owners_language_option(command: _Command) -> _Command:
    """The same option for a command that reads a shop: left out, the owner's own language counts."""
    told = "The language of the answer; the owner's own if you leave it out."
    return click.option("--language", type=click.Choice(LANGUAGES), default=None, help=told)(command)


def language_for(shop: Shop, asked: str | None) -> str:
    """The language that was asked for, else the one in which Fjorten writes to the owner."""
    owner = shop.people.get(shop.owner)
    own = owner.language if owner and owner.language in LANGUAGES else machine_language()
    return asked or own
