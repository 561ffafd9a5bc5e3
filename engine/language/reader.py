"""From the bytes of a file to texts, lists and fields; what YAML would make dangerous or surprising is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import yaml

from engine.language.broken import diagnose, quote, quoted_value
from engine.language.grammar import VERBS
from engine.language.letters import check_letters, decode, without_hard_spaces
from engine.language.mistakes import Patch
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Place
from engine.language.report import Report

_DEEPEST = 50
_REMEMBERED = 64
_NEEDS_QUOTES = {"FJ005", "FJ003.alias", "FJ003.anchor", "FJ003.tag"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CUT = re.compile(r"\s+#(?=[^\s#!])")


class _StopReading(Exception):  # noqa: N818  # no error: the report already says what is wrong
    """The rest of the file cannot be understood."""


def read(file: str, content: str | bytes) -> tuple[Node | None, Report]:
    """What a file says, and a report of what is wrong with its letters, indents and brackets.

    Of a folder that is checked after every change, most files are as they were: those are not read again.
    """
    root, told = _read(file, content)
    return root, Report(file, told.lines, list(told.mistakes), set(told.spoilt))


@lru_cache(maxsize=_REMEMBERED)
def _read(file: str, content: str | bytes) -> tuple[Node | None, Report]:
    text = decode(content)
    report = Report(file, tuple((text or "").split("\n")))
    if not check_letters(report, content, text):
        return None, report
    assert text is not None  # noqa: S101  # checked the line above
    text = without_hard_spaces(report, text)
    try:
        return _Tree(report, text).document(), report
    except _StopReading:
        return None, report
    except yaml.YAMLError as error:
        diagnose(report, error)
        return None, report


class _Tree:
    """The file's events, put together to a tree; anything refused stops the reading at once, before it can grow."""

    def __init__(self, report: Report, text: str) -> None:
        self.report = report
        self.text = text
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self.depth = 0

    def document(self) -> Node | None:
        """The one document of the file; nothing for an empty file."""
        root: Node | None = None
        for event in self.events:
            match event:
                case yaml.DocumentStartEvent():
                    if root is not None:
                        self._stop("FJ003.second", event)
                    if event.version or event.tags:
                        self._stop("FJ003.directive", event)
                    root = self._node(next(self.events))
                case _:
                    continue
        return root

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or self._sign(event) == "!":
            self._refuse(event)
        match event:
            case yaml.ScalarEvent():
                return self._text(event)
            case yaml.SequenceStartEvent():
                return self._inside(event, self._items)
            case _:
                return self._inside(event, self._pairs)

    def _inside(self, event: Any, build: Callable[[Any], Node]) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            self._stop("FJ007.deep", event)
        node = build(event)
        self.depth -= 1
        return node

    def _items(self, start: Any) -> Items:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Items(tuple(items), self._start(start), self._end(event))

    def _pairs(self, start: Any) -> Pairs:
        pairs: list[tuple[Text, Node]] = []
        seen: dict[str, Place] = {}
        told = lost = False
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, start)
            value = self._node(next(self.events))
            if lost:  # belongs to what a dash should have begun
                continue
            if key.value in seen:
                if not told:
                    lost = self._tell_twice(key, seen[key.value], pairs)
                told = True
                pairs = [pair for pair in pairs if pair[0].value != key.value or not _nothing(pair[1])]
                if key.value in {known.value for known, _ in pairs}:
                    continue
            seen[key.value] = key.place
            pairs.append((key, value))
        return Pairs(tuple(pairs), self._start(start), self._end(event))

    def _tell_twice(self, key: Text, first: Place, pairs: list[tuple[Text, Node]]) -> bool:
        """Write down a field that is there twice; whether a dash was lost before it comes back."""
        above, nothing = pairs[-1]
        if _nothing(nothing) and above.value != key.value:
            self.report.add("FJ013.below", above.place, length=len(above.value), found=above.value)
            self.report.spoilt.add(above.place.line)
            return False
        if first.line + 1 == key.place.line and self.report.line(first.line) == self.report.line(key.place.line):
            again = Patch(key.place.line, 1, len(self.report.line(key.place.line)), "")
            self.report.add("FJ004.line", first, length=len(self.report.line(first.line).strip()), patch=again)
            return False
        patch = self._dash(key, first, pairs)
        details = {"found": key.value, "line": str(first.line)}
        kind = "FJ004.step" if key.value in VERBS else "FJ004.item" if patch else "FJ004.field"
        self.report.add(kind, key.place, length=len(key.value), where="", patch=patch, better=None, **details)
        return patch is not None

    def _dash(self, key: Text, first: Place, pairs: list[tuple[Text, Node]]) -> Patch | None:
        """The dash that is missing, where an entry of a list, or a step, most likely begins."""
        before = self.report.line(key.place.line)[: key.place.column - 1]
        listed = self.report.line(first.line)[: first.column - 1].strip() == "-"
        begins = key.value in VERBS or (key.value == pairs[0][0].value and listed)
        room = not before.strip() and len(before) > 1
        return Patch(key.place.line, key.place.column - 2, 2, "- ") if begins and room else None

    def _key(self, event: Any, start: Any) -> Text:
        if not isinstance(event, yaml.ScalarEvent):
            index = start.start_mark.index
            self._stop("FJ005" if self.text[index : index + 2] == "{{" else "FJ003.key", start)
        key = self._node(event)
        assert isinstance(key, Text)  # noqa: S101  # a scalar event gives a text
        if key.value == "<<" and not key.quoted:
            self._stop("FJ003.merge", event)
        return key

    def _text(self, event: Any) -> Text:
        quoted = event.style in ("'", '"')
        text = Text(
            event.value,
            self._start(event),
            self._end(event),
            inset=int(quoted),
            quoted=quoted or event.style in ("|", ">"),
        )
        if event.style is None or not event.style:
            self._check_cut(text)
        return text

    def _check_cut(self, text: Text) -> None:
        line = self.report.line(text.end.line)
        rest = line[text.end.column - 1 :]
        cut = _CUT.match(rest)
        if cut is None or "fjorten:" in rest:
            return
        start = text.place.column if not text.empty else text.end.column + cut.end() - 1
        whole = line[start - 1 :].rstrip()
        single = text.place.line == text.end.line
        patch = Patch(text.end.line, start, len(whole), quote(whole)) if single else None
        place = Place(self.report.file, text.end.line, text.end.column + cut.end() - 1)
        kind = "FJ006.nothing" if text.empty else "FJ006.cut"
        self.report.add(kind, place, length=len(rest) - cut.end() + 1, patch=patch, rest=rest.strip())
        if text.empty:
            self.report.spoilt.add(place.line)

    def _sign(self, event: Any) -> str:
        return self.text[event.start_mark.index : event.start_mark.index + 1]

    def _refuse(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._stop("FJ003.alias", event)
        self._stop("FJ003.anchor" if event.anchor else "FJ003.tag", event)

    def _stop(self, kind: str, event: Any) -> None:
        place, found = self._start(event), self._found(event)
        patch = quoted_value(self.report, place.line) if kind in _NEEDS_QUOTES else None
        patch = patch if patch and patch.column == place.column else None
        length = 2 if kind == "FJ005" else 1
        self.report.add(kind, place, length=length, patch=patch, found=found)
        raise _StopReading

    def _found(self, event: Any) -> str:
        rest = self.text[event.start_mark.index :].split("\n", 1)[0]
        return rest[:40].strip()

    def _start(self, event: Any) -> Place:
        return Place(self.report.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _end(self, event: Any) -> Place:
        return Place(self.report.file, event.end_mark.line + 1, event.end_mark.column + 1)


def _nothing(node: Node) -> bool:
    return isinstance(node, Text) and node.empty
