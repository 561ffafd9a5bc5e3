"""A journal told in plain sentences: what happened, when, and why, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from whenever import Instant, Time

from engine.case.journal import Entry, EntryKind, Journal
from engine.law import Deadline
from engine.rehearsal.publishing import say_in
from engine.rehearsal.telling import Teller
from engine.rehearsal.told_events import told_event

_OUR_OWN = ("attention / ", "unreadable / ", "help / ")
"""How the steps begin that no playbook has: a question there is the program's own."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a timeline; `detail` says more where there is more to say, `entry` is the journal's number."""

    at: Instant
    text: str
    detail: str
    entry: int
    kind: str


def sentences(journal: Journal, language: str, zone: str, house: str = "") -> tuple[Sentence, ...]:
    """The timeline of a case; what only the engine needs (which way an `if` went) is left out.

    `house` is the clock of the shop, where the reader goes by another.
    """
    teller = Teller.in_language(language, zone, house)
    ended = {str(e.data.get("step")) for e in journal if e.kind in (EntryKind.DONE, EntryKind.FAILED)}
    questions = {str(e.data["step"]): _question(e, teller) for e in journal if e.kind is EntryKind.ASKED}
    told = ((entry, _tell(entry, teller, ended, questions)) for entry in journal)
    return tuple(Sentence(e.at, text, detail, e.seq, e.kind.value) for e, (text, detail) in told if text)


def _tell(entry: Entry, teller: Teller, ended: set[str], questions: Mapping[str, str]) -> tuple[str, str]:
    data = entry.data
    match entry.kind:
        case EntryKind.EVENT:
            return told_event(data, teller)
        case EntryKind.STARTED if str(data["step"]) in ended:
            return "", ""
        case EntryKind.LATE:
            return teller.say("nobody_answered", question=questions.get(str(data["step"]), "")), ""
        case kind if kind in _TOLD:
            return _TOLD[kind](entry, teller)
        case _:
            return "", ""


def _opened(entry: Entry, teller: Teller) -> tuple[str, str]:
    where = (entry.data.get("country"), entry.data.get("language"))
    return teller.say("opened", playbook=entry.data["playbook"]), " · ".join(str(word) for word in where if word)


def _noted(entry: Entry, teller: Teller) -> tuple[str, str]:
    values = [f"{teller.field(path)}: {teller.value(value, path)}" for path, value in entry.data["values"].items()]
    return (teller.say("noted", names="; ".join(values)), "") if values else ("", "")


def _deadline(entry: Entry, teller: Teller) -> tuple[str, str]:
    pinned = entry.data["deadline"]
    due = Deadline.from_dict(pinned)
    day = teller.moment(due.end) if ends_within_a_day(due, teller.house) else teller.day(due.last_day)
    why = (pinned.get("doubt"), pinned.get("basis"), teller.said(str(entry.data.get("because", ""))))
    text = teller.say(f"deadline_{entry.data['kind']}", name=entry.data["name"], day=day)
    return text, " · ".join(str(word) for word in why if word)


def ends_within_a_day(deadline: Deadline, house: str) -> bool:
    """Whether a date of the shop's own ends at a time, and not with its day; the law counts what customers wait for in whole days."""
    return not deadline.rule and deadline.end.to_tz(house).time() != Time.MIDNIGHT


def _branch(entry: Entry, teller: Teller) -> tuple[str, str]:
    taken = str(entry.data["taken"])
    if taken == "fails":
        return teller.say("another_way", step=teller.step(entry.data["step"])), ""
    return (teller.say("went_on", playbook=taken.removeprefix("run ")), "") if taken.startswith("run ") else ("", "")


def _waiting(entry: Entry, teller: Teller) -> tuple[str, str]:
    until = teller.until(Instant.parse_iso(entry.data["until"]))
    events = teller.events(str(entry.data.get("for", "")))
    return (
        teller.say("waiting", events=events, until=until) if events else teller.say("waiting_until", until=until)
    ), ""


def _wait_ended(entry: Entry, teller: Teller) -> tuple[str, str]:
    """A wait that an event ended needs no line of its own: the event has one."""
    return (teller.say("too_late"), "") if entry.data.get("by") is None else ("", "")


def _done(entry: Entry, teller: Teller) -> tuple[str, str]:
    step, note = teller.step(entry.data["step"]), teller.said(entry.data.get("said") or str(entry.data.get("note", "")))
    return (teller.sentence_case(note), step) if note else (teller.say("done", step=step), "")


def _failed(entry: Entry, teller: Teller) -> tuple[str, str]:
    sentence = "failed" if entry.data.get("outcome") == "nothing done" else "unclear"
    return teller.say(sentence, step=teller.step(entry.data["step"]), reason=_reason(entry, teller)), ""


def _reason(entry: Entry, teller: Teller) -> str:
    return teller.said(entry.data.get("said") or str(entry.data.get("reason", "")))


def _asked(entry: Entry, teller: Teller) -> tuple[str, str]:
    due = teller.moment(Instant.parse_iso(entry.data["due"]))
    who, question = teller.word(str(entry.data["who"])), _question(entry, teller)
    return teller.say("asked", who=who, question=question), teller.say("answer_by", due=due)


def _question(entry: Entry, teller: Teller) -> str:
    """The owner's own words, or a question of the program, which is told in the reader's language."""
    question, step = str(entry.data["question"]), str(entry.data["step"])
    return teller.said(question) if step.startswith(_OUR_OWN) else question


def _beside(entry: Entry, teller: Teller) -> tuple[str, str]:
    sentence = "left_out" if entry.data["outcome"] == "skipped" else "came_due"
    return teller.say(sentence, step=teller.step(entry.data["step"])), ""


def _message(entry: Entry, teller: Teller) -> tuple[str, str]:
    outcome = str(entry.data["outcome"])
    detail = " · ".join(part for part in (teller.step(entry.data["step"]), _reason(entry, teller)) if part)
    return (teller.say(outcome), detail) if teller.knows(outcome) else ("", "")


def _moved(entry: Entry, teller: Teller) -> tuple[str, str]:
    data, language = entry.data, teller.reader.language.code
    if why := data.get("why"):
        reason = say_in(language, f"why_{why}", step=teller.step(data["step"]))
        return teller.say("not_moved", number=data["number"], reason=reason), ""
    left_out = [teller.step(name) for name in (*data.get("passed", ()), *data.get("skipped", ()))]
    detail = say_in(language, "passed", steps="; ".join(left_out)) if left_out else ""
    return teller.say("moved_to", number=data["number"]), detail


_TOLD: Mapping[EntryKind, Callable[[Entry, Teller], tuple[str, str]]] = {
    EntryKind.OPENED: _opened,
    EntryKind.FIELDS: _noted,
    EntryKind.DEADLINE: _deadline,
    EntryKind.BRANCH: _branch,
    EntryKind.WAITING: _waiting,
    EntryKind.WAIT_ENDED: _wait_ended,
    EntryKind.STARTED: lambda entry, teller: (teller.say("began", step=teller.step(entry.data["step"])), ""),
    EntryKind.DONE: _done,
    EntryKind.FAILED: _failed,
    EntryKind.ASKED: _asked,
    EntryKind.BESIDE: _beside,
    EntryKind.ROUND: lambda entry, teller: (teller.say(str(entry.data["kind"])), ""),
    EntryKind.HANDED_OVER: lambda entry, teller: (teller.say("handed_over", reason=_reason(entry, teller)), ""),
    EntryKind.MESSAGE: _message,
    EntryKind.MOVED: _moved,
    EntryKind.NOTE: lambda entry, teller: (teller.said(entry.data.get("said") or str(entry.data["text"])), ""),
    EntryKind.CLOSED: lambda entry, teller: (teller.say("closed", result=entry.data["result"]), ""),
}
