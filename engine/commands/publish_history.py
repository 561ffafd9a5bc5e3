"""`fjorten publish --history`: what was published since when and by whom, and how many cases follow what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.commands.publishing import Past
from engine.rehearsal.publishing import say_in
from engine.store import lists
from engine.store.versions import Publication
from integrations.web.dates import Dates


def history_lines(past: Past, dates: Dates) -> Iterator[str]:
    """The history of every playbook, the newest version first."""
    if not past.history:
        yield say_in(dates.language, "never")
    counts = past.store.read_now(lists.open_by_version)
    for slug, group in groupby(past.history, key=lambda one: one.slug):
        steps = tuple(group)
        yield past.titles.get(slug, slug)
        for one in reversed(steps):
            rest = "; ".join(_rest(one, steps[-1], past, counts, dates.language))
            yield f"  {_head(one, dates)}{': ' + rest if rest else ''}"


def history_as_json(past: Past) -> list[dict[str, object]]:
    """The same for programs."""
    counts = past.store.read_now(lists.open_by_version)
    return [
        {
            "playbook": past.titles.get(one.slug, one.slug),
            "file": one.slug,
            "version": one.number,
            "published_at": one.published_at.format_iso(),
            "who": one.who,
            "back_to": one.back_to,
            "withdrawn": not one.digest,
            "in_use": bool(one.digest) and past.next_number(one.slug) == one.number + 1,
            "open_cases": _cases(one, past, counts),
        }
        for one in past.history
    ]


def _head(one: Publication, dates: Dates) -> str:
    by = f" · {say_in(dates.language, 'by', who=one.who)}" if one.who else ""
    return f"{say_in(dates.language, 'version', number=one.number)} · {dates.moment(one.published_at)}{by}"


def _rest(
    one: Publication, last: Publication, past: Past, counts: dict[tuple[str, str], int], language: str
) -> Iterator[str]:
    if one.back_to:
        yield say_in(language, "back", number=one.back_to)
    if not one.digest:
        yield say_in(language, "ended")
    elif one is last:
        yield say_in(language, "in_use")
    if cases := _cases(one, past, counts):
        yield say_in(language, "cases", count=cases)


def _cases(one: Publication, past: Past, counts: dict[tuple[str, str], int]) -> int:
    """The open cases that follow a version; of two numbers with one text, they are counted with the later."""
    is_the_one = one.digest and past.number_of(one.slug, one.digest) == one.number
    return counts.get((one.slug, one.digest), 0) if is_the_one else 0
