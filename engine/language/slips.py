"""One thing that a text gets wrong: its code, where in the text it stands, and what it should say."""

from __future__ import annotations

from engine.errors import PlaybookError
from engine.language.words import say


class Slip(PlaybookError):  # noqa: N818  # a slip of the pen is what it is
    """A piece of text cannot be understood; the checker turns this into a mistake with line and column.

    `kind` names the sentence in the table of words (`FJ042.better`); `start` and `length` mark the piece of the text,
    and `better` is what should stand there instead, where that is known.
    """

    def __init__(self, kind: str, start: int = 0, length: int = 0, better: str | None = None, **details: str) -> None:
        what, remedy = say(kind, details)
        super().__init__(what, remedy=remedy or f"Write: {better}")
        self.kind = kind
        self.details = details
        self.start = start
        self.length = length
        self.better = better

    def moved(self, by: int) -> Slip:
        """The same slip where its text stands `by` characters into a longer one."""
        return Slip(self.kind, start=self.start + by, length=self.length, better=self.better, **self.details)
