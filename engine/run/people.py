"""Who hears of something: the people behind a name, their stand-ins, and the hours in which they work."""

from __future__ import annotations

from whenever import Date, Instant

from engine.errors import LawError, PlaybookError
from engine.language.shop import Person, Shop
from engine.law import WorkingTime, next_opening


def reached(shop: Shop, who: str, now: Instant) -> tuple[Person, ...]:
    """The people behind a person or team, each replaced by the stand-in while away; the owner if nobody is left."""
    today = now.to_tz(shop.time_zone).date()
    names = dict.fromkeys(_present(shop, name, today) for name in shop.team(who))
    found = tuple(shop.people[name] for name in names if name in shop.people)
    if found:
        return found
    if shop.owner in shop.people:
        return (shop.people[shop.owner],)
    raise PlaybookError(
        f'Nobody is behind the name "{who}".', where="shop.yaml", remedy="Add the person under `people:`."
    )


def at_work(shop: Shop, person: Person, now: Instant) -> Instant:
    """The moment from which a person reads a note: now inside her hours, else when they begin next."""
    hours = (person.hours or shop.hours).by_weekday
    if not hours:
        return now
    working = WorkingTime(shop.time_zone, shop.country, "", hours, shop.closed_days)
    try:
        return next_opening(now, working)
    except LawError:
        return now


def _present(shop: Shop, name: str, today: Date) -> str:
    """Follow the stand-ins until somebody is there; a circle of absences ends with the person first named."""
    seen = [name]
    while (person := shop.people.get(seen[-1])) is not None:
        stand_in = next((a.stand_in for a in person.absences if a.first <= today <= a.last), "")
        if not stand_in or stand_in in seen:
            break
        seen.append(stand_in)
    return seen[-1]
