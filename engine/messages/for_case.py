"""The message of a case: the shop's text in the customer's language, with the facts of the case in it."""

from __future__ import annotations

from engine.case.known import Known
from engine.errors import PlaybookError
from engine.language.values import Value
from engine.messages.letter import Letter, render


def letter_for(message: str, known: Known) -> Letter:
    """A message as this customer will read it."""
    languages = _languages(known)
    for language in languages:
        if (source := known.in_force.version.message(message, language)) is not None:
            return render(source, message, language, _Fields(known), known.zone)
    raise PlaybookError(
        f'The message "{message}" is not written in {languages[0]}.',
        where=f"messages/{message}/{languages[0]}.md",
        remedy="Write it, or take the language out of sells_to.",
    )


def _languages(known: Known) -> tuple[str, ...]:
    """The customer's own language, and the one that the case was opened in because the shop writes it there."""
    wanted = (known.lookup("customer.language"), known.state.opened.get("language"))
    return tuple(dict.fromkeys(str(language) for language in wanted if language)) or ("en",)


class _Fields:
    """The fields of a case as messages ask for them: an unknown path is a LookupError."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __call__(self, path: str) -> Value:
        try:
            return self._known.lookup(path)
        except PlaybookError as error:
            raise LookupError(path) from error
