"""One message for one mistake: a name that is wrong in one place is often missed in many, and is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from engine.language.mistakes import Mistake, Spot, in_order
from engine.language.similar import near_misses

_ABOUT = {
    "FJ034.unknown": "playbook",
    "FJ035.playbook": "playbook",
    "FJ035.answer": "field",
    "FJ035.unknown": "field",
    "FJ043.unknown": "field",
    "FJ045.unknown": "field",
    "FJ053.field": "field",
}
"""What kind of name a mistake is about, where several kinds of mistakes are about the same name."""
_ALONE = frozenset(
    {
        "FJ030.unknown",
        "FJ031.unknown",
        "FJ032.unknown",
        "FJ032.answerer",
        "FJ033.unknown",
        "FJ036.unknown",
        "FJ057.answer",
        "FJ031.unsent",
    }
    | {"FJ057.result", "FJ057.step", "FJ057.follows"}
)
_DEADLINE = re.compile(r"^deadlines\.(\w+)(?:\.\w+)?$")
_OWN = ("settings.", "remembered.")


def told_once(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """The mistakes with those about one and the same name put together; the others' places stand in the first."""
    groups: dict[object, list[Mistake]] = {}
    for number, mistake in enumerate(sorted(mistakes, key=_reading_order)):
        groups.setdefault(_subject(mistake) or number, []).append(mistake)
    _join_misspelt(groups)
    return in_order(tuple(_together(group) for group in groups.values()))


def _join_misspelt(groups: dict[object, list[Mistake]]) -> None:
    """A name of one's own that is misspelt where it is stored is missed where it is used: that is one mistake."""
    fields = {group[0].details["found"]: subject for subject, group in groups.items() if _is_field(subject)}
    own = [found for found in fields if found.startswith(_OWN)]
    for found, subject in fields.items():
        if found not in own and (missed := near_misses(found, own)):
            groups[subject] += groups.pop(fields[missed[0]], [])


def _is_field(subject: object) -> bool:
    return isinstance(subject, tuple) and subject[0] == "field"


def _reading_order(mistake: Mistake) -> tuple[bool, str, int, int]:
    """Playbooks and shop.yaml before the stories and messages that follow from them."""
    return "/" in mistake.file, mistake.file, mistake.line, mistake.column


def _subject(mistake: Mistake) -> object:
    """The name that a mistake is about; nothing where each mistake stands for itself."""
    found, path = mistake.details.get("found", ""), mistake.details.get("path", "")
    match mistake.kind:
        case kind if kind in _ABOUT:
            return _ABOUT[kind], _DEADLINE.sub(r"\1", found.removeprefix("settings."))
        case kind if kind in _ALONE:
            return kind, found
        case "FJ050" | "FJ050.none":
            return mistake.kind, mistake.details["missing"]
        case "FJ052":
            return mistake.kind, path, mistake.file.rpartition("/")[0]
        case "FJ055.rule":
            return mistake.kind, mistake.details["law"], mistake.details["countries"]
        case _ if mistake.code == "FJ048" and path.startswith(_OWN):
            return mistake.code, path
        case _:
            return None


def _together(group: list[Mistake]) -> Mistake:
    first, *others = group
    spots = dict.fromkeys(Spot(other.file, other.line) for other in others)
    return replace(first, also=tuple(spot for spot in spots if spot != Spot(first.file, first.line)))
