"""Every word that a playbook may hold, in one table: the checker, the schemas and the documentation come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What kind of thing stands behind a word."""

    TEXT = "text"
    YES_NO = "yes or no"
    LENGTH = "length of time"
    MOMENT = "moment"
    BEFORE = "how long before"
    WAIT = "length of time or moment"
    CONDITION = "condition"
    EVENT = "event"
    EVENTS = "list of events"
    MESSAGE = "message"
    PERSON = "person or team"
    PLAYBOOK = "playbook"
    DO = "integration"
    LAW = "rule of the law"
    KIND = "kind of clock"
    SUBJECT = "what there is one case for"
    TYPE = "type of a setting"
    TEXTS = "list of texts"
    PATHS = "list of fields"
    STEPS = "list of steps"
    BRANCHES = "list of lists of steps"
    ALARMS = "list of alarms"
    BESIDE = "list of things to send or tell"
    ANSWERS = "answers with their steps"
    VALUES = "fields with values"
    BY_EVENT = "events with their steps"
    SETTINGS = "settings"
    CLOCKS = "deadlines"
    RETRY = "how often and how far apart"
    LOOP = "name in list"


class Need(StrEnum):
    """Whether a word must be there, and under which code its absence is told."""

    OPTIONAL = ""
    REQUIRED = "FJ020.field"
    UNTIL = "FJ040"
    ANSWER_TIME = "FJ041"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: what stands behind it, what it means, and an example that can be pasted in."""

    name: str
    shape: Shape
    about: str
    example: str
    need: Need = Need.OPTIONAL


@dataclass(frozen=True, slots=True)
class Verb:
    """One kind of step: the word of its first line, and its own words."""

    first: Word
    words: tuple[Word, ...] = ()

    @property
    def name(self) -> str:
        """The verb itself."""
        return self.first.name


_S = Shape
_MUST = Need.REQUIRED
_AFTER = (
    Word("name", _S.TEXT, "A name of your own for this step; a case that waits finds it again by the name", "ask Anna"),
    Word("skip", _S.YES_NO, "yes: leave this step out for now", "no"),
    Word("if_it_fails", _S.STEPS, "What happens when the step cannot be done; else a person gets the case", "go on"),
)
_RETRY = Word(
    "try_again", _S.RETRY, "How often it is tried again when it certainly did nothing", "3 times, 1 hour apart"
)
_MEANWHILE = Word("meanwhile", _S.BESIDE, "What is sent or told while the case waits", "")
COMMON = _AFTER

SEND = Verb(
    Word("send", _S.MESSAGE, "A message to the customer, by its name in the folder messages", "withdrawal_received"),
    (
        Word("must_show", _S.PATHS, "What the message has to show in every language", "[order.number]"),
        Word("at_once", _S.YES_NO, "yes: also at night", "yes"),
        Word("attach", _S.TEXTS, "Documents of the case that go with it", "[label]"),
        _RETRY,
    ),
)
TELL = Verb(
    Word("tell", _S.PERSON, "A note to a person or team; nobody has to answer", "owner"),
    (
        Word("say", _S.TEXT, "What the note says", "Please look at this case", _MUST),
        Word("urgent", _S.YES_NO, "yes: it goes out at once", "yes"),
        _RETRY,
    ),
)
ASK = Verb(
    Word("ask", _S.TEXT, "A question to a person; the answer picks the branch", "Shall we refund?"),
    (
        Word("who", _S.PERSON, "Who is asked", "owner", _MUST),
        Word("answer_within", _S.LENGTH, "How long there is to answer", "2 working days", Need.ANSWER_TIME),
        Word("answers", _S.ANSWERS, "Each answer, and the steps that follow it", ""),
        Word("fills", _S.PATHS, "Fields of the case that the form asks for", "[return.inspection]"),
        _MEANWHILE,
        Word("if_too_late", _S.STEPS, "What happens beside the open question", "go on", Need.ANSWER_TIME),
    ),
)
DO = Verb(
    Word("do", _S.DO, "A step of an integration", "refund"),
    (Word("remember_as", _S.TEXT, "The name under which the case remembers what came out", "label"), _RETRY),
)
WAIT = Verb(Word("wait", _S.WAIT, "Nothing happens for so long, or until a moment", "2 days"))
WAIT_FOR = Verb(
    Word("wait_for", _S.EVENTS, "The first of some events", "[return received]"),
    (
        Word("until", _S.MOMENT, "The moment when it is too late", "14 days from now", Need.UNTIL),
        _MEANWHILE,
        Word("if_too_late", _S.STEPS, "What happens then; it must lead somewhere", "go on", _MUST),
    ),
)
IF = Verb(
    Word("if", _S.CONDITION, "A condition", "order.country is DK"),
    (
        Word("then", _S.STEPS, "The steps when it is true", "go on", _MUST),
        Word("else", _S.STEPS, "The steps when it is not", "go on"),
    ),
)
FOR_EACH = Verb(
    Word("for_each", _S.LOOP, "The same steps for each line of a list", "line in return.lines"),
    (Word("steps", _S.STEPS, "The steps for one line", "go on", _MUST),),
)
TOGETHER = Verb(Word("together", _S.BRANCHES, "Branches side by side; the case goes on when all are through", ""))
REMEMBER = Verb(Word("remember", _S.VALUES, "Stores values in the case", "{complaint.decision: refund}"))
RUN = Verb(Word("run", _S.PLAYBOOK, "Goes on in another playbook, in the same case; the last step", "Return received"))
END = Verb(Word("end", _S.TEXT, "Closes the case with a result", "refunded"))


def owner_of(verb: Verb) -> str:
    """A step of that kind, as a sentence names it."""
    return f"{'an' if verb.name[0] in 'aeio' else 'a'} {verb.name} step"


VERBS: Mapping[str, Verb] = {
    verb.name: verb for verb in (SEND, TELL, ASK, DO, WAIT, WAIT_FOR, IF, FOR_EACH, TOGETHER, REMEMBER, RUN, END)
}
GO_ON = "go on"

TOP: tuple[Word, ...] = (
    Word("playbook", _S.TEXT, "The playbook's name", "Return requested", _MUST),
    Word("about", _S.TEXT, "One sentence on what it is for", "What we do when a customer returns something.", _MUST),
    Word("starts_when", _S.EVENT, "The event that opens a case", "return requested", _MUST),
    Word(
        "one_case_per", _S.SUBJECT, "What there is one case for; a second event of it joins the first", "order", _MUST
    ),
    Word("only_if", _S.CONDITION, "When this is false, the event is recorded and no case opens", "order.country is DK"),
    Word("stops_when", _S.BY_EVENT, "Events that interrupt at any point, and the steps that follow", ""),
    Word("reopens_when", _S.BY_EVENT, "Events that wake a case that has ended, and the steps that follow", ""),
    Word("settings", _S.SETTINGS, "Questions that you answer once", ""),
    Word("deadlines", _S.CLOCKS, "Clocks of the law and of your own, with their alarms", ""),
    Word("steps", _S.STEPS, "What happens, from top to bottom", "", _MUST),
)
CLOCK: tuple[Word, ...] = (
    Word("law", _S.LAW, "A rule of the law: its length and its days come from there", "refund after withdrawal"),
    Word("kind", _S.KIND, "For a clock of your own: goal, goodwill or promise", "goal"),
    Word("due", _S.MOMENT, "For a clock of your own: when it ends", "1 hour after notice.received_at"),
    Word("done_when", _S.EVENT, "The event that meets it", "refund issued"),
    Word("warn", _S.ALARMS, "Who hears of it before it ends", ""),
)
ALARM: tuple[Word, ...] = (
    Word("at", _S.BEFORE, "How long before the end", "3 days before", _MUST),
    Word("tell", _S.PERSON, "Who hears of it", "owner", _MUST),
    Word("say", _S.TEXT, "What they are told", "Refund is due soon", _MUST),
    Word("urgent", _S.YES_NO, "yes: at once, at any hour", "yes"),
)
SETTING: tuple[Word, ...] = (
    Word("question", _S.TEXT, "What you are asked", "Do you pay for the return parcel?", _MUST),
    Word("type", _S.TYPE, "What kind of answer it has", "yes or no", _MUST),
    Word("value", _S.TEXT, "Your answer", "no", _MUST),
)
BESIDE: tuple[Word, ...] = (
    Word("at", _S.MOMENT, "The moment", "4 days before send_back_by"),
    Word("every", _S.LENGTH, "Again and again, so far apart", "3 working days"),
)
SETTING_TYPES = ("yes or no", "duration", "text", "number", "money", "date", "country", "language")
EVERY_WORD: frozenset[str] = frozenset(
    {word.name for group in (TOP, CLOCK, ALARM, SETTING, BESIDE, COMMON) for word in group}
    | {word.name for verb in VERBS.values() for word in (verb.first, *verb.words)}
)
"""Every word that may stand before a colon in a playbook."""
LISTING: frozenset[str] = frozenset(
    word.name
    for verb in VERBS.values()
    for word in (verb.first, *verb.words)
    if word.shape in (Shape.EVENTS, Shape.PATHS, Shape.TEXTS)
)
"""The words behind which a list in brackets stands."""
