"""Whether every customer is asked for a review alike, however the case went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.language.building import Draft
from engine.language.conditions import Both, Compare, Comparison, Condition, Either, Not
from engine.language.folder import Folder
from engine.language.letters import decode
from engine.language.playbook import Playbook
from engine.language.step import Ask, If, Send, Step, Steps, blocks, walk

_NEUTRAL = ("order.country", "customer.consent_marketing", "customer.language", "shop.review_link")


def check_reviews(folder: Folder, playbooks: Mapping[str, Playbook], drafts: Mapping[str, Draft]) -> None:
    """Write down each invitation that only some customers get; consent and country may decide, the outcome not."""
    invitations = frozenset(_invitations(folder))
    for title, playbook in playbooks.items():
        for send in _one_sided(playbook.steps, invitations):
            drafts[title].report.add("FJ060", send.place, length=4, found=send.message)


def _invitations(folder: Folder) -> Iterator[str]:
    """The messages that show the page for reviews."""
    for path, content in folder.files.items():
        match path.split("/"):
            case ["messages", name, _] if "shop.review_link" in (decode(content) or ""):
                yield name


def _one_sided(steps: Steps, invitations: frozenset[str]) -> Iterator[Send]:
    for step in steps:
        branches = _branches(step)
        inviting = [branch for branch in branches if _invited(branch, invitations)]
        if inviting and len(inviting) < len(branches):
            yield _invited(inviting[0], invitations)[0]
        else:
            for block in blocks(step):
                yield from _one_sided(block, invitations)


def _branches(step: Step) -> tuple[Steps, ...]:
    """The ways on among which the outcome of a case decides."""
    match step:
        case If() if not _neutral(step.condition):
            return (step.then, step.otherwise)
        case Ask():
            return tuple(answer.steps for answer in step.answers)
        case _:
            return ()


def _neutral(condition: Condition) -> bool:
    """Whether a condition asks only for consent, country and address, or whether somebody was invited already."""
    match condition:
        case Both(parts) | Either(parts):
            return all(_neutral(part) for part in parts)
        case Not(part):
            return _neutral(part)
        case Compare(path=path, comparison=Comparison.IS_EMPTY) if path.startswith("remembered."):
            return True
        case Compare(path=path):
            return path in _NEUTRAL
        case _:
            return False


def _invited(steps: Steps, invitations: frozenset[str]) -> list[Send]:
    return [step for step in walk(steps) if isinstance(step, Send) and step.message in invitations]
