"""Secrets by name: from the environment or from a file of their own, never from shop.yaml."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine.errors import FjortenError


@dataclass(frozen=True, slots=True)
class Safe:
    """Where secrets are looked up: `FJORTEN_SECRET_MAIL_PASSWORD`, then the file `mail_password` in the folder."""

    folder: Path

    def find(self, name: str) -> str | None:
        """The secret of that name, or nothing."""
        if value := os.environ.get(f"FJORTEN_SECRET_{name.upper()}"):
            return value
        file = self.folder / name
        return file.read_text(encoding="utf-8").strip() if file.is_file() else None

    def secret(self, name: str) -> str:
        """The secret of that name; FjortenError where nobody has put it."""
        if (value := self.find(name)) is None:
            raise FjortenError(
                f'The secret "{name}" is nowhere.',
                where="secrets",
                remedy=f"Put it into the file {self.folder / name} or the variable FJORTEN_SECRET_{name.upper()}.",
            )
        return value

    def several(self, name: str) -> tuple[str, ...]:
        """All secrets of a sender, one a line: two of them while one takes over from the other."""
        return tuple((self.find(name) or "").split())
