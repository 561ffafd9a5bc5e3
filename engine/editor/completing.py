"""What may stand at the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from engine.editor.offers import Offer, Typing
from engine.editor.offers_elsewhere import in_message, in_shop, in_story
from engine.editor.offers_in_playbooks import in_playbook
from engine.editor.workshop import Workshop
from engine.language.freezing import is_playbook


def offers(workshop: Workshop, file: str, line: int, column: int) -> tuple[Offer, ...]:
    """The words that may stand at a place, each once."""
    page = workshop.page(file)
    typing = Typing(workshop, page, line, page.line(line)[: column - 1])
    if typing.before.lstrip().startswith("#") and not file.endswith(".md"):
        return ()
    return tuple({offer.label: offer for offer in _offers(typing, file)}.values())


def _offers(typing: Typing, file: str) -> Iterator[Offer]:
    if file == "shop.yaml":
        return in_shop(typing)
    if file.startswith("stories/"):
        return in_story(typing)
    if file.endswith(".md"):
        return in_message(typing)
    return in_playbook(typing) if is_playbook(file) else iter(())
