"""The playbook language: from the owner's text to a playbook that the engine can follow."""

from __future__ import annotations

from engine.language.fields import field_value, plain
from engine.language.freezing import thaw
from engine.language.lengths import parse_duration

__all__ = ["field_value", "parse_duration", "plain", "thaw"]
