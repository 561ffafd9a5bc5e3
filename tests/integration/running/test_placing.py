"""Which case an event belongs to: the most specific match, then what reopens, then a new case, else a person."""

from __future__ import annotations

from whenever import TimeDelta

from engine.case.journal import EntryKind
from engine.store.inbox import EventState
from tests.integration.running.conftest import NOW
from tests.integration.running.desk import desk, parked

LINE_1, LINE_2 = {"lines": [{"id": "1"}]}, {"lines": [{"id": "2"}]}
BOTH = {"lines": [{"id": "1"}, {"id": "2"}]}
DAY = TimeDelta(hours=24)


async def test_an_event_that_starts_a_playbook_opens_a_case(tmp_path):
    async with desk(tmp_path) as shop:
        event = await shop.hear("return.requested")

        assert shop.all_cases() == [(1, "Return requested", "")]
        assert (event.case, event.state) == (1, EventState.TAKEN)


async def test_an_event_joins_the_open_case_of_its_order_that_listens_for_it(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested")
        parcel = await shop.hear("return.received")

        assert parcel.case == 1
        assert "Waiting for refund issued" in shop.view(1).headline


async def test_a_second_withdrawal_of_the_same_lines_is_acknowledged_and_the_first_notice_counts(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", notice={"text": "First"}, **{"return": LINE_1})
        await shop.go_to(NOW + DAY)
        second = await shop.hear("return.requested", notice={"text": "Second"}, **{"return": LINE_1})

        assert second.case == 1
        assert len(shop.letters(1)) == 2
        assert shop.view(1).deadlines[0].last_day.format_iso() == "2026-12-15"


async def test_a_second_withdrawal_of_other_lines_is_acknowledged_in_a_case_of_its_own(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        await shop.go_to(NOW + DAY)
        await shop.hear("return.requested", **{"return": LINE_2})

        assert [case[1] for case in shop.all_cases()] == ["Return requested"] * 2
        assert [len(shop.letters(case)) for case in (1, 2)] == [1, 1]
        assert [shop.view(case).deadlines[0].last_day.day for case in (1, 2)] == [15, 16]


async def test_of_two_cases_the_one_whose_lines_are_named_gets_the_parcel(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        await shop.hear("return.requested", **{"return": LINE_2})
        parcel = await shop.hear("return.received", **{"return": LINE_2})

        assert parcel.case == 2


async def test_the_number_of_a_return_is_more_specific_than_its_order(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": {"number": "A", **LINE_1}})
        await shop.hear("return.requested", **{"return": {"number": "B", **LINE_2}})
        parcel = await shop.hear("return.received", **{"return": {"number": "B"}})

        assert parcel.case == 2


async def test_an_event_that_fits_two_cases_equally_goes_to_a_person_who_assigns_it(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        await shop.hear("return.requested", **{"return": LINE_2})
        parcel = await shop.hear("return.received")
        assert parked(parcel)
        assert parcel.reason == "It fits these cases equally: 1, 2. Assign it to the right one."

        await shop.intake.assign(parcel.id, 2)
        await shop.settle()
        assert "Waiting for refund issued" in shop.view(2).headline


async def test_an_event_that_fits_no_case_and_starts_none_goes_to_a_person(tmp_path):
    async with desk(tmp_path) as shop:
        assert parked(await shop.hear("customer.replied", number="9999"))
        assert shop.all_cases() == []


async def test_a_complaint_never_joins_the_case_of_a_return(tmp_path):
    eager = {"return_requested.yaml": _listening("complaint received")}
    async with desk(tmp_path, **eager) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        complaint = await shop.hear("complaint.received", complaint={"text": "Torn", **LINE_1})

        assert complaint.case == 2
        assert [case[1] for case in shop.all_cases()] == ["Return requested", "Complaint"]


async def test_a_complaint_without_a_playbook_goes_to_a_person_and_not_into_a_return(tmp_path):
    eager = {"return_requested.yaml": _listening("complaint received")}
    async with desk(tmp_path, "return_requested.yaml", "return_received.yaml", **eager) as shop:
        await shop.hear("return.requested")

        assert parked(await shop.hear("complaint.received", complaint={"text": "Torn"}))


async def test_a_case_that_has_ended_is_woken_by_an_event_that_reopens_it(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested")
        await shop.go_to(NOW + 25 * DAY)
        assert shop.all_cases() == [(1, "Return requested", "not sent back")]

        assert (await shop.hear("return.received")).case == 1
        assert "Waiting for refund issued" in shop.view(1).headline


async def test_an_open_case_comes_before_one_that_would_reopen(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        await shop.go_to(NOW + 25 * DAY)
        await shop.hear("return.requested", **{"return": LINE_2})

        assert (await shop.hear("return.received")).case == 2


async def test_any_other_event_after_the_end_is_seen_by_a_person(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("complaint.received")
        await shop.go_to(NOW + 25 * DAY)

        assert parked(await shop.hear("customer.replied"))


async def test_an_event_that_a_person_gives_to_an_ended_case_becomes_a_question(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("complaint.received")
        await shop.go_to(NOW + 25 * DAY)
        late = await shop.hear("customer.replied")
        await shop.intake.assign(late.id, 1)
        await shop.settle()

        assert [question.text for question in shop.view(1).questions] == [
            "This came after the case had ended: customer replied. Does something have to be done?"
        ]


async def test_a_repeat_of_a_fact_joins_the_case_that_settled_it_though_it_has_ended(tmp_path):
    async with desk(tmp_path) as shop:
        paid = {"refund": {"id": "F1", "amount": "499.00 DKK"}}
        await shop.hear("return.requested")
        await shop.hear("return.received")
        await shop.hear("refund.issued", **paid)
        repeat = await shop.hear("refund.issued", name="by another sender", **paid)

        assert shop.all_cases() == [(1, "Return requested", "refunded")]
        assert repeat.case == 1


async def test_a_new_fact_after_the_end_opens_a_case_of_its_own(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested")
        await shop.hear("return.received")
        await shop.hear("refund.issued", refund={"id": "F1"})
        await shop.hear("refund.issued", refund={"id": "F2"})

        assert [case[1] for case in shop.all_cases()] == ["Return requested", "Refund issued"]


async def test_a_second_parcel_for_further_lines_opens_a_linked_case_that_shares_the_refund_clock(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": BOTH})
        await shop.go_to(NOW + DAY)
        await shop.hear("return.received", **{"return": LINE_1})
        await shop.go_to(NOW + 3 * DAY)
        await shop.hear("return.received", **{"return": LINE_2})
        first, second = shop.view(1), shop.view(2)

        assert second.playbook == "Return received"
        assert first.deadlines[0].identity == second.deadlines[0].identity
        assert first.deadlines[0].last_day == second.deadlines[0].last_day
        notes = [entry.data["text"] for entry in shop.journal(2) if entry.kind is EntryKind.NOTE]
        assert any("case 1" in note for note in notes)


async def test_a_second_parcel_of_the_same_lines_opens_no_case_and_a_person_sees_it(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": BOTH})
        await shop.hear("return.received", **{"return": LINE_1})
        await shop.hear("return.received", **{"return": LINE_1})

        assert len(shop.all_cases()) == 1
        assert "Another parcel has come" in shop.view(1).questions[0].text


async def test_a_parcel_with_lines_that_the_notice_does_not_name_is_no_part_of_that_return(tmp_path):
    async with desk(tmp_path) as shop:
        await shop.hear("return.requested", **{"return": LINE_1})
        await shop.hear("return.received", **{"return": LINE_1})
        await shop.hear("return.received", **{"return": LINE_2})

        assert [case[1] for case in shop.all_cases()] == ["Return requested", "Return received"]
        assert shop.view(2).deadlines == ()


async def test_a_condition_that_is_false_opens_no_case_and_says_why(tmp_path):
    only = {"refund_issued.yaml": "only_if: order.country is NO\nsteps:\n  - end: told\n"}
    async with desk(tmp_path, **{name: _started(text) for name, text in only.items()}) as shop:
        event = await shop.hear("refund.issued", refund={"id": "F1"})

        assert shop.all_cases() == []
        assert event.state is EventState.NO_CASE_WANTED
        assert event.reason == "The condition `only_if` of Refund issued is false."


async def test_a_customer_in_an_unknown_country_is_acknowledged_and_handed_to_a_person(tmp_path):
    async with desk(tmp_path) as shop:
        event = await shop.hear("return.requested", order={"number": "1042", "country": "XX"})

        assert event.case == 1
        assert len(shop.letters(1)) == 1
        assert "The legal date refund_by cannot be told" in shop.view(1).questions[0].text


async def test_an_order_is_kept_without_opening_a_case_and_a_case_copies_what_it_needs(tmp_path):
    async with desk(tmp_path) as shop:
        bought = {"number": "1042", "country": "FI", "paid_total": "59.00 EUR"}
        placed = await shop.hear("order.placed", order=bought)
        assert (placed.state, shop.all_cases()) == (EventState.SETTLED, [])

        await shop.hear("return.requested")
        fields = shop.journal(1)[0].data["fields"]
        assert fields["order.paid_total"] == "59.00 EUR"
        assert shop.view(1).country == "FI"


def _listening(event: str) -> str:
    from tests.integration.running.desk import REQUESTED

    return REQUESTED.replace("wait_for: [return received]", f"wait_for: [return received, {event}]")


def _started(body: str) -> str:
    from tests.unit.case.cases import book

    return book(body, title="Refund issued", starts="refund issued", per="order")
