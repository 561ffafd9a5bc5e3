"""Which kind of trouble a played story tells of: none, silence, a holiday, a mail server that is away, an answer too late."""

from __future__ import annotations

from collections.abc import Iterator

from whenever import Date, Instant

from engine.case.clocks import clocks
from engine.case.journal import Entry, EntryKind
from engine.language.story import MAIL, Fails
from engine.language.values import Duration, Unit
from engine.rehearsal.account import account_of
from engine.rehearsal.playing import Played

KINDS = ("the plain path", "silence", "a holiday", "a mail server that is away", "an answer too late")
_SATURDAY = 6


def kinds(played: Played) -> Iterator[str]:
    """Every kind that a story is of; one can be of several."""
    journal = played.rehearsal.journal
    late = {str(entry.data["step"]): entry.seq for entry in journal if entry.kind is EntryKind.LATE}
    answered = {str(e.data["data"]["question"]): e.seq for e in journal if _is(e, "operator.answered")}
    waited_in_vain = any(e.kind is EntryKind.WAIT_ENDED and e.data["by"] is None for e in journal)
    failing = any(isinstance(happens, Fails) for happens in played.script.happens)
    if not failing and not set(late) - set(answered) and played.rehearsal.view.result:
        yield "the plain path"
    if set(late) - set(answered) or (waited_in_vain and not answered):
        yield "silence"
    if any(seq > late[step] for step, seq in answered.items() if step in late):
        yield "an answer too late"
    if any(isinstance(happens, Fails) and happens.what == MAIL for happens in played.script.happens):
        yield "a mail server that is away"
    if _moved_by_law(played) or any(_holiday_between(*span, played) for span in _spans(played)):
        yield "a holiday"


def _is(entry: Entry, event: str) -> bool:
    return entry.kind is EntryKind.EVENT and entry.data["type"] == event


def _moved_by_law(played: Played) -> bool:
    return any(date.moved for date in account_of(played, "en").dates)


def _spans(played: Played) -> Iterator[tuple[Instant, Instant]]:
    """The times that are counted in working days: to answer, and for the shop's own dates."""
    rehearsal = played.rehearsal
    for entry in rehearsal.journal:
        if entry.kind is EntryKind.ASKED:
            yield entry.at, Instant.parse_iso(entry.data["due"])
    own = {clock.name: clock.due for clock in clocks(rehearsal.known) if clock.due}
    for date in account_of(played, "en").dates:
        due = own.get(date.view.name)
        if due and isinstance(due.offset, Duration) and due.offset.unit is Unit.WORKING_DAYS:
            yield date.starts, date.view.end.subtract(seconds=1)


def _holiday_between(first: Instant, last: Instant, played: Played) -> bool:
    """Whether a weekday on which the shop is closed lies between two moments."""
    working = played.rehearsal.in_force.working_time()
    day, end = _day(first, working.zone), _day(last.subtract(seconds=1), working.zone)
    days = (day.add(days=number) for number in range(round(end.since(day, total="days")) + 1))
    return any(one.day_of_week().value < _SATURDAY and not working.hours_on(one) for one in days)


def _day(moment: Instant, zone: str) -> Date:
    return moment.to_tz(zone).date()
