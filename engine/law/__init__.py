"""The law as data: every date a shop must keep, right to the day, and where it comes from."""

from __future__ import annotations

from engine.law.banking import is_banking_day as is_banking_day
from engine.law.banking import on_account_by as on_account_by
from engine.law.catalogue import find_rule, known
from engine.law.catalogue import rule_words as rule_words
from engine.law.counting import count
from engine.law.deadline import Deadline, Happening, Hold, Jurisdiction, Start
from engine.law.duties import complaint_body as complaint_body
from engine.law.duties import required_contents as required_contents
from engine.law.duties import retention_years as retention_years
from engine.law.duties import withdrawal_function_duty as withdrawal_function_duty
from engine.law.duties import withdrawal_labels as withdrawal_labels
from engine.law.holds import find_hold, released
from engine.law.places import countries as countries
from engine.law.places import unverified as unverified
from engine.law.places import zone_of as zone_of
from engine.law.rule import Rule
from engine.law.starts import deadline_of as deadline_of
from engine.law.starts import find_start
from engine.law.working_time import WorkingTime as WorkingTime
from engine.law.working_time import add_days as add_days
from engine.law.working_time import add_working_days as add_working_days
from engine.law.working_time import add_working_hours as add_working_hours
from engine.law.working_time import is_working_day as is_working_day
from engine.law.working_time import next_opening as next_opening

__all__ = [
    "Deadline",
    "Happening",
    "Hold",
    "Jurisdiction",
    "Rule",
    "Start",
    "count",
    "find_hold",
    "find_rule",
    "find_start",
    "known",
    "released",
]
