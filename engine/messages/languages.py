"""What differs from language to language in a mail: how days, times and a few fixed words are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import FjortenError


@dataclass(frozen=True, slots=True)
class Language:
    """One language that mails can be written in; patterns are those of Babel (CLDR).

    `day` says on which day something is, in the form that fits after "latest" or "we received it":
    Finnish puts the weekday into the essive (`torstaina`), Danish and Swedish say `den`.
    """

    code: str
    own_name: str
    locale: str
    day: str
    weekday: str
    time: str
    at: str
    yes: str
    no: str
    to_me_only: str


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language(
            code="da",
            own_name="dansk",
            locale="da",
            day="EEEE 'den' d. MMMM y",
            weekday="EEEE",
            time="HH.mm",
            at="{day} kl. {time}",
            yes="ja",
            no="nej",
            to_me_only="Prøve: denne mail ville være sendt til {recipient}.",
        ),
        Language(
            code="nb",
            own_name="norsk bokmål",
            locale="nb",
            day="EEEE d. MMMM y",
            weekday="EEEE",
            time="HH.mm",
            at="{day} kl. {time}",
            yes="ja",
            no="nei",
            to_me_only="Prøve: denne e-posten ville ha gått til {recipient}.",
        ),
        Language(
            code="sv",
            own_name="svenska",
            locale="sv",
            day="EEEE 'den' d MMMM y",
            weekday="EEEE",
            time="HH.mm",
            at="{day} kl. {time}",
            yes="ja",
            no="nej",
            to_me_only="Prov: det här mejlet skulle ha gått till {recipient}.",
        ),
        Language(
            code="fi",
            own_name="suomi",
            locale="fi",
            day="EEEE d. MMMM y",
            weekday="EEEE",
            time="H.mm",
            at="{day} klo {time}",
            yes="kyllä",
            no="ei",
            to_me_only="Koe: tämä viesti olisi lähetetty osoitteeseen {recipient}.",
        ),
        Language(
            code="de",
            own_name="Deutsch",
            locale="de",
            day="EEEE, 'den' d. MMMM y",
            weekday="EEEE",
            time="HH:mm",
            at="{day}, {time} Uhr",
            yes="ja",
            no="nein",
            to_me_only="Probe: Diese E-Mail wäre an {recipient} gegangen.",
        ),
        Language(
            code="en",
            own_name="English",
            locale="en_GB",
            day="EEEE d MMMM y",
            weekday="EEEE",
            time="HH:mm",
            at="{day} at {time}",
            yes="yes",
            no="no",
            to_me_only="Trial: this mail would have gone to {recipient}.",
        ),
    )
}


def language_of(code: str) -> Language:
    """The language behind a code such as `da`; a language without its own ways of writing is refused by name."""
    if language := LANGUAGES.get(code):
        return language
    known = ", ".join(LANGUAGES)
    raise FjortenError(f'Mails cannot be written in "{code}".', remedy=f"Choose one of: {known}.")
