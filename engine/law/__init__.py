"""The law as data: every date a shop must keep, right to the day, and where it comes from."""

from __future__ import annotations

from engine.law.deadline import Deadline, Happening, Hold, Jurisdiction, Start
from engine.law.rule import Rule

__all__ = ["Deadline", "Happening", "Hold", "Jurisdiction", "Rule", "Start"]
