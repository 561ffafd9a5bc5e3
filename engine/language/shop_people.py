"""Whether the people, teams, absences and currencies of shop.yaml make sense together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.report import Report

_CURRENCY = re.compile(r"[A-Z]{3}")
_OWNER = "owner"


def check_sense(report: Report, root: Pairs) -> None:
    """Write down names that mean two things, absences that cannot be, and sums in no currency."""
    _check_teams(report, root)
    for name, person in _blocks(root.get("people")):
        for absence in _items(person.get("away") if isinstance(person, Pairs) else None):
            if isinstance(absence, Pairs):
                _check_absence(report, name.value, absence)
    refunds = root.get("refunds")
    limits = [refunds.get(name) for name in ("limit_per_case", "limit_per_day")] if isinstance(refunds, Pairs) else []
    for sums in (root.get("goodwill"), *limits):
        for key, _ in _blocks(sums):
            if not _CURRENCY.fullmatch(key.value):
                report.add_at("FJ047.code", key, found=key.value)


def tell_nested_answers(report: Report, root: Node) -> None:
    """Write down a playbook's title that begins too far in below another's: settings have no capital letters."""
    settings = root.get("settings") if isinstance(root, Pairs) else None
    for _, answers in _blocks(settings):
        for key, value in _blocks(answers):
            if key.value[:1].isupper() and isinstance(value, Text) and value.empty:
                report.add_at("FJ013.below", key, found=key.value)
                report.spoilt.update(range(key.place.line, answers.end.line + 1))


def _check_teams(report: Report, root: Pairs) -> None:
    people = {name.value for name, _ in _blocks(root.get("people"))} | {_OWNER}
    for team, _ in _blocks(root.get("teams")):
        if team.value in people:
            report.add_at("FJ004.person", team, found=team.value)


def _check_absence(report: Report, name: str, absence: Pairs) -> None:
    begin, end, stand_in = (absence.get(word) for word in ("from", "to", "stand_in"))
    if isinstance(stand_in, Text) and stand_in.value == name:
        report.add_at("FJ032.self", stand_in, found=name)
    if isinstance(begin, Text) and isinstance(end, Text) and end.value < begin.value:
        report.add("FJ021.span", end.place, length=len(end.value), begin=begin.value, to=end.value)


def _blocks(node: Node | None) -> Iterator[tuple[Text, Node]]:
    yield from node.pairs if isinstance(node, Pairs) else ()


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()
