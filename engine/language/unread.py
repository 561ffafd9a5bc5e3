"""What stands in a playbook where something could not be read; such a playbook is never used."""

from __future__ import annotations

from engine.language.conditions import Both
from engine.language.values import NOW, Duration, Moment, Unit

NEVER = Moment(NOW)
NO_TIME = Duration(1, Unit.DAYS)
ALWAYS = Both(())
