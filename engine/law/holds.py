"""Where the law lets the shop wait with the money, what ends the wait, and what is due then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whenever import Instant

from engine.errors import LawError
from engine.law import wording
from engine.law.banking import after_bank_days
from engine.law.counting import end_of_day
from engine.law.deadline import Deadline, Happening, Hold, Jurisdiction, Start
from engine.law.facts import Story
from engine.law.places import party_zone
from engine.law.rule import Rule

_NO_WAIT = Hold("none", "", None)


def find_hold(rule: Rule, deadline: Deadline, happenings: Sequence[Happening], facts: Mapping[str, object]) -> Hold:
    """CRD art. 13(3): the shop may wait with a refund until the goods or proof of sending are there, whichever is first."""
    _check(rule, deadline)
    story = Story(rule.country, happenings, facts)
    if not rule.hold:
        return _NO_WAIT
    if reason := _why_no_wait(story):
        return Hold("none", reason, None)
    if freed := _freed(story):
        return Hold("released", freed.because, freed.time)
    return Hold("held", "nothing received yet: neither the goods nor proof of sending", deadline.start)


def released(rule: Rule, deadline: Deadline, at: Instant, where: Jurisdiction) -> Deadline:
    """The deadline after a wait ended: as it was if in time, else by the end of the next banking day.

    The directive says only "without undue delay" for a release after the fourteen days; fourteen new days are argued.
    """
    _check(rule, deadline)
    if not rule.hold or at < deadline.end:
        return deadline
    zone = party_zone(rule.zone, where)
    day = at.to_tz(zone).date()
    last = after_bank_days(where.trader_country or where.country, day, 1)
    doubt = wording.released(deadline.last_day, "en")
    return replace(
        deadline,
        last_day=last,
        end=end_of_day(last, zone),
        latest=max(last, day.add(days=rule.length.days)),
        safe_by=day,
        confidence="low",
        steps=(*deadline.steps, wording.release_step(day, last, "en")),
        doubt=doubt,
    )


def _why_no_wait(story: Story) -> str:
    """Why the shop may not wait here at all; empty where it may."""
    if story.says_yes("return.collected"):
        return "the shop offered to collect the goods"
    if story.fields.get("order.kind") in ("service", "digital"):
        return "there are no goods to send back"
    if story.all_of("order.cancelled") and not story.all_of("order.dispatched", "order.delivered"):
        return "the goods never left the shop"
    return ""


def _freed(story: Story) -> Start | None:
    """The first of goods and proof, whichever came earlier."""
    goods = story.first(
        "return.received", "return.inspected", paths=("return.received_at",), because="the goods came back"
    )
    proof = story.first("return.sent", because="the customer proved the sending")
    proof = proof or story.field("return.sent_at", because="the customer proved the sending")
    return min((start for start in (goods, proof) if start), key=lambda start: start.time, default=None)


def _check(rule: Rule, deadline: Deadline) -> None:
    if rule.id != deadline.rule:
        raise LawError(
            f"the deadline was counted by {deadline.rule}.",
            where=f"rule {rule.id}",
            remedy="Ask with the rule that the deadline was counted by.",
        )
