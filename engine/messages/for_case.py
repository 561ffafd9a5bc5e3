"""The message of a case: the shop's text in the customer's language, with the facts of the case in it."""

from __future__ import annotations

from engine.case.known import Known
from engine.errors import PlaybookError
from engine.language.values import Value
from engine.messages.letter import Letter, render


def letter_for(message: str, known: Known) -> Letter:
    """A message as this customer will read it."""
    language = str(known.lookup("customer.language") or "en")
    source = known.in_force.version.message(message, language)
    if source is None:
        raise PlaybookError(
            f'The message "{message}" is not written in {language}.',
            where=f"messages/{message}/{language}.md",
            remedy="Write it, or take the language out of sells_to.",
        )
    return render(source, message, language, _Fields(known), known.zone)


class _Fields:
    """The fields of a case as messages ask for them: an unknown path is a LookupError."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __call__(self, path: str) -> Value:
        try:
            return self._known.lookup(path)
        except PlaybookError as error:
            raise LookupError(path) from error
