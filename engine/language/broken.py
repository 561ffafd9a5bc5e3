"""What is wrong with a file that is no list of fields at all: quotes, brackets, colons and indents."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from engine.language.grammar import EVERY_WORD, LISTING
from engine.language.mistakes import Patch
from engine.language.playbook import Place
from engine.language.report import Report

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BRACES = re.compile(r"(?:: +|- +)(\{\{)")
_GLUED = re.compile(r"\s*(?:- +)?([\w .-]+?:)(?=[^\s:])")
_BRACKET = re.compile(r"\s*(?:- +)?[a-z_]+:[\[{]")
_FIELD = re.compile(r"\s*(?:- +)?[^\s:#][^:]*:(?: |$)")
_FORGOTTEN = re.compile(rf"\s*(?:- +)?(?P<word>{'|'.join(sorted(EVERY_WORD, key=len, reverse=True))})(?= |$)[^:]*$")
"""A line that begins with a word of the language and has no colon behind it."""
_WORD = re.compile(r"\s*(?:- +)?(\w+):")
_VALUE = re.compile(r"(?P<before>\s*(?:(?:- +)?[^:]+: +|- +))(?P<value>.*?)(?P<after>\s+#.*|\s*)")


def diagnose(report: Report, error: yaml.YAMLError) -> None:
    """Write down the one thing that most likely stopped the reading, with a change that was tried."""
    line, column = _mark(error, "problem_mark")
    first, begin = _mark(error, "context_mark") if getattr(error, "context_mark", None) else (line, column)
    _Diagnosis(report, str(getattr(error, "problem", "")), (first, begin), (line, column)).write()


def quote(value: str) -> str:
    """The text in the kind of quotes that needs no change inside, where there is one."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def quoted_value(report: Report, number: int) -> Patch | None:
    """The change that puts a line's whole value in quotes."""
    match = _VALUE.fullmatch(report.line(number))
    if match is None:
        return None
    return Patch(number, match.end("before") + 1, len(match["value"]), quote(match["value"]))


def _mark(error: yaml.YAMLError, name: str) -> tuple[int, int]:
    mark = getattr(error, name, None)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Diagnosis:
    """One file that YAML gave up on: where its part began, and where it stopped."""

    def __init__(self, report: Report, problem: str, began: tuple[int, int], stopped: tuple[int, int]) -> None:
        self.report = report
        self.problem = problem
        self.began = began
        self.line, self.column = stopped
        if self.line > len(report.lines):
            self.line, self.column = len(report.lines), 1

    def write(self) -> None:
        """Write down the mistake."""
        if not self._braces():
            self._by_problem()

    def _by_problem(self) -> None:
        problem = self.problem
        if "mapping values are not allowed" in problem:
            self._second_colon()
        elif "could not find expected ':'" in problem:
            self._no_colon(self.began[0])
        elif "unexpected end of stream" in problem:
            self._open_quote(*self.began)
        elif "unknown escape" in problem:
            self._add("FJ008.escape", self.line, self.column, quoted_value(self.report, self.line))
        elif "expected ',' or" in problem or "node content" in problem:
            self._bracket()
        elif "cannot start any token" in problem or "alphabetic or numeric" in problem:
            self._sign()
        elif "sequence entries are not allowed" in problem:
            self._dash()
        else:
            self._unexpected()

    def _braces(self) -> bool:
        for number in {self.line, self.began[0]}:
            if found := _BRACES.search(self.report.line(number)):
                self._add("FJ005", number, found.start(1) + 1, quoted_value(self.report, number), length=2)
                return True
        return False

    def _second_colon(self) -> None:
        if _BRACKET.match(self.report.line(self.line)):
            self._no_colon(self.line)
            return
        before = self.report.line(self.line)[: self.column - 1]
        if ": " in before or before.endswith(":"):
            self._add("FJ010.colon", self.line, self.column, self._trial([quoted_value(self.report, self.line)]))
        elif (
            _GLUED.match(self.report.line(self._above())) and not _FIELD.match(self.report.line(self._above()))
        ) or _FORGOTTEN.match(self.report.line(self._above())):
            self._no_colon(self._above())
        else:
            self._indent()

    def _no_colon(self, number: int) -> None:
        if glued := _GLUED.match(self.report.line(number)):
            self._add("FJ011.space", number, glued.end(1), Patch(number, glued.end(1) + 1, 0, " "))
            return
        text = self.report.line(number)
        word = _FORGOTTEN.match(text)
        behind = Patch(number, word.end("word") + 1, 0, ":") if word else None
        patch = self._trial([behind, Patch(number, len(text.rstrip()) + 1, 0, ":")])
        self._add("FJ011.none", number, len(text) - len(text.lstrip()) + 1, patch, length=len(text.strip()))

    def _open_quote(self, number: int, column: int) -> None:
        sign = self.report.line(number)[column - 1 : column]
        end = len(self.report.line(number).rstrip()) + 1
        self._add("FJ008.quote", number, column, self._trial([Patch(number, end, 0, sign)]))

    def _bracket(self) -> None:
        number, column = self.began if self.report.line(self.line).strip() else self._open_bracket()
        line = self.report.line(number)
        sign = line[column - 1 : column]
        if number == self.line and self.report.line(self.line)[self.column - 1 : self.column] == ":":
            self._add("FJ010.colon", self.line, self.column, None)
        elif sign in ("[", "{"):
            closing = "]" if sign == "[" else "}"
            self._add("FJ008.bracket", number, column, self._trial([Patch(number, len(line.rstrip()) + 1, 0, closing)]))
        else:
            self._add("FJ008.bracket", self.line, self.column, self._trial([quoted_value(self.report, self.line)]))

    def _open_bracket(self) -> tuple[int, int]:
        """The last bracket that is opened and not closed, where the file ends before anything comes behind it."""
        for number in range(self.line, 0, -1):
            line = self.report.line(number)
            opened = [column for column, sign in enumerate(line, 1) if sign in "[{"]
            if len(opened) > line.count("]") + line.count("}"):
                return number, opened[0]
        return self.line, self.column

    def _sign(self) -> None:
        number, column = self.began
        sign = self.report.line(number)[column - 1 : column]
        self._add("FJ010.sign", number, column, self._trial([quoted_value(self.report, number)]), found=sign)

    def _dash(self) -> None:
        indent = self._indents(self.line)[0] + 1
        patch = Patch(self.line, self.column, 0, "\n" + " " * (indent + 1))
        self._add("FJ013.dash", self.line, self.column, self._trial([patch]))

    def _unexpected(self) -> None:
        before = self.report.line(self.line)[: self.column - 1].rstrip()
        sign = self.report.line(self.line)[self.column - 1 : self.column]
        if self._swallowed():
            return
        if before.endswith(("'", '"')):
            self._add("FJ008.inside", self.line, self.column, self._trial([self._requoted()]))
        elif sign in ("]", "}", ","):
            self._add("FJ008.extra", self.line, self.column, self._trial([Patch(self.line, self.column, 1, "")]))
        elif before.endswith(("]", "}")):
            self._behind()
        else:
            self._indent()

    def _behind(self) -> None:
        line = self.report.line(self.line)
        word = _WORD.match(line)
        tail = Patch(self.line, self.column, len(line) - self.column + 1, "")
        patches = [tail] if word and word[1] in LISTING else [quoted_value(self.report, self.line), tail]
        self._add("FJ008.behind", self.line, self.column, self._trial(patches))

    def _swallowed(self) -> bool:
        """Whether an earlier line opens a quote that only a later text closes."""
        for number in range(max(1, self.began[0]), self.line + 1):
            value = _VALUE.fullmatch(self.report.line(number))
            sign = value["value"][:1] if value else ""
            if value and sign in ("'", '"') and value["value"].count(sign) % 2 and number < self.line:
                self._open_quote(number, value.end("before") + 1)
                return True
        return False

    def _requoted(self) -> Patch | None:
        value = _VALUE.fullmatch(self.report.line(self.line))
        if value is None:
            return None
        return Patch(self.line, value.end("before") + 1, len(value["value"]), quote(value["value"].strip("'\"")))

    def _indent(self) -> None:
        text = self.report.line(self.line)
        width = len(text) - len(text.lstrip())
        columns = {indent for number in range(1, self.line) for indent in self._indents(number)}
        nearest = sorted(columns - {width}, key=lambda indent: abs(indent - width))[:6]
        patch = self._trial([Patch(self.line, 1, width, " " * indent) for indent in nearest])
        if patch is not None or not self._line_above_is_off(text, width):
            self._add("FJ013.indent", self.line, width + 1, patch, length=len(text.strip()))

    def _line_above_is_off(self, text: str, width: int) -> bool:
        """Whether the line above was meant to begin where this one does, perhaps with a dash; then that is told."""
        number = self._above()
        above = self.report.line(number)
        begin = len(above) - len(above.lstrip())
        dash = Patch(number, 1, begin, " " * width + "- ")
        lost = text.lstrip().startswith("- ") and not above.lstrip().startswith("- ")
        if lost and (patch := self._trial([dash])):
            self._add("FJ011.dash", number, begin + 1, patch, length=len(above.strip()))
        elif begin != width and (patch := self._trial([Patch(number, 1, begin, " " * width)])):
            self._add("FJ013.indent", number, begin + 1, patch, length=len(above.strip()))
        else:
            return False
        return True

    def _indents(self, number: int) -> tuple[int, ...]:
        text = self.report.line(number)
        width = len(text) - len(text.lstrip())
        if not text.strip() or text.lstrip().startswith("#"):
            return ()
        inner = re.match(r"\s*(?:- +)+", text)
        return (width, inner.end()) if inner else (width,)

    def _above(self) -> int:
        number = self.line - 1
        while number > 1 and not self.report.line(number).strip():
            number -= 1
        return number

    def _trial(self, patches: Iterable[Patch | None]) -> Patch | None:
        """The first of some changes after which the file can be read."""
        whole = "\n".join(self.report.lines)
        return next((patch for patch in patches if patch and _reads(patch.apply(whole))), None)

    def _add(self, kind: str, line: int, column: int, patch: Patch | None, *, length: int = 1, found: str = "") -> None:
        place = Place(self.report.file, line, column)
        self.report.add(kind, place, length=length, patch=patch, found=found)


def _reads(text: str) -> bool:
    try:
        for _ in yaml.parse(text, Loader=_LOADER):
            pass
    except yaml.YAMLError:
        return False
    return True
