"""Messages: from a Markdown file and the facts of a case to the exact bytes of a mail."""

from __future__ import annotations

from engine.messages.languages import LANGUAGES, Language, language_of
from engine.messages.letter import Letter, render
from engine.messages.outline import Outline, outline, shown_fields

__all__ = ["LANGUAGES", "Language", "Letter", "Outline", "language_of", "outline", "render", "shown_fields"]
