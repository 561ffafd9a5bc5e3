"""What differs between two texts of a playbook is told in sentences, and in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from engine.language import thaw
from engine.rehearsal.differing import differing
from engine.rehearsal.publishing import words_in

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
WORDS = Path(__file__).resolve().parents[3] / "engine/rehearsal/publishing_words"
BOOK = """\
playbook: Return
about: A return.
starts_when: return requested
one_case_per: return
settings:
  days:
    question: How long?
    type: duration
    value: 3 days
deadlines:
  first_answer:
    kind: goal
    due: 1 hour after notice.received_at
steps:
  - tell: owner
    say: One
  - send: hello
  - wait_for: [return received]
    until: 10 days after notice.received_at
    if_too_late:
      - tell: owner
        say: Two
      - end: never came
  - if: order.country is DK
    then:
      - tell: team
        say: From Denmark
  - end: done
"""
HELLO = "---\nsubject: Hej {{ order.number }}\nkind: service\n---\nKære kunde\n\nVi skriver.\n"
TEXTS = {"return.yaml": BOOK, "messages/hello/da.md": HELLO, "messages/hello/en.md": HELLO}


def changes(old: str, new: str, language: str = "en", file: str = "return.yaml") -> list[tuple[str, str, str]]:
    """What differs when one piece of a file is replaced: each thing by kind, sentence, and how it read before."""
    assert TEXTS[file].count(old) == 1
    after = TEXTS | {file: TEXTS[file].replace(old, new)}
    found = differing(thaw("Return", TEXTS), thaw("Return", after), language)
    return [(one.kind, one.text, one.was) for part in found for one in part.differences]


def test_a_new_step_is_told_with_the_step_that_it_follows():
    assert changes("  - send: hello\n", "  - send: hello\n  - tell: team\n    say: Look\n") == [
        ("new", "Note to team: “Look” (after this: We write to the customer: “Hej …”.)", "")
    ]


def test_one_more_of_several_alike_is_told_as_the_new_one_and_not_as_changes_of_the_others():
    told = changes("  - send: hello\n", "  - tell: owner\n    say: Between\n  - send: hello\n")

    assert told == [("new", "Note to the owner: “Between” (after this: Note to the owner: “One”)", "")]


def test_a_step_that_is_gone_is_told_as_it_was():
    assert changes("  - send: hello\n", "")[0] == ("gone", "We write to the customer: “Hej …”.", "")


def test_a_changed_step_is_told_from_what_to_what():
    ((kind, now, was),) = changes("until: 10 days", "until: 12 days")

    assert (kind, "12 days after" in now, "10 days after" in was) == ("changed", True, True)


def test_a_step_that_stands_elsewhere_is_told_with_its_new_place():
    told = changes(
        "    then:\n      - tell: team\n        say: From Denmark\n  - end: done\n",
        "    then:\n      - go on\n  - tell: team\n    say: From Denmark\n  - end: done\n",
    )

    assert told == [("moved", "Note to team: “From Denmark” (after this: If the customer's country is Denmark:)", "")]


def test_what_only_stands_further_down_is_not_told():
    assert len(changes("steps:\n", "steps:\n  - tell: team\n    say: First of all\n")) == 1


def test_an_answer_of_the_owner_is_told_from_what_to_what():
    assert changes("value: 3 days", "value: 5 days") == [("answer", "Your answer to “How long?”: 5 days", "3 days")]


def test_a_date_that_is_watched_is_told_from_what_to_what():
    ((kind, now, was),) = changes("due: 1 hour after", "due: 2 hours after")

    assert (kind, "2 hours after" in now, "1 hour after" in was) == ("changed", True, True)


def test_another_beginning_is_told():
    assert changes("starts_when: return requested", "starts_when: complaint received")[0][0] == "changed"


def test_a_changed_mail_is_told_with_its_language_and_the_lines_that_came_and_went():
    after = TEXTS | {"messages/hello/da.md": HELLO.replace("Vi skriver.", "- Vi ringer.")}
    ((one,),) = [part.differences for part in differing(thaw("Return", TEXTS), thaw("Return", after), "en")]

    assert (one.text, one.lines) == ("The mail “Hej …”, Danish", ("- Vi skriver.", "+ - Vi ringer."))


def test_a_note_in_the_file_is_no_change_of_what_a_case_does():
    assert [kind for kind, _, _ in changes("about: A return.", "about: A return.\n# by Anna")] == ["note"]


def test_the_same_text_differs_in_nothing():
    assert differing(thaw("Return", TEXTS), thaw("Return", TEXTS), "da") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str):
    english, there = (yaml.safe_load((WORDS / f"{code}.yaml").read_text("utf-8")) for code in ("en", language))
    places = {key: set(re.findall(r"{(\w+)}", text)) for key, text in english.items()}

    assert {key: set(re.findall(r"{(\w+)}", text)) for key, text in there.items()} == places
    assert language == "en" or sum(there[key] == text for key, text in english.items()) <= 1
    assert changes("value: 3 days", "value: 5 days", language)[0][1].startswith(
        words_in(language)["answer"].split("{", 1)[0]
    )
