"""The mail of a rehearsal: every letter is written and kept, none leaves; a mail server that is away comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from whenever import Instant, TimeDelta

from engine.case import facts
from engine.case.action import Task
from engine.case.facts import Event
from engine.case.journal import Fact
from engine.case.note import Note
from engine.errors import FjortenError
from engine.language.playbook import Send
from engine.language.story import MAIL
from engine.messages.for_case import letter_for
from engine.messages.letter import Letter

_PAUSES = (1, 5, 15, 60)
"""Minutes until the next try, as the outbox has them; after the last one it is every hour."""

_AWAY = Note("the mail server does not answer in this rehearsal.")


@dataclass(frozen=True, slots=True)
class Mailed:
    """A message that would have gone to the customer: when, in which step, and the letter if it was written out."""

    at: Instant
    message: str
    task: Task
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class _Delayed:
    mail: Mailed
    tries: int
    again_at: Instant


Write = Callable[[str, Task], Letter | None]
"""Who writes the letter of a message; nothing where nobody wants to read it."""


def unwritten(_message: str, _task: Task) -> Letter | None:
    """Nobody reads the letters: only that they go is of interest."""
    return None


def written(message: str, task: Task) -> Letter | None:
    """The letter as the customer would get it."""
    return letter_for(message, task.known)


@dataclass(slots=True)
class Post:
    """Takes the letters of one case; `fails` says what fails how often, shared with the rest of the rehearsal."""

    case: int
    fails: dict[str, int]
    write: Write = unwritten
    mailed: list[Mailed] = field(default_factory=list)
    delayed: dict[str, _Delayed] = field(default_factory=dict)

    @property
    def again_at(self) -> Instant | None:
        """When the mail server is tried again, if a letter waits for it."""
        return min((letter.again_at for letter in self.delayed.values()), default=None)

    def send(self, task: Task, send: Send, now: Instant) -> tuple[Fact, ...]:
        """Write a letter and hand it to the mail server, which may be away."""
        try:
            mail = Mailed(now, send.message, task, self.write(send.message, task))
        except FjortenError as error:
            return (facts.failed(task.step, str(error), "nothing done"),)
        return self._tried(mail, 1, now)

    def try_again(self, now: Instant) -> tuple[Fact, ...]:
        """Hand over whatever waited for the mail server and is due."""
        due = [letter for letter in self.delayed.values() if letter.again_at <= now]
        return tuple(fact for letter in due for fact in self._tried(letter.mail, letter.tries + 1, now))

    def about(self, mail: Mailed) -> dict[str, str]:
        """What an event about a mail says of it."""
        step = mail.task.step
        return {"step": step, "message": mail.message, "message_id": self._identity(step)}

    def _tried(self, mail: Mailed, tries: int, now: Instant) -> tuple[Fact, ...]:
        step = mail.task.step
        if left := self.fails.get(MAIL, 0):
            self.fails[MAIL] = left - 1
            pause = TimeDelta(minutes=_PAUSES[min(tries, len(_PAUSES)) - 1])
            self.delayed[step] = _Delayed(mail, tries, now + pause)
            return (facts.message(step, self._identity(step), "retry", _AWAY),) if tries == 1 else ()
        self.delayed.pop(step, None)
        self.mailed.append(Mailed(now, mail.message, mail.task, mail.letter))
        return (facts.event(self._sent(mail, now)),)

    def _sent(self, mail: Mailed, now: Instant) -> Event:
        name = f"{mail.task.step}:{len(self.mailed)}"
        return Event("fjorten", name, f"message.sent:{mail.message}", now, now, self.about(mail))

    def _identity(self, step: str) -> str:
        return f"{self.case}.{step}"
