"""How cases and legal deadlines look in Prefect: names, tags, states, and a digest of what is shown."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from prefect.client.schemas.objects import State, StateDetails, StateType
from prefect.states import Cancelled, Completed, Failed, Scheduled
from whenever import Date

from engine.case.view import CaseView, DeadlineState, DeadlineView, Stage

_LONGEST_NAME = 160
_ADDRESS = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CLICKS = frozenset({StateType.SCHEDULED, StateType.CANCELLING, StateType.CANCELLED})
"""The engine never leaves a case's run in one of these states: whoever did was a person."""

OPEN_DEADLINES = frozenset({DeadlineState.UPCOMING, DeadlineState.DUE, DeadlineState.ON_HOLD})


def case_name(view: CaseView) -> str:
    """The run's name: numbers and the country, never a person."""
    order = f" · order {view.order}" if view.order else ""
    return f"{view.case}{order} · {view.country}"


def case_tags(view: CaseView) -> list[str]:
    """What operators can filter by."""
    return [f"case {view.case}", *([f"order {view.order}"] if view.order else []), view.country]


def case_digest(view: CaseView) -> str:
    """A fingerprint of everything that the run shows of a case."""
    questions = [(question.key, question.text, question.answers, question.fields) for question in view.questions[:1]]
    return _digest(view.stage, view.headline, view.result, view.failed_step, questions)


def case_state(view: CaseView, form: dict[str, str] | None) -> State[None]:
    """The state in which a case rests: done, failed at a step, or waiting under its headline."""
    match view.stage:
        case Stage.CLOSED:
            return Completed(name=_short(view.result or "closed"), message=harmless(view.headline))
        case Stage.HANDED_OVER if view.failed_step:
            return failed_state(view)
        case _:
            return waiting_state(view.headline, form)


def failed_state(view: CaseView) -> State[None]:
    """A step failed: only failed runs have Retry in the screens."""
    return Failed(name=_short(view.headline), message=f"{harmless(view.headline)}. Retry performs the step again.")


def waiting_state(headline: str, form: dict[str, str] | None) -> State[None]:
    """Waiting, perhaps with a form; `form` names where Prefect keeps the form's parts."""
    key = form["response"].removesuffix("-response") if form else uuid4().hex
    details = StateDetails(pause_reschedule=True, pause_key=key, run_input_keyset=form)
    return State(type=StateType.PAUSED, name=_short(headline), message=harmless(headline), state_details=details)


def stopped_state() -> State[None]:
    """The engine died in the middle of a turn; the next turn goes on."""
    return State(type=StateType.CRASHED, name="Engine stopped", message="The next turn goes on where it was.")


def deadline_name(case: int, deadline: DeadlineView) -> str:
    """`1042 · refund by Mon 28 Dec`."""
    words = deadline.name.replace("_", " ").removesuffix(" by")
    return f"{case} · {words} by {day_words(deadline.last_day)}"


def deadline_state(deadline: DeadlineView, due: datetime) -> State[None]:
    """The state of a deadline's run; `due` is the moment on this machine's clock at which it ends."""
    match deadline.state:
        case DeadlineState.MET:
            return Completed(name=_met_words(deadline), message=deadline.note or None)
        case DeadlineState.BROKEN:
            return Failed(name="Broken", message=deadline.note or f"Not met by {day_words(deadline.last_day)}.")
        case DeadlineState.MOOT:
            return Cancelled(name="Moot", message=deadline.note or None)
        case DeadlineState.ON_HOLD:
            details = StateDetails.model_validate({"scheduled_time": due})
            return State(type=StateType.SCHEDULED, name="On hold", message=deadline.note or None, state_details=details)
        case _:  # the plain name lets Prefect itself call it Late when the engine is silent
            return Scheduled(scheduled_time=due, message=deadline.note or None)


def deadline_digest(case: int, deadline: DeadlineView, due: datetime) -> str:
    """A fingerprint of what a deadline's run shows; a minute's shift of the clock does not change it."""
    moment = round(due.timestamp() / 60) if deadline.state in OPEN_DEADLINES else None
    return _digest(deadline_name(case, deadline), deadline.state, deadline.note, deadline.met_on, moment)


def deadline_tags(case: int, deadline: DeadlineView) -> list[str]:
    """What operators can filter by; the law's name and the state are among it."""
    return [f"case {case}", deadline.law, deadline.state.value]


def machine_moment(machine: float, seconds: float) -> datetime:
    """The moment on this machine's clock that lies so many seconds ahead."""
    return datetime.fromtimestamp(machine, UTC) + timedelta(seconds=seconds)


def day_words(day: Date) -> str:
    """`Mon 28 Dec`."""
    return f"{_WEEKDAYS[day.day_of_week().value - 1]} {day.day} {_MONTHS[day.month - 1]}"


def _met_words(deadline: DeadlineView) -> str:
    if deadline.met_on is None:
        return "Met"
    left = (deadline.last_day.to_stdlib() - deadline.met_on.to_stdlib()).days
    match left:
        case 0:
            return "Met on the last day"
        case 1:
            return "Met 1 day before"
        case _ if left > 1:
            return f"Met {left} days before"
        case _:
            return f"Met {-left} days late"


def harmless(text: str) -> str:
    """A sentence without mail addresses: other systems quote them when they refuse something."""
    return _ADDRESS.sub("…", text)


def _short(words: str) -> str:
    text = harmless(words)
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def _digest(*shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
