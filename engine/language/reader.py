"""From the bytes of a file to texts, lists and fields; what YAML would make dangerous or surprising is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from engine.language.broken import diagnose
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Place
from engine.language.report import Report

_LARGEST = 256 * 1024
_DEEPEST = 50
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u2028\u2029\x85\ud800-\udfff\ufffe\uffff]")
_CUT = re.compile(r"\s+#(?=[^\s#!])")


class _StopReading(Exception):  # noqa: N818  # no error: the report already says what is wrong
    """The rest of the file cannot be understood."""


def decode(content: str | bytes) -> str | None:
    """The text of a file with plain line ends and without a mark at its start; nothing if it is not UTF-8."""
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(file: str, content: str | bytes) -> tuple[Node | None, Report]:
    """What a file says, and a report of what is wrong with its letters, indents and brackets."""
    text = decode(content)
    report = Report(file, tuple((text or "").split("\n")))
    if not _can_be_read(report, file, content, text):
        return None, report
    assert text is not None  # noqa: S101  # checked the line above
    text = _without_hard_spaces(report, text)
    try:
        return _Tree(report, text).document(), report
    except _StopReading:
        return None, report
    except yaml.YAMLError as error:
        diagnose(report, error)
        return None, report


def _can_be_read(report: Report, file: str, content: str | bytes, text: str | None) -> bool:
    start = Place(file, 1, 1)
    if text is None:
        before = content[: _first_wrong_byte(content)] if isinstance(content, bytes) else b""
        report.add("FJ007.letters", Place(file, before.count(b"\n") + 1, 1))
    elif len(content) > _LARGEST:
        report.add("FJ007.large", start, size=str(len(content) // 1024))
    elif wrong := _FORBIDDEN.search(text):
        report.add("FJ007.sign", _place(file, text, wrong.start()), sign=f"U+{ord(wrong[0]):04X}")
    elif "\t" in text:
        report.add("FJ001", _place(file, text, text.index("\t")), lines=_lines_with(report, "\t"))
    else:
        return True
    return False


def _first_wrong_byte(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _lines_with(report: Report, sign: str) -> str:
    lines = [str(number) for number, line in enumerate(report.lines, 1) if sign in line]
    return ("line " if len(lines) == 1 else "lines ") + ", ".join(lines[:5]) + (" …" if len(lines) > 5 else "")  # noqa: PLR2004


def _place(file: str, text: str, index: int) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def _without_hard_spaces(report: Report, text: str) -> str:
    if found := _SPACES.search(text):
        sign = found[0]
        report.add("FJ002", _place(report.file, text, found.start()), lines=_lines_with(report, sign))
    return _SPACES.sub(" ", text)


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
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, start)
            value = self._node(next(self.events))
            if key.value in seen:
                self.report.add(
                    "FJ004.field", key.place, length=len(key.value), found=key.value, line=str(seen[key.value].line)
                )
                continue
            seen[key.value] = key.place
            pairs.append((key, value))
        return Pairs(tuple(pairs), self._start(start), self._end(event))

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
        rest = self.report.line(text.end.line)[text.end.column - 1 :]
        cut = _CUT.match(rest)
        if cut and "fjorten:" not in rest:
            column = text.end.column + cut.end() - 1
            kind = "FJ006.nothing" if text.empty else "FJ006.cut"
            self.report.add(
                kind,
                Place(self.report.file, text.end.line, column),
                length=len(rest) - cut.end() + 1,
                rest=rest.strip(),
            )

    def _sign(self, event: Any) -> str:
        return self.text[event.start_mark.index : event.start_mark.index + 1]

    def _refuse(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._stop("FJ003.alias", event)
        self._stop("FJ003.anchor" if event.anchor else "FJ003.tag", event)

    def _stop(self, kind: str, event: Any) -> None:
        self.report.add(kind, self._start(event), found=self._found(event))
        raise _StopReading

    def _found(self, event: Any) -> str:
        rest = self.text[event.start_mark.index :].split("\n", 1)[0]
        return rest[:40].strip()

    def _start(self, event: Any) -> Place:
        return Place(self.report.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _end(self, event: Any) -> Place:
        return Place(self.report.file, event.end_mark.line + 1, event.end_mark.column + 1)
