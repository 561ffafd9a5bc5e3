"""Events: legal clocks count from the sender's time, branches go by arrival, one event satisfies one wait."""

from __future__ import annotations

from engine.case.journal import EntryKind
from tests.unit.case.cases import at, happens, opened

PARCEL = """
steps:
  - wait_for: [return received]
    until: 3 days from now
    if_too_late:
      - end: not sent back
  - end: came back
"""
TWO_PARCELS = """
steps:
  - wait_for: [return received]
    until: 3 days from now
    if_too_late:
      - end: no parcel
  - wait_for: [return received]
    until: 3 days from now
    if_too_late:
      - end: one parcel
  - end: two parcels
"""
EITHER = """
steps:
  - wait_for: [return received, proof of sending received]
    until: 3 days from now
    if_too_late: go on
  - wait_for: [return received, proof of sending received]
    until: 3 days from now
    if_too_late:
      - end: one of them
  - end: both
"""


def test_an_event_that_arrives_in_time_ends_its_wait():
    case = opened(PARCEL)
    case.go_to(at("03"))
    case.hear("return.received")

    assert case.result == "came back"


def test_a_wait_until_a_day_ends_with_that_day():
    case = opened(PARCEL)
    case.go_to(at("04 23:59"))
    assert case.result == ""

    case.go_to(at("05 00:00"))
    assert case.result == "not sent back"


def test_an_event_that_arrived_in_time_wins_though_the_engine_reads_it_late():
    case = opened(PARCEL)
    case.now, case.action = at("09"), None
    case.happen(happens("return.received", at("04 23:00"), at("04 23:59")))

    assert case.result == "came back"


def test_in_time_or_too_late_goes_by_arrival_and_not_by_the_senders_time():
    case = opened(PARCEL)
    case.now, case.action = at("09"), None
    case.happen(happens("return.received", at("03"), arrived=at("05 00:00")))

    assert case.result == "not sent back"


def test_once_the_end_of_a_wait_is_journaled_it_stays():
    case = opened("""
        steps:
          - wait_for: [return received]
            until: 3 days from now
            if_too_late: go on
          - wait_for: [customer replied]
            until: 30 days from now
            if_too_late: go on
          - end: over
    """)
    case.go_to(at("06"))
    case.happen(happens("return.received", at("03"), at("03")))

    assert [entry["by"] for entry in case.entries(EntryKind.WAIT_ENDED)] == [None]


def test_legal_clocks_count_from_the_senders_time():
    refund = """
        deadlines:
          refund_by: {law: refund after withdrawal, done_when: refund issued}
        steps:
          - wait: 60 days
          - end: over
    """

    assert opened(refund, start=at("09"), told=at("02")).deadline("refund_by").last_day.format_iso() == "2026-12-16"
    assert opened(refund, start=at("09"), told=at("09")).deadline("refund_by").last_day.format_iso() == "2026-12-23"


def test_one_event_satisfies_one_wait_the_first_that_takes_it():
    case = opened(TWO_PARCELS)
    case.hear("return.received")
    case.go_to(at("20"))

    assert case.result == "one parcel"


def test_a_second_event_satisfies_the_second_wait():
    case = opened(TWO_PARCELS)
    case.hear("return.received", shipment={"number": "P1"})
    case.hear("return.received", shipment={"number": "P2"})

    assert case.result == "two parcels"


def test_waits_also_see_earlier_events_that_nothing_has_consumed():
    case = opened("""
        steps:
          - wait_for: [customer replied]
            until: 3 days from now
            if_too_late: go on
          - wait_for: [return received]
            until: 3 days from now
            if_too_late:
              - end: no parcel
          - end: came back
    """)
    case.hear("return.received")
    assert case.result == ""

    case.hear("customer.replied")
    assert case.result == "came back"


def test_of_two_events_the_one_that_arrived_first_ends_the_wait_and_the_other_is_left_for_the_next():
    case = opened(EITHER)
    first, second = happens("return.sent", at("01 09:30")), happens("return.received", at("01 09:40"))
    case.now, case.action = at("01 10:00"), None
    case.happen(second)
    case.happen(first)

    assert case.result == "both"


def test_the_event_that_opened_the_case_satisfies_no_wait():
    case = opened("""
        steps:
          - wait_for: [return requested]
            until: 3 days from now
            if_too_late:
              - end: nobody asked again
          - end: asked again
    """)
    case.go_to(at("10"))

    assert case.result == "nobody asked again"


def test_an_event_that_nobody_waits_for_is_kept_and_changes_no_way():
    case = opened(PARCEL)
    case.hear("customer.replied", reply={"text": "When is my money coming?"})

    assert case.entries(EntryKind.EVENT)[-1]["data"]["reply"] == {"text": "When is my money coming?"}
    assert case.result == ""


def test_an_event_is_stored_with_the_senders_time_and_its_arrival():
    case = opened(PARCEL)
    case.go_to(at("03"))
    case.hear("return.received", when=at("02 15:00"))
    entry = case.entries(EntryKind.EVENT)[-1]

    assert (entry["time"], entry["arrived"]) == ("2026-12-02T14:00:00Z", "2026-12-03T09:00:00Z")


def test_a_report_that_comes_before_its_wait_begins_counts_even_when_the_wait_has_run_out():
    case = opened("""
        steps:
          - wait: 5 days
          - wait_for: [return received]
            until: 2 days after notice.received_at
            if_too_late:
              - end: not sent back
          - end: came back
    """)
    case.hear("return.received")
    case.go_to(at("10"))

    assert case.result == "came back"
