"""The plug-ins of Fjorten: one file for each step behind a `do:`, one for each sender, and the pages."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def modules() -> tuple[ModuleType, ...]:
    """Every file of this folder, so that a new step is found by lying here."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.ispkg)
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)
