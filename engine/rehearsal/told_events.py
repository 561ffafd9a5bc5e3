"""Events told in a sentence: what senders reported, what people did, what became of mails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whenever import Instant

from engine.rehearsal.telling import Teller

_BY_PEOPLE = {
    "operator.answered": "answered",
    "operator.skipped": "skipped",
    "operator.retried": "retried",
    "operator.handed_over": "taken_over",
    "operator.resumed": "resumed",
    "operator.approved": "approved",
    "operator.moved": "moved",
}
_MINUTE = 60


def told_event(data: Mapping[str, Any], teller: Teller) -> tuple[str, str]:
    """The sentence of an event, and what else is worth knowing of it."""
    kind, _, message = str(data["type"]).partition(":")
    given = data.get("data") or {}
    if sentence := _BY_PEOPLE.get(kind):
        return _by_a_person(sentence, given, teller), _answer_values(given, teller)
    if message:
        return teller.say(kind.removeprefix("message."), message=message), str(given.get("reply", ""))
    event = teller.sentence_case(teller.event(kind))
    text = teller.say("reported", event=event, source=teller.word(str(data["source"])))
    return text, " ".join(part for part in (_earlier(data, teller), str(data.get("note", ""))) if part)


def _by_a_person(sentence: str, given: Mapping[str, Any], teller: Teller) -> str:
    who = teller.word(str(given.get("who") or "somebody"))
    step = teller.step(given.get("step", ""))
    return teller.sentence_case(
        teller.say(sentence, who=who, step=step, answer=given.get("answer", ""), number=given.get("number", ""))
    )


def _answer_values(given: Mapping[str, Any], teller: Teller) -> str:
    values = given.get("values") or {}
    parts = [
        f"{teller.field(path)}: {teller.value(value, path)}"
        for path, value in values.items()
        if value not in (None, "")
    ]
    return "; ".join([*parts, str(given["comment"])] if given.get("comment") else parts)


def _earlier(data: Mapping[str, Any], teller: Teller) -> str:
    """When it happened, if that was not when it arrived."""
    time, arrived = Instant.parse_iso(data["time"]), Instant.parse_iso(data["arrived"])
    return teller.say("happened", time=teller.moment(time)) if (arrived - time).total("seconds") > _MINUTE else ""
