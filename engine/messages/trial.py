"""A shop that tries Fjorten out: its mails go to the owner, and say to whom they would have gone."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from engine.messages.languages import language_of
from engine.messages.letter import Letter

_STYLE = "margin:0 0 20px;padding:10px 14px;border-radius:6px;background:#fff3cd;color:#4d3b00;font-size:14px"


def for_trial(letter: Letter, recipient: str) -> Letter:
    """The letter with a first line that says to whom it would have gone; the subject stays as the customer's."""
    note = language_of(letter.language).to_me_only.format(recipient=recipient)
    mark = f'<main>\n<p style="{_STYLE}">{escape(note)}</p>'
    return replace(letter, text=f"{note}\n\n{letter.text}", html=letter.html.replace("<main>", mark, 1))
