"""The start rules: from which fact of the journal each period of law counts, one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from whenever import Date, Instant

from engine.law.catalogue import find_rule, known
from engine.law.counting import count
from engine.law.deadline import Deadline, Happening, Jurisdiction, Start
from engine.law.facts import Story
from engine.law.places import zone_of
from engine.law.possession import first_delivery, last_delivery
from engine.law.rule import Rule

_NOTICE = ("notice.received_at", "return.requested_at")
_INFORMATION = "withdrawal_information"  # the message that tells of the right, sent too late
_TOLD_LATE = "the shop told of the right only then"


def find_start(rule: Rule, happenings: Sequence[Happening], facts: Mapping[str, object]) -> Start | None:
    """The fact from which the rule counts in this case, or nothing while it has not happened."""
    return STARTS[rule.start](rule, Story(rule.country, happenings, facts))


def deadline_of(
    rule: Rule, happenings: Sequence[Happening], facts: Mapping[str, object], where: Jurisdiction
) -> Deadline | None:
    """The deadline of a rule in this case, or nothing while its period has not begun."""
    start = find_start(rule, happenings, facts)
    if start is None:
        return None
    counted = find_rule(start.instead, where) if start.instead else rule
    return count(counted, start.time, where)


def goods_received(rule: Rule, story: Story) -> Start | None:
    """CRD arts 9 and 10: the last of the goods in the customer's hands, unless the shop did not tell of the right."""
    ordinary = in_hands(rule, story)
    if not story.says_no("return.informed"):
        return ordinary
    return informed_late(rule, story) or _never_informed(rule, story)


def in_hands(rule: Rule, story: Story) -> Start | None:
    """CRD art. 9(2): goods when the last one came, regular deliveries with the first, services from the contract."""
    match story.fields.get("order.kind"):
        case "service" | "digital":
            return contract_made(rule, story)
        case "regular delivery":
            return first_goods_received(rule, story)
        case _:
            return handed_over(rule, story)


def handed_over(_rule: Rule, story: Story) -> Start | None:
    """Physical possession of the last of the goods; a parcel in a locker is possessed when it is collected."""
    return last_delivery(story)


def first_goods_received(_rule: Rule, story: Story) -> Start | None:
    """CRD art. 9(2)(b)(iii): with regular deliveries over a time, the first one counts."""
    return first_delivery(story)


def contract_made(_rule: Rule, story: Story) -> Start | None:
    """CRD arts 9(2)(a) and 18(1): the day of the contract."""
    because = "the contract was made"
    placed = story.first("order.placed", paths=("order.placed_at",), because=because)
    dated = story.field("order.contract_date", because=because)
    if placed and dated and _local_day(placed, story) == _local_day(dated, story):
        return placed  # the same day, known to the minute
    return dated or placed


def _local_day(start: Start, story: Story) -> Date:
    return start.time.to_tz(zone_of(story.country, story.region)).date()


def delivery_owed(rule: Rule, story: Story) -> Start | None:
    """CRD art. 18(1): thirty days from the contract, unless a later day was agreed: then that promise is the clock."""
    start = contract_made(rule, story)
    agreed = story.field("order.promised_delivery", because="")
    if start is None or agreed is None:
        return start
    ends = count(rule, start.time, story.where).end
    return start if agreed.time < ends else None


def withdrawal_told(_rule: Rule, story: Story) -> Start | None:
    """CRD arts 13(1) and 14(1): the first statement of withdrawal; a goodwill return starts no period of law."""
    if story.says_no("return.statutory"):
        return None
    return _told(story, [index for index, _ in story.all_of("return.cancelled")])


def _told(story: Story, taken_back: Sequence[int]) -> Start | None:
    """The statement that stands: one that was taken back does again once the customer sends the goods all the same."""
    because = "the customer told of the withdrawal"
    if not taken_back:
        return story.first("return.requested", paths=_NOTICE, because=because)
    *earlier, last = taken_back
    since = story.after(last)
    again = since.first("return.requested", because=because)
    return _told(story, earlier) if again is None and since.all_of("return.sent", "return.received") else again


def informed_late(rule: Rule, story: Story) -> Start | None:
    """CRD art. 10(2): told within the twelve months, the fourteen days count from the day the customer was told."""
    told = story.sent(_INFORMATION) or story.field("order.informed_at", because=_TOLD_LATE)
    received = in_hands(rule, story)
    if told is None or received is None:
        return None
    last = count(_when_not_informed(rule), _never_informed_start(rule, story, received), story.where)
    return replace(told, because=_TOLD_LATE) if received.time <= told.time < last.end else None


def first_period_over(rule: Rule, story: Story) -> Start | None:
    """CRD art. 10(1): the twelve months begin when the first fourteen days are over (the later, moved end)."""
    received = in_hands(rule, story)
    if received is None:
        return None
    first = count(find_rule("withdrawal", story.where), received.time, story.where)
    return replace(received, time=_last_moment(first), because="the first withdrawal period was over")


def goods_or_proof(rule: Rule, story: Story) -> Start | None:
    """CCR 2013 reg 34(5)-(6): goods back or evidence of sending; from the notice for services or where the shop collects."""
    told = withdrawal_told(rule, story)
    if told is None or story.says_yes("return.collected") or story.fields.get("order.kind") in ("service", "digital"):
        return told
    freed = [start for start in (goods_back(rule, story), proof_sent(rule, story)) if start]
    first = min(freed, key=lambda start: start.time, default=None)
    return told if first and first.time < told.time else first


def goods_back(_rule: Rule, story: Story) -> Start | None:
    """CCR 2013 reg 34(5)(a): the day the goods are back."""
    return story.first("return.received", paths=("return.received_at",), because="the goods came back")


def proof_sent(_rule: Rule, story: Story) -> Start | None:
    """CCR 2013 reg 34(5)(b): the day the customer supplied evidence of having sent them."""
    return story.first("return.sent", because="the customer proved the sending")


def rejected_goods_or_proof(_rule: Rule, story: Story) -> Start | None:
    """Consumer Rights Act 2022 (IE) s 31: rejected goods are back, or their sending is proved."""
    because = "the rejected goods came back or were proved sent"
    return story.first("return.received", "return.sent", paths=("return.received_at",), because=because)


def extra_time_asked(_rule: Rule, story: Story) -> Start | None:
    """CRD art. 18(2): the customer calls on the shop to deliver within an extra time."""
    return story.first("customer.will_wait", because="the customer gave the shop an extra time")


def delivery_cancelled(_rule: Rule, story: Story) -> Start | None:
    """CRD art. 18(3): the customer ended the contract because the goods did not come."""
    return story.first("customer.wants_refund", "order.cancelled", because="the contract was ended for delay")


def defect_found(_rule: Rule, story: Story) -> Start | None:
    """The day the customer found the defect; the complaint itself where nobody asked."""
    found = story.field("complaint.discovered_at", because="the customer found the defect")
    paths = ("complaint.discovered_at", "complaint.received_at")
    return found or story.first("complaint.received", paths=paths, because="the customer found the defect")


def complaint_received(_rule: Rule, story: Story) -> Start | None:
    """The day the complaint reached the shop."""
    return story.first("complaint.received", paths=("complaint.received_at",), because="the customer complained")


def repaired_goods_back(_rule: Rule, story: Story) -> Start | None:
    """The day the customer had the repaired goods back."""
    return story.last("complaint.repaired", because="the customer has the repaired goods")


def liability_over(rule: Rule, story: Story) -> Start | None:
    """Dir. 2024/1799 art. 16: a repair lengthens the liability, from the day it would have ended."""
    received = handed_over(rule, story)
    if not story.all_of("complaint.repaired") or received is None or not known("defect liability", rule.country):
        return None
    liability = count(find_rule("defect liability", story.where), received.time, story.where)
    return replace(received, time=_last_moment(liability), because="the liability without repair would have ended")


def data_request_received(_rule: Rule, story: Story) -> Start | None:
    """GDPR art. 12(3): the receipt of the request, on whatever day of the week."""
    return story.first("privacy.requested", because="the request was received")


def told_by_hand(_rule: Rule, _story: Story) -> Start | None:
    """No event tells of this start: a person gives it."""
    return None


def _never_informed(rule: Rule, story: Story) -> Start | None:
    """CRD art. 10(1): nobody told the customer, so twelve months more."""
    received = in_hands(rule, story)
    if received is None:
        return None
    time = _never_informed_start(rule, story, received)
    because = "the customer was never told of the right to withdraw"
    return replace(received, time=time, because=because, instead=_when_not_informed(rule).id)


def _never_informed_start(rule: Rule, story: Story, received: Start) -> Instant:
    longer = _when_not_informed(rule)
    start = STARTS[longer.start](longer, story)
    return start.time if start else received.time


def _when_not_informed(rule: Rule) -> Rule:
    return find_rule("withdrawal when not informed", Jurisdiction(rule.country))


def _last_moment(deadline: Deadline) -> Instant:
    return deadline.end.subtract(seconds=1)


STARTS: Mapping[str, Callable[[Rule, Story], Start | None]] = {
    "goods received": goods_received,
    "goods in hands": in_hands,
    "goods handed over": handed_over,
    "goods collected": handed_over,
    "first goods received": first_goods_received,
    "contract": contract_made,
    "contract for delivery": delivery_owed,
    "withdrawal told": withdrawal_told,
    "informed late": informed_late,
    "first withdrawal period over": first_period_over,
    "goods or proof": goods_or_proof,
    "goods back": goods_back,
    "proof of sending": proof_sent,
    "rejected goods or proof": rejected_goods_or_proof,
    "extra time asked": extra_time_asked,
    "delivery cancelled": delivery_cancelled,
    "defect found": defect_found,
    "complaint received": complaint_received,
    "repaired goods back": repaired_goods_back,
    "liability over": liability_over,
    "data request received": data_request_received,
    "by hand": told_by_hand,
}
