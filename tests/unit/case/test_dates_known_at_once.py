"""A step may speak of a date in the very moment in which the date becomes known."""

from __future__ import annotations

from collections.abc import Mapping

from whenever import Instant

from engine.case.facts import Event
from engine.case.in_force import InForce
from engine.commands.folder import surroundings
from engine.language import Folder, check, version_of
from engine.rehearsal.rehearsal import Rehearsal

NOW = Instant.parse_iso("2026-11-02T09:00:00Z")
SHOP = """\
name: Nordlys
legal_name: Nordlys ApS
organisation_number: "1"
address: Havnegade 1
return_address: Lagervej 1
country: DK
time_zone: Europe/Copenhagen
email: hej@nordlys.example
phone: "1"
contact_name: Freja
sells_to: {DK: [da]}
sending: to me only
mail: {server: localhost, from: hej@nordlys.example}
owner: Anna
people: {Anna: {email: anna@nordlys.example}}
"""
FIRST = """\
playbook: First
about: One sentence.
starts_when: return requested
one_case_per: return
steps:
  - run: Second
"""
SECOND = """\
playbook: Second
about: One sentence.
starts_when: return received
one_case_per: return
deadlines:
  looked_at_by:
    kind: goal
    due: 2 days after notice.received_at
  # fjorten: accept FJ062 because this is a test
steps:
  - if: looked_at_by is set
    then:
      - end: the date was known
    else:
      - end: the date was not known
"""
REMEMBERING = """\
playbook: First
about: One sentence.
starts_when: return received
one_case_per: return
deadlines:
  looked_at_by:
    kind: goal
    due: 2 days after notice.received_at
steps:
  - remember: {notice.received_at: return.received_at}
  - if: looked_at_by is set
    then:
      - end: the date was known
    else:
      - end: the date was not known
"""


def result(files: Mapping[str, str], kind: str) -> str:
    folder = Folder({"shop.yaml": SHOP, **files})
    checked = check(folder, surroundings())
    assert checked.shop is not None
    rehearsal = Rehearsal(InForce(version_of("First", checked, folder), checked.shop), NOW)
    rehearsal.open("First", {"country": "DK", "language": "da"}, {}, Event("shop", "1", kind, NOW, NOW, {}))
    return rehearsal.view.result


def test_a_playbook_that_is_run_knows_its_own_dates_from_its_first_step():
    assert result({"first.yaml": FIRST, "second.yaml": SECOND}, "return.requested") == "the date was known"


def test_a_date_that_counts_from_a_remembered_value_is_known_to_the_next_step():
    assert result({"first.yaml": REMEMBERING}, "return.received") == "the date was known"
