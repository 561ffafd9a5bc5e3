"""Small shops to check: a sound one, and files in which ‹…› marks the mistake."""

from __future__ import annotations

from engine.language import Checked, Folder, Mistake, Surroundings, check

HEAD = """\
playbook: Sample
about: One sentence.
starts_when: return requested
one_case_per: return
settings:
  free_return: {question: Do you pay?, type: yes or no, value: no}
  post_days: {question: How long?, type: duration, value: 10 days}
deadlines:
  send_back_by:
    law: return shipment
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - {at: 3 days before, tell: owner, say: The refund is due}
steps:
"""
SHOP = """\
name: Nordlys
legal_name: Nordlys ApS
organisation_number: 00123456
address: Havnegade 1
return_address: Lagervej 1
country: DK
time_zone: Europe/Copenhagen
email: hej@nordlys.example
phone: +45 70 12 34 56
contact_name: Freja
sells_to: {DK: [da]}
sending: to me only
mail: {server: localhost, from: hej@nordlys.example}
owner: Anna
people: {Anna: {email: anna@nordlys.example}, Mads: {email: mads@nordlys.example}}
teams: {returns team: [Mads]}
"""
OTHER = """\
playbook: Other
about: Another one.
starts_when: return received
one_case_per: return
steps:
  - end: done
"""
FILES = {
    "messages/bye/da.md": "---\nsubject: Hej\nkind: service\n---\n{{ settings.free_return }} {{ settings.post_days }} Svar.\n",
    "other.yaml": OTHER,
    "shop.yaml": SHOP,
    "messages/hello/da.md": "---\nsubject: Hej\nkind: service\n---\nHej {{ order.number }}\n\nSvar på denne mail.\n",
}
REFUND = {"title": "refund", "properties": {"amount": {"fieldType": "money"}}, "required": ["amount"]}
SURROUNDINGS = Surroundings(
    law_words=("return shipment", "refund after withdrawal"),
    law_countries=("DK",),
    law_ours=lambda words: words != "return shipment",
    step_schemas={"refund": REFUND},
)


def checked(text: str, file: str = "sample.yaml") -> Checked:
    """What the checker finds in a small shop with this file."""
    return check(Folder({**FILES, file: text}), SURROUNDINGS)


def with_steps(steps: str) -> str:
    """A playbook with these steps; their first line has no indent."""
    indented = "\n".join(f"  {line}" if line else line for line in steps.strip("\n").split("\n"))
    return f"{HEAD}{indented}\n"


def marked(text: str) -> tuple[str, int, int, int]:
    """The file without its marks, and the line, column and length of what they enclose."""
    before, _, rest = text.partition("‹")
    piece, _, after = rest.partition("›")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return before + piece + after, line, column, len(piece)


def told(mistake: Mistake) -> tuple[str, int, int, int]:
    """Where a mistake was found."""
    return mistake.code, mistake.line, mistake.column, mistake.length
