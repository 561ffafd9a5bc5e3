"""A small shop in an editor: ¦ marks the cursor in the file that somebody types in."""

from __future__ import annotations

from dataclasses import replace

from engine.editor.mention import Mention, Spot
from engine.editor.workshop import Workshop
from engine.language import Folder
from engine.messages.outline import outline
from tests.unit.language.marked import HEAD, OTHER, SURROUNDINGS
from tests.unit.language.marked import SHOP as MARKED_SHOP

AROUND = replace(SURROUNDINGS, outline=outline)
STEPS = """\
  - send: hello
    must_show: [order.number]
  - if: settings.free_return is yes and order.country is DK
    then:
      - do: refund
        amount: return.refund_total
        remember_as: receipt
      - go on
  - for_each: line in return.lines
    steps:
      - if: line.quantity > 1
        then: go on
      - go on
  - ask: What shall we do?
    name: big decision
    who: returns team
    answer_within: settings.post_days
    if_too_late: go on
    answers:
      Pay: go on
      Stop:
        - tell: Mads
          say: Look
        - end: stopped
  - wait_for: [return received, hello sent]
    until: 4 days before send_back_by
    if_too_late: go on
  - if: remembered.receipt is set
    then: go on
  - wait: until deadlines.refund_by.safe_by
  # fjorten: accept FJ062 because we look ourselves
  - run: Other
"""
SAMPLE = HEAD + STEPS
STORY = """\
playbook: Sample
stories:
  - story: A plain one
    case:
      order.country: DK
    settings:
      free_return: yes
    happens:
      - day 1: big decision answers Pay
      - day 2: return received
      - refund fails 2 times
    expect:
      - day 0: hello is sent
      - send_back_by falls on: 2026-11-20
      - day 1: returns team is asked
      - case ends: done
"""
MESSAGE = """\
---
subject: Hej {{ order.number }}
kind: service
---
Hej {% if settings.free_return %}gratis{% endif %}

{% for line in return.lines %}
* {{ line.name }}
{% endfor %}

Senest {{ send_back_by | date }}. {{ order.number }}

Svar på denne mail.
"""
SHOP = MARKED_SHOP + "settings:\n  Sample:\n    free_return: yes\n"
SHOP_FILES = {
    "other.yaml": OTHER,
    "shop.yaml": SHOP,
    "sample.yaml": SAMPLE,
    "stories/sample.yaml": STORY,
    "messages/hello/da.md": MESSAGE,
}


def workshop(**changed: str) -> Workshop:
    """The shop with some files changed; `_` stands for `/`, and the ending is left out."""
    return Workshop(Folder({**SHOP_FILES, **changed}), AROUND)


def at(text: str, file: str = "sample.yaml") -> tuple[Workshop, str, int, int]:
    """The shop with this file, and where its cursor stands."""
    before, mark, after = text.partition("¦")
    assert mark, "the text has no cursor"
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Workshop(Folder({**SHOP_FILES, file: before + after}), AROUND), file, line, column


def named(text: str, file: str = "sample.yaml") -> tuple[Workshop, Mention]:
    """The shop with this file, and what is named at its cursor."""
    shop, name, line, column = at(text, file)
    found = shop.at(name, line, column)
    assert found is not None, "nothing is named at the cursor"
    return shop, found


def cursor(piece: str, text: str = SAMPLE) -> str:
    """The text with the cursor that stands in a piece of it."""
    plain = piece.replace("¦", "")
    assert plain in text, plain
    return text.replace(plain, piece, 1)


def shown(shop: Workshop, spot: Spot) -> str:
    """The line that a place is in, without its indent."""
    return f"{spot.file}: {shop.page(spot.file).line(spot.line).strip()}"
