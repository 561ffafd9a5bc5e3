"""One thing that a text gets wrong: its code, what stands there, and where in the text it begins."""

from __future__ import annotations

from engine.errors import PlaybookError
from engine.language.words import say


class Slip(PlaybookError):  # noqa: N818  # a slip of the pen is what it is
    """A piece of text cannot be understood; the checker turns this into a mistake with line and column.

    `kind` names the sentence in the table of words (`FJ042.code`); `start` and `length` mark the piece of the text.
    """

    def __init__(self, kind: str, *, start: int = 0, length: int = 0, **details: str) -> None:
        what, remedy = say(kind, details)
        super().__init__(what, remedy=remedy)
        self.kind = kind
        self.details = details
        self.start = start
        self.length = length

    @property
    def code(self) -> str:
        """The stable code that people look up: `FJ042`."""
        return self.kind.partition(".")[0]
