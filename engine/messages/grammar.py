"""What may stand between braces in a message: fields, six filters, `if`, and one loop over lines; nothing that can run away.

The parsed template is rebuilt from these few forms, so whatever is not named here cannot reach the template engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from jinja2 import Environment, TemplateSyntaxError, nodes

from engine.errors import PlaybookError
from engine.messages.wording import FILTERS

_PARSER = Environment(autoescape=False, keep_trailing_newline=True)  # noqa: S701  # parses only; html.py escapes
_LOOP_WORDS = frozenset({"first", "last", "index"})
_ALLOWED = f"A message can show fields, choose with `if`, and go once through lines; filters: {', '.join(FILTERS)}."


class Manner(StrEnum):
    """How a message uses a field."""

    SHOWN = "shown"
    ASKED = "asked"
    LOOPED = "looped"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a message names a field; `loop` is the list whose line `path` belongs to."""

    path: str
    line: int
    manner: Manner
    filter: str = ""
    loop: str = ""


@dataclass(slots=True)
class Rebuild:
    """Rebuilds a parsed template from allowed forms only, and notes every field that it meets."""

    first_line: int = 1
    uses: list[Use] = field(default_factory=list)
    loop_word: str = ""
    loop_path: str = ""

    def body(self, parts: Sequence[nodes.Node]) -> list[nodes.Node]:
        """The parts of a template, of a branch or of a loop."""
        return [self._part(part) for part in parts]

    def _part(self, node: nodes.Node) -> nodes.Node:
        match node:
            case nodes.Output(nodes=parts):
                shown = [part if isinstance(part, nodes.TemplateData) else self._print(part) for part in parts]
                return nodes.Output(shown, lineno=node.lineno)
            case nodes.If():
                return self._if(node)
            case nodes.For():
                return self._for(node)
            case _:
                return self._refuse(node)

    def _print(self, node: nodes.Expr) -> nodes.Expr:
        how = ""
        if isinstance(node, nodes.Filter) and node.node is not None:
            if node.name not in FILTERS:
                self._refuse(node, f'"{node.name}" is not a filter.')
            if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                self._refuse(node, f'"{node.name}" takes nothing in brackets.')
            how, node = node.name, node.node
        if self._loop_counter(node):
            return node
        return self._reach(node, Manner.SHOWN, how)

    def _if(self, node: nodes.If) -> nodes.Node:
        test = self._condition(node.test)
        elifs = [self._if(other) for other in node.elif_]
        return nodes.If(test, self.body(node.body), elifs, self.body(node.else_), lineno=node.lineno)

    def _for(self, node: nodes.For) -> nodes.Node:
        path = path_of(node.iter)
        if self.loop_word:
            self._refuse(node, "A loop inside a loop is not possible.")
        if path is None or node.test or node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse(node, "A loop goes through a list of the case.")
        self._note(path, node.lineno, Manner.LOOPED)
        self.loop_word, self.loop_path = node.target.name, path
        body = self.body(as_list_items(node.body))
        self.loop_word = self.loop_path = ""
        source = _call("lines", nodes.Const(path), [])
        return nodes.For(node.target, source, body, self.body(node.else_), None, False, lineno=node.lineno)  # noqa: FBT003

    def _condition(self, node: nodes.Node) -> nodes.Expr:
        match node:
            case nodes.Not():
                return nodes.Not(self._condition(node.node), lineno=node.lineno)
            case nodes.And() | nodes.Or():
                return type(node)(self._condition(node.left), self._condition(node.right), lineno=node.lineno)
            case nodes.Compare(expr=left, ops=ops) if len(ops) == 1:
                right = nodes.Operand(ops[0].op, self._side(ops[0].expr))
                return nodes.Compare(self._side(left), [right], lineno=node.lineno)
            case _:
                return self._side(node)

    def _side(self, node: nodes.Node) -> nodes.Expr:
        match node:
            case nodes.Const():
                return node
            case nodes.List(items=items) | nodes.Tuple(items=items) if all(isinstance(i, nodes.Const) for i in items):
                return node
            case nodes.Getattr() if self._loop_counter(node):
                return node
            case _:
                return self._reach(node, Manner.ASKED, "")

    def _reach(self, node: nodes.Node, manner: Manner, how: str) -> nodes.Expr:
        path = path_of(node)
        if path is None:
            self._refuse(node)
        group, _, name = path.partition(".")
        words = [nodes.Const(how)] if manner is Manner.SHOWN else []
        verb = "say" if manner is Manner.SHOWN else "know"
        if self.loop_word and group == self.loop_word:
            self._note(name, node.lineno, manner, how, self.loop_path)
            return _call(f"{verb}_of", nodes.Const(path), [nodes.Name(group, "load"), nodes.Const(name), *words])
        self._note(path, node.lineno, manner, how)
        return _call(verb, nodes.Const(path), words)

    def _loop_counter(self, node: nodes.Node) -> bool:
        group, _, word = (path_of(node) or "").partition(".")
        return group == "loop" and bool(self.loop_word) and word in _LOOP_WORDS

    def _note(self, path: str, line: int, manner: Manner, how: str = "", loop: str = "") -> None:
        self.uses.append(Use(path, line + self.first_line - 1, manner, how, loop))

    def _refuse(self, node: nodes.Node, what: str = "") -> NoReturn:
        kind = type(node).__name__
        line = (getattr(node, "lineno", 1) or 1) + self.first_line - 1
        raise PlaybookError(what or f"This cannot stand in a message ({kind}).", where=f"line {line}", remedy=_ALLOWED)


def parse(text: str, first_line: int) -> nodes.Template:
    """The template as it was written, or the line on which a brace, a bracket or an `endif` is missing."""
    try:
        return _PARSER.parse(text)
    except TemplateSyntaxError as error:
        place = f"line {error.lineno + first_line - 1}"
        raise PlaybookError(f"This is not understood: {error.message}", where=place, remedy=_ALLOWED) from None
    except RecursionError:
        raise PlaybookError("This message is nested too deeply.", remedy=_ALLOWED) from None


def path_of(node: nodes.Node | None) -> str | None:
    """The dotted name behind an expression (`order.number`), or nothing if it is anything else."""
    match node:
        case nodes.Name(name=name) if not name.startswith("_"):
            return str(name)
        case nodes.Getattr(node=inner, attr=attr) if not attr.startswith("_"):
            before = path_of(inner)
            return f"{before}.{attr}" if before else None
        case _:
            return None


def as_list_items(body: list[nodes.Node]) -> list[nodes.Node]:
    """A loop whose text is one point of a list gives each line of the case a line of its own."""
    first, last = _data(body, 0), _data(body, -1)
    if first is None or not first.data.lstrip().startswith(("- ", "* ")) or (last and last.data.endswith("\n")):
        return body
    return [*body, nodes.Output([nodes.TemplateData("\n")])]


def _data(body: list[nodes.Node], index: int) -> nodes.TemplateData | None:
    part = body[index] if body else None
    piece = part.nodes[index] if isinstance(part, nodes.Output) and part.nodes else None
    return piece if isinstance(piece, nodes.TemplateData) else None


def _call(name: str, subject: nodes.Expr, arguments: Sequence[nodes.Expr]) -> nodes.Expr:
    return nodes.Filter(subject, name, list(arguments), [], None, None)
