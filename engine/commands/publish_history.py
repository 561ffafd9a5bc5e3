"""`fjorten publish --history`: what was published since when and by whom, and how many cases follow what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from engine.commands.publishing import Past
from engine.commands.versions_shown import seen_versions
from engine.rehearsal.publishing import say_in
from engine.run.doors import VersionSeen
from integrations.web.dates import Dates


def history_lines(past: Past, dates: Dates) -> Iterator[str]:
    """The history of every playbook, the newest version first."""
    if not past.history:
        yield say_in(dates.language, "never")
    for playbook, group in groupby(seen_versions(past), key=lambda one: one.playbook):
        yield playbook
        for one in group:
            rest = "; ".join(_rest(one, dates.language))
            yield f"  {_head(one, dates)}{': ' + rest if rest else ''}"


def history_as_json(past: Past) -> list[dict[str, object]]:
    """The same for programs."""
    return [{**asdict(one), "published_at": one.published_at.format_iso()} for one in seen_versions(past)]


def _head(one: VersionSeen, dates: Dates) -> str:
    by = f" · {say_in(dates.language, 'by', who=one.who)}" if one.who else ""
    return f"{say_in(dates.language, 'version', number=one.number)} · {dates.moment(one.published_at)}{by}"


def _rest(one: VersionSeen, language: str) -> Iterator[str]:
    if one.back_to:
        yield say_in(language, "back", number=one.back_to)
    if one.withdrawn:
        yield say_in(language, "ended")
    if one.in_use:
        yield say_in(language, "in_use")
    if one.open_cases:
        yield say_in(language, "cases", count=one.open_cases)
