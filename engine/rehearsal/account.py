"""A rehearsed case told for people and programs: the timeline, the mails, the deadlines, the open questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whenever import Date, Instant

from engine.case.clocks import clocks
from engine.case.journal import Entry, EntryKind
from engine.case.known import Known
from engine.case.view import DeadlineState, DeadlineView, QuestionView, Stage
from engine.errors import FjortenError
from engine.language.playbook import Kind
from engine.law import Deadline, find_rule
from engine.law.counting import reckon
from engine.law.telling import tell
from engine.rehearsal.playing import Misfit, Played
from engine.rehearsal.post import Mailed
from engine.rehearsal.telling import Teller
from engine.rehearsal.timeline import ends_within_a_day, sentences


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; `reasons` say how a date was counted, `mail` numbers the mail that went out then."""

    at: Instant
    text: str
    detail: str
    kind: str
    reasons: tuple[str, ...] = ()
    mail: int | None = None


def _is_plain(entry: Entry) -> bool:
    """Whether a line adds something: an alarm and a question have a line of their own beside the note that tells of it."""
    match entry.kind:
        case EntryKind.BESIDE:
            return entry.data.get("outcome") != "due"
        case EntryKind.DONE:
            return not str(entry.data["step"]).endswith(" / note")
        case _:
            return True


@dataclass(frozen=True, slots=True)
class Kept:
    """A date that was to be kept, as it stood at the end; `why` are the steps of its counting, `doubt` what else could be meant.

    `note` says why it stands as it does, in the reader's language; `to_the_minute` that it ends within a day.
    """

    view: DeadlineView
    note: str
    starts: Instant
    law: str
    basis: str
    source: str
    why: tuple[str, ...]
    moved: tuple[str, ...]
    doubt: str
    to_the_minute: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is to be told of a rehearsed case."""

    playbook: str
    about: str
    country: str
    language: str
    zone: str
    order: str
    begins: Instant
    stage: Stage
    headline: str
    result: str
    lines: tuple[Line, ...]
    mails: tuple[Mailed, ...]
    dates: tuple[Kept, ...]
    questions: tuple[QuestionView, ...]
    misfits: tuple[Misfit, ...]

    @property
    def broken(self) -> tuple[Kept, ...]:
        """The dates that were not kept."""
        return tuple(date for date in self.dates if date.view.state is DeadlineState.BROKEN)


def account_of(played: Played, language: str) -> Account:
    """A played case, told in a language."""
    rehearsal, begins, view = played.rehearsal, played.begins, played.rehearsal.view
    teller = Teller.in_language(language, begins.zone)
    dates = tuple(_dates(played, teller))
    lines = tuple(_lines(played, dates, language))
    return Account(
        playbook=played.script.playbook,
        about=rehearsal.in_force.version.playbook(played.script.playbook).about,
        country=begins.where["country"],
        language=begins.where["language"],
        zone=begins.zone,
        order=view.order,
        begins=begins.at,
        stage=view.stage,
        headline=_headline(lines, view.headline),
        result=view.result,
        lines=lines,
        mails=tuple(rehearsal.mailed),
        dates=dates,
        questions=view.questions,
        misfits=played.misfits,
    )


AT_REST = frozenset({"waiting", "asked", "handed over", "message"})
"""The kinds of lines that say what a case waits for."""


def _headline(lines: tuple[Line, ...], otherwise: str) -> str:
    """What the case waits for: the last thing that it was told to wait for."""
    return next((line.text for line in reversed(lines) if line.kind in AT_REST), otherwise).rstrip(".")


def _lines(played: Played, dates: tuple[Kept, ...], language: str) -> Iterator[Line]:
    journal = played.rehearsal.journal
    counted = {date.view.name: date for date in dates}
    number = 0
    house = played.rehearsal.in_force.shop.time_zone
    for sentence in sentences(journal, language, played.begins.zone, house):
        entry = journal[sentence.entry - 1]
        if not _is_plain(entry):
            continue
        mail = None
        if _is_mail(entry):
            mail, number = number, number + 1
        date = counted.get(str(entry.data.get("name"))) if entry.kind is EntryKind.DEADLINE else None
        detail, reasons = (date.basis, _moved(entry, date)) if date else (_detail(entry, sentence.detail), ())
        yield Line(sentence.at, sentence.text, detail, _kind(entry), reasons, mail)


def _moved(entry: Entry, date: Kept) -> tuple[str, ...]:
    """Why a day was moved stands where it was, and not where an earlier day was told."""
    return date.moved if entry.data["deadline"]["last_day"] == date.view.last_day.format_iso() else ()


def _detail(entry: Entry, detail: str) -> str:
    """A note says itself what it is about, unless an alarm rang: then also how long before."""
    alarm = str(entry.data.get("step", "")).startswith("alarm / ")
    return detail if entry.kind is not EntryKind.DONE or alarm else ""


def _kind(entry: Entry) -> str:
    """The kind of an entry; a date of the shop's own is told apart from one of the law."""
    own = entry.kind is EntryKind.DEADLINE and entry.data["kind"] != Kind.LEGAL
    return "own date" if own else entry.kind.value


def _is_mail(entry: Entry) -> bool:
    return entry.kind is EntryKind.EVENT and str(entry.data["type"]).startswith("message.sent:")


def _dates(played: Played, teller: Teller) -> Iterator[Kept]:
    """Every date of the case, with the law's counting told anew in the reader's language."""
    rehearsal = played.rehearsal
    pinned = {
        str(entry.data["name"]): Deadline.from_dict(entry.data["deadline"])
        for entry in rehearsal.journal
        if entry.kind is EntryKind.DEADLINE
    }
    known = rehearsal.known
    laws = {clock.name: clock.law for clock in clocks(known)}
    for view in sorted(rehearsal.view.deadlines, key=_legal_first):
        yield _date(view, pinned[view.name], laws.get(view.name, ""), known, teller)


def _legal_first(view: DeadlineView) -> tuple[bool, Date]:
    return view.kind != Kind.LEGAL, view.last_day


def _date(view: DeadlineView, deadline: Deadline, law: str, known: Known, teller: Teller) -> Kept:
    why, moved, doubt = _counted(deadline, known, teller.reader.language.code)
    note = "" if view.note == deadline.doubt else teller.said(view.note)
    minute = ends_within_a_day(deadline, known.in_force.shop.time_zone)
    return Kept(view, note, deadline.start, law, deadline.basis, deadline.source, why, moved, doubt, minute)


def _counted(deadline: Deadline, known: Known, language: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The steps of the counting, those of them that moved the day, and the doubt."""
    if not deadline.rule:
        return (), (), ""
    try:
        contract = known.lookup("order.contract_date")
        rule = find_rule(deadline.rule, known.where, contract if isinstance(contract, Date) else None)
        found = reckon(rule, deadline.start, known.where)
        told = tell(rule, deadline.start, known.where, language)
    except FjortenError:
        return deadline.steps, (), deadline.doubt
    if found.chosen.last_day != deadline.last_day:  # a later event moved it: only the pinned steps tell of that
        return deadline.steps, deadline.steps[-1:], deadline.doubt
    closed = len(found.chosen.closed)
    return told.steps, told.steps[2 : 3 + closed] if closed else (), told.doubt
