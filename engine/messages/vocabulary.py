"""The catalogue's own words in the customers' languages: choices such as `price reduction`, units such as `days`."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale

from engine.language.catalogue import FIELDS, FieldType
from engine.language.values import Duration, Unit

_ORDER = ("da", "nb", "sv", "fi", "de")

_CHOICES: Mapping[str, tuple[str, str, str, str, str]] = {
    "money": ("pengene tilbage", "pengene tilbake", "pengarna tillbaka", "rahat takaisin", "Geld zurück"),
    "exchange": ("ombytning", "bytte", "byte", "vaihto", "Umtausch"),
    "credit": ("tilgodebevis", "tilgodelapp", "tillgodokvitto", "hyvityskuponki", "Guthaben"),
    "unopened": ("uåbnet", "uåpnet", "oöppnad", "avaamaton", "ungeöffnet"),
    "as new": ("som ny", "som ny", "som ny", "uudenveroinen", "wie neu"),
    "used": ("brugt", "brukt", "använd", "käytetty", "gebraucht"),
    "damaged": ("beskadiget", "skadet", "skadad", "vaurioitunut", "beschädigt"),
    "missing": ("mangler", "mangler", "saknas", "puuttuu", "fehlt"),
    "intact": ("ubrudt", "hel", "obruten", "ehjä", "unversehrt"),
    "broken": ("brudt", "brutt", "bruten", "rikottu", "gebrochen"),
    "none": ("ingen", "ingen", "ingen", "ei sinettiä", "keines"),
    "repair": ("reparation", "reparasjon", "reparation", "korjaus", "Reparatur"),
    "replacement": ("ny vare", "ny vare", "ny vara", "uusi tuote", "Ersatzlieferung"),
    "price reduction": ("prisnedslag", "prisavslag", "prisavdrag", "hinnanalennus", "Preisminderung"),
    "refund": ("pengene tilbage", "pengene tilbake", "pengarna tillbaka", "rahat takaisin", "Erstattung"),
    "goodwill": ("kulance", "kulanse", "goodwill", "hyvän tahdon ele", "Kulanz"),
    "refusal": ("afslag", "avslag", "avslag", "kieltäytyminen", "Ablehnung"),
    "pending": ("afventer", "venter", "väntar", "odottaa", "ausstehend"),
    "info received": ("anmeldt", "varslet", "aviserad", "ilmoitettu", "angekündigt"),
    "in transit": ("på vej", "på vei", "på väg", "matkalla", "unterwegs"),
    "out for delivery": ("ude til levering", "ute for levering", "ute för leverans", "jakelussa", "in Zustellung"),
    "attempt failed": (
        "forgæves forsøgt leveret",
        "mislykket leveringsforsøk",
        "misslyckat leveransförsök",
        "toimitusyritys epäonnistui",
        "Zustellung nicht gelungen",
    ),
    "available for pickup": (
        "klar til afhentning",
        "klar til henting",
        "redo att hämtas",
        "noudettavissa",
        "zur Abholung bereit",
    ),
    "delivered": ("leveret", "levert", "levererad", "toimitettu", "zugestellt"),
    "exception": ("uregelmæssighed", "avvik", "avvikelse", "poikkeama", "Unregelmäßigkeit"),
    "expired": ("udløbet", "utløpt", "utgången", "vanhentunut", "abgelaufen"),
    "handed over": ("overdraget", "overlevert", "överlämnad", "luovutettu", "übergeben"),
    "collected from locker": (
        "hentet i pakkeboks",
        "hentet i pakkeboks",
        "hämtad i paketskåp",
        "noudettu automaatista",
        "aus der Packstation abgeholt",
    ),
    "neighbour": ("hos en nabo", "hos en nabo", "hos en granne", "naapurilla", "beim Nachbarn"),
    "access": ("indsigt", "innsyn", "tillgång", "tutustuminen", "Auskunft"),
    "erasure": ("sletning", "sletting", "radering", "poistaminen", "Löschung"),
    "correction": ("rettelse", "retting", "rättelse", "oikaisu", "Berichtigung"),
    "copy": ("kopi", "kopi", "kopia", "jäljennös", "Kopie"),
    "goods": ("varer", "varer", "varor", "tavarat", "Waren"),
    "service": ("tjenesteydelse", "tjeneste", "tjänst", "palvelu", "Dienstleistung"),
    "digital": (
        "digitalt indhold",
        "digitalt innhold",
        "digitalt innehåll",
        "digitaalinen sisältö",
        "digitale Inhalte",
    ),
    "regular delivery": (
        "løbende levering",
        "jevnlig levering",
        "regelbunden leverans",
        "säännöllinen toimitus",
        "regelmäßige Lieferung",
    ),
}

_UNITS: Mapping[str, Mapping[Unit, tuple[str, str]]] = {
    "da": {
        Unit.MINUTES: ("minut", "minutter"),
        Unit.HOURS: ("time", "timer"),
        Unit.DAYS: ("dag", "dage"),
        Unit.WEEKS: ("uge", "uger"),
        Unit.MONTHS: ("måned", "måneder"),
        Unit.WORKING_HOURS: ("arbejdstime", "arbejdstimer"),
        Unit.WORKING_DAYS: ("arbejdsdag", "arbejdsdage"),
    },
    "nb": {
        Unit.MINUTES: ("minutt", "minutter"),
        Unit.HOURS: ("time", "timer"),
        Unit.DAYS: ("dag", "dager"),
        Unit.WEEKS: ("uke", "uker"),
        Unit.MONTHS: ("måned", "måneder"),
        Unit.WORKING_HOURS: ("arbeidstime", "arbeidstimer"),
        Unit.WORKING_DAYS: ("arbeidsdag", "arbeidsdager"),
    },
    "sv": {
        Unit.MINUTES: ("minut", "minuter"),
        Unit.HOURS: ("timme", "timmar"),
        Unit.DAYS: ("dag", "dagar"),
        Unit.WEEKS: ("vecka", "veckor"),
        Unit.MONTHS: ("månad", "månader"),
        Unit.WORKING_HOURS: ("arbetstimme", "arbetstimmar"),
        Unit.WORKING_DAYS: ("arbetsdag", "arbetsdagar"),
    },
    "fi": {
        Unit.MINUTES: ("minuutti", "minuuttia"),
        Unit.HOURS: ("tunti", "tuntia"),
        Unit.DAYS: ("päivä", "päivää"),
        Unit.WEEKS: ("viikko", "viikkoa"),
        Unit.MONTHS: ("kuukausi", "kuukautta"),
        Unit.WORKING_HOURS: ("työtunti", "työtuntia"),
        Unit.WORKING_DAYS: ("työpäivä", "työpäivää"),
    },
    "de": {
        Unit.MINUTES: ("Minute", "Minuten"),
        Unit.HOURS: ("Stunde", "Stunden"),
        Unit.DAYS: ("Tag", "Tage"),
        Unit.WEEKS: ("Woche", "Wochen"),
        Unit.MONTHS: ("Monat", "Monate"),
        Unit.WORKING_HOURS: ("Arbeitsstunde", "Arbeitsstunden"),
        Unit.WORKING_DAYS: ("Arbeitstag", "Arbeitstage"),
    },
}


def choice_in(language: str, path: str, text: str, locale: Locale) -> str:
    """A text as the reader says it: a choice, country or language of the catalogue in her words, all else untouched."""
    field = FIELDS.get(path)
    match field.type if field else None:
        case FieldType.CHOICE if language in _ORDER and text in _CHOICES:
            return _CHOICES[text][_ORDER.index(language)]
        case FieldType.COUNTRY:
            return str(locale.territories.get(text, text))
        case FieldType.LANGUAGE:
            return str(locale.languages.get(text, text))
        case _:
            return text


def length_in(length: Duration, language: str) -> str:
    """A length of time in words: `3 arbejdsdage`, `1 Woche`; English says it as playbooks do."""
    if language not in _UNITS:
        return str(length)
    one, many = _UNITS[language][length.unit]
    return f"{length.amount} {one if length.amount == 1 else many}"
