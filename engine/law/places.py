"""Which countries and regions the law knows, and the zone in which a party's day runs."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from whenever import Instant, TimeZoneNotFoundError, ZonedDateTime

from engine.errors import LawError
from engine.law.deadline import Jurisdiction, Party
from engine.law.shelf import country_codes, sheet


def countries() -> tuple[str, ...]:
    """The countries whose law is in the data, as two letters."""
    return country_codes()


def check_country(country: str) -> str:
    """The country as the data writes it; one that is not in the data is refused."""
    if country in country_codes():
        return country
    raise LawError(
        f'the law of "{country}" is not in the data.',
        where="country",
        remedy=f"{_near(country.upper(), country_codes())}Known are {', '.join(country_codes())}. "
        "Confirm receipt to the customer and let a person decide the dates.",
    )


def unverified(country: str) -> bool:
    """Whether the country's rules rest on sources that nobody has confirmed, so that shop.yaml must accept them."""
    return "unverified" in sheet(check_country(country))


@cache
def region_of(country: str, region: str) -> str:
    """The region as the law writes it; empty where the country has one law for all of it."""
    known = sheet(check_country(country)).get("regions", {})
    if not region or not known:
        return ""
    wanted = region.strip().removeprefix(f"{country}-").casefold()
    for code, names in known.items():
        if wanted in {code.casefold(), *(name.casefold() for name in names)}:
            return str(code)
    if wanted.upper() in sheet(country).get("other_regions", []):
        return ""
    names = [*known, *(name for others in known.values() for name in others)]
    raise LawError(
        f'{country} has no region "{region}".',
        where="region",
        remedy=f"{_near(region, tuple(names))}Known are {', '.join(known)}.",
    )


def has_regions(country: str) -> bool:
    """Whether the country's holidays differ by region, so that the region is worth asking for."""
    return bool(sheet(check_country(country)).get("regions"))


@cache
def zone_of(country: str, region: str = "") -> str:
    """The time zone in which the customer's day runs."""
    book = sheet(check_country(country))
    zones = book.get("zones", {})
    if not zones or not region:
        return str(book["zone"])
    short = region.removeprefix(f"{country}-").upper()
    return str(zones.get(short, book["zone"]))


def party_zone(party: Party, where: Jurisdiction) -> str:
    """The zone whose midnight ends the period: the day is a day where the act is done."""
    consumer = where.zone or zone_of(where.country, where.region)
    return _known_zone((where.trader_zone or consumer) if party == "trader" else consumer)


def _known_zone(zone: str) -> str:
    _opened(zone)
    return zone


@cache  # keeps every zone in memory: the library forgets all but eight, and reading one again costs more than a date
def _opened(zone: str) -> ZonedDateTime:
    try:
        return Instant.from_timestamp(0).to_tz(zone)
    except TimeZoneNotFoundError:
        remedy = "Write it as in Europe/Copenhagen."
        raise LawError(f'there is no time zone "{zone}".', where="time zone", remedy=remedy) from None


def _near(wrong: str, known: tuple[str, ...]) -> str:
    found = get_close_matches(wrong, known, n=1, cutoff=0.5)
    return f'Did you mean "{found[0]}"? ' if found else ""
