"""Which words stand in a block and whether each holds the right kind of thing, by JSON Schema, one schema a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from engine.language.broken import quote
from engine.language.fitting import misfits
from engine.language.grammar import COMMON, VERBS, Need, Shape, Word
from engine.language.mistakes import Patch
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Place
from engine.language.report import Report
from engine.language.similar import did_you_mean, near_misses, only

_S = Shape
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": ["string", "array"], "items": {"type": "string", "minLength": 1}, "minItems": 1, "minLength": 1}
_STEPS = {"type": ["array", "object", "string"], "minItems": 1, "minLength": 1}
_LIST = {"type": "array", "minItems": 1}
_FIELDS = {"type": "object"}
_BY_SHAPE: Mapping[Shape, Mapping[str, Any]] = {
    _S.TEXTS: _TEXTS,
    _S.PATHS: _TEXTS,
    _S.EVENTS: _TEXTS,
    _S.STEPS: _STEPS,
    _S.BRANCHES: _LIST,
    _S.ALARMS: _LIST,
    _S.BESIDE: _LIST,
    _S.ANSWERS: _FIELDS,
    _S.VALUES: _FIELDS,
    _S.BY_EVENT: _FIELDS,
    _S.SETTINGS: _FIELDS,
    _S.CLOCKS: _FIELDS,
    _S.YES_NO: {"enum": ["yes", "no"]},
}
_SAID = {
    "string": "a text",
    "array": "a list",
    "object": "fields with values",
}
_YES = {"true": "yes", "on": "yes", "y": "yes", "1": "yes", "false": "no", "off": "no", "n": "no", "0": "no"}


def schema_of(words: Iterable[Word]) -> dict[str, Any]:
    """The JSON Schema of one block, without what stands in the blocks inside it."""
    words = tuple(words)
    return {
        "type": "object",
        "properties": {word.name: _BY_SHAPE.get(word.shape, _TEXT) for word in words},
        "required": [word.name for word in words if word.need],
        "additionalProperties": False,
    }


@cache
def _schema(words: tuple[Word, ...]) -> dict[str, Any]:
    return schema_of(words)


def check_words(report: Report, block: Pairs, words: tuple[Word, ...], owner: str, where: str) -> frozenset[str]:
    """Write down each word that is unknown, missing or holds the wrong kind of thing; the sound ones come back."""
    shallow = {key.value: _shallow(value) for key, value in block.pairs}
    unsound: set[str] = set()
    missing: list[str] = []
    for misfit in misfits(shallow, _schema(words)):
        match misfit.keyword:
            case "additionalProperties":
                unsound.update(set(block.names) - {word.name for word in words})
            case "required":
                missing = [word.name for word in words if word.need and word.name not in shallow]
            case _:
                unsound.add(str(misfit.path[0]))
    known = {word.name: word for word in words}
    meant = _tell_unsound(report, block, known, unsound, owner, where, missing)
    if missing and _is_doubled(report, block):
        report.add("FJ004.line", block.place, length=len(report.line(block.place.line).strip(" -")), where=where)
        report.spoilt.add(block.place.line)
        return frozenset(block.names) - unsound
    for name in missing:
        if name not in meant:
            _tell_missing(report, block, next(word for word in words if word.name == name), owner, where)
    return frozenset(block.names) - unsound


def _is_doubled(report: Report, block: Pairs) -> bool:
    """Whether a block is nothing but the first line of the one below it, written twice."""
    line = report.line(block.place.line)
    return len(block.pairs) == 1 and line.strip() != "" and line == report.line(block.place.line + 1)


def _shallow(node: Node) -> Any:
    match node:
        case Text():
            return None if node.empty else node.value
        case Items(items):
            return [item.value if isinstance(item, Text) else {} for item in items]
        case _:
            return {}


def _tell_unsound(
    report: Report,
    block: Pairs,
    words: Mapping[str, Word],
    unsound: set[str],
    owner: str,
    where: str,
    missing: Sequence[str],
) -> set[str]:
    """Write down what is unsound; the words that were meant by unknown ones come back."""
    fallen = _fallen_out(report, block, words)
    unknown = [key for key, _ in block.pairs if key.value in unsound and key.value not in words and key not in fallen]
    for key, value in block.pairs:
        if key.value in unsound and (word := words.get(key.value)):
            tell_kind(report, word, key, value, where)
    if verb := _verb_of_all(unknown):
        details = {"found": unknown[0].value, "owner": owner, "verb": verb}
        report.add_at("FJ026.other", unknown[0], where=where, **details)
        return set(missing)
    return set().union(
        *(_tell_unknown(report, key, words, owner, where, _meant(key, unknown, words, missing)) for key in unknown)
    )


def _fallen_out(report: Report, block: Pairs, words: Mapping[str, Word]) -> list[Text]:
    """Unknown words right below a word that holds nothing: they belong to it and begin too far out."""
    found: list[Text] = []
    for (above, nothing), (key, _) in pairwise(block.pairs):
        holds_fields = above.value in words and _BY_SHAPE.get(words[above.value].shape) is _FIELDS
        if holds_fields and isinstance(nothing, Text) and nothing.empty and key.value not in words:
            patch = Patch(key.place.line, 1, 0, "  ")
            report.add("FJ013.below", above.place, length=len(above.value), patch=patch, found=above.value)
            report.spoilt.add(above.place.line)
            found.append(key)
    return found


def _meant(key: Text, unknown: Sequence[Text], words: Mapping[str, Word], missing: Sequence[str]) -> tuple[str, ...]:
    """The words that an unknown one is most like; else the one that is missing, where nothing else is unknown."""
    misses = near_misses(key.value, words)
    return misses or (tuple(missing) if len(unknown) == len(missing) == 1 else ())


def _verb_of_all(unknown: Sequence[Text]) -> str:
    """The kind of step that several unknown words belong to; its first line was lost, and they fell to the step above."""
    if len(unknown) < 2:  # noqa: PLR2004  # one alone is a slip of the pen
        return ""
    names = {key.value for key in unknown}
    return next((verb.name for verb in VERBS.values() if names <= {word.name for word in (*verb.words, *COMMON)}), "")


def _tell_unknown(
    report: Report, key: Text, words: Mapping[str, Word], owner: str, where: str, misses: tuple[str, ...]
) -> set[str]:
    details = {"found": key.value, "owner": owner, "similar": did_you_mean(misses), "known": ", ".join(words)}
    report.add_at("FJ026", key, where=where, better=only(misses), **details)
    return set(misses)


def _tell_missing(report: Report, block: Pairs, word: Word, owner: str, where: str) -> None:
    key = block.pairs[0][0] if block.pairs else None
    place = key.place if key else block.place
    kind = word.need if word.need is Need.UNTIL else f"{word.need.partition('.')[0]}.field"
    patch = _new_line(report, block, word) if word.example else None
    length = len(key.value) if key else 1
    report.add(kind, place, length=length, where=where, patch=patch, found=word.name, owner=owner, example=word.example)


def _new_line(report: Report, block: Pairs, word: Word) -> Patch | None:
    if not block.pairs:
        return None
    key, value = block.pairs[0]
    if report.line(key.place.line)[: key.place.column - 1].strip(" -"):
        return None
    end = value.end if isinstance(value, Text) or _in_brackets(report, value) else None
    if end is None or (isinstance(value, Text) and value.quoted and not value.inset):
        return None
    indent = " " * (key.place.column - 1)
    return Patch(end.line, end.column, 0, f"\n{indent}{word.name}: {word.example}")


def _in_brackets(report: Report, value: Node) -> bool:
    return report.line(value.place.line)[value.place.column - 1 : value.place.column] in ("[", "{")


def tell_kind(report: Report, word: Word, key: Text, value: Node, where: str) -> None:
    """Write down that a word holds the wrong kind of thing, or nothing."""
    if _nothing(value):
        if not _is_cut(report, value):
            report.add("FJ020.empty", key.place, length=len(key.value), where=where, found=key.value, wanted=word.shape)
        return
    if word.shape is Shape.YES_NO and isinstance(value, Text):
        better = _YES.get(value.value.casefold())
        report.add_at("FJ021.yes_no", value, where=where, better=better, found=value.value, field=word.name)
        return
    better = _as_list(word, value)
    field, wanted, example = word.name, _wanted(word), f"{word.name}: {word.example}"
    if isinstance(value, Text):
        report.add_at("FJ021.kind", value, where=where, better=better, field=field, wanted=wanted, example=example)
    else:
        length = len(key.value)
        report.add("FJ021.kind", key.place, length=length, where=where, field=field, wanted=wanted, example=example)


def _nothing(value: Node) -> bool:
    match value:
        case Text():
            return not value.value.strip()
        case Items(items):
            return not items
        case _:
            return not value.pairs


def _is_cut(report: Report, value: Node) -> bool:
    return any(m.kind == "FJ006.nothing" and m.line == value.end.line for m in report.mistakes)


def _as_list(word: Word, value: Node) -> str | None:
    wants_list = _BY_SHAPE.get(word.shape, _TEXT).get("type") == "array"
    return f"[{quote(value.value)}]" if wants_list and isinstance(value, Text) else None


def _wanted(word: Word) -> str:
    kinds = _BY_SHAPE.get(word.shape, _TEXT).get("type", "string")
    names: Sequence[str] = [kinds] if isinstance(kinds, str) else kinds
    return f"{' or '.join(_SAID[name] for name in names)} ({word.shape})"


def nowhere(file: str) -> Place:
    """The beginning of a file, for what concerns the whole of it."""
    return Place(file, 1, 1)
