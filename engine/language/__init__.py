"""The playbook language: from the owner's text to a playbook that the engine can follow."""

from __future__ import annotations

from engine.language.checker import check, version_of
from engine.language.condition_text import parse_condition
from engine.language.fields import field_value, plain
from engine.language.folder import Checked, Folder, Surroundings
from engine.language.freezing import thaw
from engine.language.lengths import parse_duration
from engine.language.mistakes import Mistake
from engine.language.moments import parse_moment

__all__ = [
    "Checked",
    "Folder",
    "Mistake",
    "Surroundings",
    "check",
    "field_value",
    "parse_condition",
    "parse_duration",
    "parse_moment",
    "plain",
    "thaw",
    "version_of",
]
