"""Where a list of steps leads: whether anything stands behind its end, and whether it has one."""

from __future__ import annotations

from collections.abc import Sequence

from engine.language.desk import Desk
from engine.language.nodes import Node, Pairs
from engine.language.playbook import Ask, End, GoOn, If, Run, Step, Steps, walk


def leads_somewhere(steps: Steps) -> bool:
    """Whether every way through a list of steps comes to `end`, `run` or `go on`."""
    return _all_ways(steps, (End, Run, GoOn))


def comes_to_an_end(steps: Steps) -> bool:
    """Whether every way through a playbook comes to `end` or `run`; `go on` only leads behind its block."""
    return _all_ways(steps, (End, Run))


def _all_ways(steps: Steps, last: tuple[type[Step], ...]) -> bool:
    return any(_is_way(step, last) for step in steps)


def _is_way(step: Step, last: tuple[type[Step], ...]) -> bool:
    match step:
        case If(then=then, otherwise=otherwise):
            return _all_ways(then, last) and _all_ways(otherwise, last)
        case Ask(answers=(), fills=()):  # its answers could not be read: nothing more is told about it
            return True
        case Ask(answers=answers):
            return bool(answers) and all(_all_ways(answer.steps, last) for answer in answers)
        case GoOn(key=""):  # stands where a step could not be read: nothing more is told about it
            return True
        case _:
            return isinstance(step, last)


def check_ending(desk: Desk, steps: Steps, nodes: Sequence[Node]) -> None:
    """Write down steps that nobody reaches, because the list has ended before them."""
    for step, after in zip(steps, nodes[1:], strict=False):
        if isinstance(step, End | Run) or (isinstance(step, GoOn) and step.key):
            place = after.pairs[0][0].place if isinstance(after, Pairs) and after.pairs else after.place
            desk.tell_place("FJ061.after", place, verb=verb_of(step))
            return
        if isinstance(step, If | Ask) and isinstance(after, Pairs) and _leaves(step) and not desk.names.kept:
            place = after.pairs[0][0].place if after.pairs else after.place
            desk.tell_place("FJ061.ways", place, verb=verb_of(step))
            return


def _leaves(step: If | Ask) -> bool:
    """Whether every way through a step ends the case or hands it to another playbook."""
    ways = (step.then, step.otherwise) if isinstance(step, If) else tuple(answer.steps for answer in step.answers)
    return bool(ways) and all(any(isinstance(one, End | Run) or _branches_leave(one) for one in way) for way in ways)


def _branches_leave(step: Step) -> bool:
    return isinstance(step, If | Ask) and _leaves(step)


def check_leads(desk: Desk, steps: Steps, name: str, node: Node | None) -> None:
    """Write down a list that has to lead somewhere and does not."""
    if node is not None and steps and not leads_somewhere(steps):
        key = steps[-1].place
        desk.tell_place("FJ063.block", key, name=name)


def check_together(desk: Desk, branches: tuple[Steps, ...]) -> None:
    """Write down what cannot stand in branches side by side: an end, or two waits for the same event."""
    seen: dict[str, int] = {}
    for number, branch in enumerate(branches):
        for step in walk(branch):
            if isinstance(step, End | Run):
                desk.tell_place("FJ061.together", step.place, verb=verb_of(step))
            for event in getattr(step, "events", ()):
                if seen.setdefault(event, number) != number:
                    desk.tell_place("FJ004.event", step.place)


def verb_of(step: Step) -> str:
    """The verb of a step as the playbook writes it."""
    match step:
        case GoOn():
            return "go on"
        case _:
            return "".join(f"_{c.lower()}" if c.isupper() else c for c in type(step).__name__).lstrip("_")
