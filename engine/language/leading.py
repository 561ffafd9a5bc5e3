"""Where a list of steps leads: whether anything stands behind its end, and whether it has one."""

from __future__ import annotations

from collections.abc import Sequence

from engine.language.desk import Desk
from engine.language.nodes import Node, Pairs
from engine.language.playbook import Ask, End, GoOn, If, Run, Step, Steps, walk


def leads_somewhere(steps: Steps) -> bool:
    """Whether every way through a list of steps comes to `end`, `run` or `go on`."""
    if not steps:
        return False
    match steps[-1]:
        case End() | Run() | GoOn():
            return True
        case If(then=then, otherwise=otherwise):
            return leads_somewhere(then) and leads_somewhere(otherwise)
        case Ask(answers=answers):
            return bool(answers) and all(leads_somewhere(answer.steps) for answer in answers)
        case _:
            return False


def check_ending(desk: Desk, steps: Steps, nodes: Sequence[Node]) -> None:
    """Write down steps that nobody reaches, because the list has ended before them."""
    for step, after in zip(steps, nodes[1:], strict=False):
        if isinstance(step, End | Run) or (isinstance(step, GoOn) and step.key):
            place = after.pairs[0][0].place if isinstance(after, Pairs) and after.pairs else after.place
            desk.tell_place("FJ061.after", place, verb=verb_of(step))
            return


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
