"""The subjects of a playbook's messages, by which people know them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.language.playbook import Playbook, Send
from engine.language.version import Version

_PLACE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SUBJECT = re.compile(r"^subject:[ ]*[\"']?(.*?)[\"']?[ ]*$", re.MULTILINE)


def subjects_of(playbook: Playbook, version: Version, language: str) -> Mapping[str, str]:
    """The subjects of a playbook's messages in a language, without what differs from case to case."""
    names = {step.message for step in playbook.all_steps if isinstance(step, Send)}
    found = {name: subject_in(version.message(name, language) or "") for name in names}
    return {name: subject for name, subject in found.items() if subject}


def subject_in(text: str) -> str:
    """The subject that stands in a message's text, or nothing."""
    found = _SUBJECT.search(text)
    return " ".join(_PLACE.sub("…", found[1]).split()) if found else ""
