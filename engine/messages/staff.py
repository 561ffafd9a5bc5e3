"""The short mails that go to the shop's own people: what happened, in which case, and where to look."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.values import Value
from engine.messages.languages import LANGUAGES
from engine.messages.letter import Letter, render

_FORM = """---
subject: "{{% if tell.urgent %}}{{{{ tell.urgent }}}} {{% endif %}}{{{{ tell.say }}}} · {case} {{{{ case.number }}}}"
kind: service
---
{{{{ tell.say }}}}

{case} {{{{ case.number }}}}{{% if order.number %}}, {order} {{{{ order.number }}}}{{% endif %}} · {{{{ tell.playbook }}}}

{{% if tell.link %}}[{look}]({{{{ tell.link }}}}){{% endif %}}
"""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {"case": "Sag", "order": "ordre", "look": "Åbn sagen", "urgent": "Haster:"},
    "nb": {"case": "Sak", "order": "ordre", "look": "Åpne saken", "urgent": "Haster:"},
    "sv": {"case": "Ärende", "order": "order", "look": "Öppna ärendet", "urgent": "Brådskande:"},
    "fi": {"case": "Tapaus", "order": "tilaus", "look": "Avaa tapaus", "urgent": "Kiireellinen:"},
    "de": {"case": "Fall", "order": "Bestellung", "look": "Fall öffnen", "urgent": "Dringend:"},
    "en": {"case": "Case", "order": "order", "look": "Open the case", "urgent": "Urgent:"},
}


def urgent_word(language: str) -> str:
    """What stands before the subject of an urgent note."""
    return _WORDS[_known(language)]["urgent"]


def note_to_staff(language: str, fields: Mapping[str, Value], zone: str) -> Letter:
    """A note to one of the shop's people; `fields` are `tell.say`, `tell.urgent`, `case.number` and the like."""
    code = _known(language)
    return render(_FORM.format(**_WORDS[code]), "note", code, fields, zone)


def _known(language: str) -> str:
    return language if language in _WORDS and language in LANGUAGES else "en"
