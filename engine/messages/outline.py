"""What a message shows, asks and goes through, read from its text without a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from engine.messages.grammar import Rebuild, Use, parse, path_of
from engine.messages.source import read
from engine.messages.template import single_lines


@dataclass(frozen=True, slots=True)
class Outline:
    """A message as the checker sees it; `certain` are the paths that every customer gets to read."""

    subject: str
    kind: str
    body: str
    first_line: int
    uses: tuple[Use, ...]
    certain: frozenset[str]
    anywhere: frozenset[str]


@lru_cache(maxsize=512)
def outline(source: str) -> Outline:
    """Read a message; the first thing that cannot stand in one is refused with its line."""
    message = read(source)
    subject = parse(message.subject, message.subject_line)
    body = parse(single_lines(message.body), message.first_line)
    uses = (*_uses(subject, message.subject_line), *_uses(body, message.first_line))
    certain = _certain(subject.body) | _certain(body.body)
    anywhere = {use.loop or use.path for use in uses if use.manner == "shown"}
    return Outline(
        message.subject,
        message.kind,
        message.body,
        message.first_line,
        uses,
        _both_names(certain),
        _both_names(anywhere),
    )


def shown_fields(source: str) -> frozenset[str]:
    """The fields that every customer gets to read in this message: the proof behind `must_show`."""
    return outline(source).certain


def _uses(tree: nodes.Template, first_line: int) -> Iterable[Use]:
    rebuild = Rebuild(first_line)
    rebuild.body(tree.body)
    return tuple(rebuild.uses)


def _certain(parts: Sequence[nodes.Node]) -> set[str]:
    shown: set[str] = set()
    for part in parts:
        match part:
            case nodes.Output(nodes=pieces):
                shown |= {path for piece in pieces if (path := _printed(piece))}
            case nodes.If(body=body, elif_=elifs, else_=otherwise):
                branches = [_certain(body), *(_certain(other.body) for other in elifs), _certain(otherwise)]
                shown |= set.intersection(*branches)
            case nodes.For(iter=source, body=body) if _shows(body):
                shown.add(path_of(source) or "")
            case _:
                continue
    return shown


def _printed(piece: nodes.Expr) -> str | None:
    return path_of(piece.node if isinstance(piece, nodes.Filter) else piece)


def _shows(body: Sequence[nodes.Node]) -> bool:
    return any(_printed(piece) for part in body for piece in part.find_all((nodes.Filter, nodes.Getattr)))


def _both_names(paths: Iterable[str]) -> frozenset[str]:
    """A deadline's last day goes by two names; whoever shows one shows the other."""
    names = set(paths)
    for path in tuple(names):
        match path.split("."):
            case ["deadlines", name, "last_day"]:
                names.add(name)
            case [name]:
                names.add(f"deadlines.{name}.last_day")
            case _:
                continue
    return frozenset(names)
