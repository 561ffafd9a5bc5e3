"""What the archive mailbox tells of a mail whose outcome is unknown."""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from engine.errors import OutsideError
from engine.run.outcomes import Archive

SETTLES_WITHIN = 2.0
"""Real seconds that a mail server may take to store what it has taken, when the line broke in that very moment."""


class Trace(Enum):
    """What was found of a mail."""

    FOUND = auto()  #: it lies in the archive: it was sent
    NONE = auto()  #: the archive holds everything that the server took, and not this: it was not sent
    UNCLEAR = auto()  #: nobody can tell


class Keeps(Enum):
    """What an archive mailbox holds."""

    EVERYTHING = auto()  #: the mail server itself puts there whatever it takes
    OUR_COPIES = auto()  #: only copies that leave after the customer's mail was taken: what is missing proves nothing


async def trace(archive: Archive | None, keeps: Keeps, message_id: str, settles: float = SETTLES_WITHIN) -> Trace:
    """Look for a mail; where only a mail that is missing settles the matter, look twice."""
    if archive is None:
        return Trace.UNCLEAR
    try:
        if await archive.holds(message_id):
            return Trace.FOUND
        if keeps is Keeps.OUR_COPIES:
            return Trace.UNCLEAR
        await asyncio.sleep(settles)
        return Trace.FOUND if await archive.holds(message_id) else Trace.NONE
    except OutsideError:
        return Trace.UNCLEAR
