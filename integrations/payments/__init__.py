"""Payment providers: one file each, `integrations/payments/<name>.py`, with a `CONNECTOR` that refunds can go through."""

from __future__ import annotations

import importlib
import importlib.util
import re

from integrations.payments.connector import Connector


def connector_named(words: str) -> Connector | None:
    """The connector that shop.yaml names after `refunds: by:`, if such a file exists."""
    module = f"{__name__}.{words.replace(' ', '_')}"
    if not re.fullmatch(r"[a-z][a-z0-9 ]*", words) or importlib.util.find_spec(module) is None:
        return None
    found: Connector | None = getattr(importlib.import_module(module), "CONNECTOR", None)
    return found
