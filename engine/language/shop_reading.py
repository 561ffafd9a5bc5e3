"""From shop.yaml to the shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from whenever import Date, PlainDateTime, TimeZoneNotFoundError

from engine.errors import PlaybookError
from engine.language.hours import parse_hours, parse_minute, parse_span
from engine.language.nodes import Items, Node, Pairs, Text, plain_node
from engine.language.report import Report
from engine.language.shop import Absence, Hours, Mail, Person, Refunds, Reviews, Sending, Shop
from engine.language.shop_people import check_sense, tell_nested_answers
from engine.language.shop_schema import SHOP_SCHEMA
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.structure import check_structure

T = TypeVar("T")


def read_shop(report: Report, root: Node) -> Shop | None:
    """The shop that the file describes; nothing if the report has an error."""
    if not isinstance(root, Pairs):
        report.add("FJ021.file", root.place)
        return None
    tell_nested_answers(report, root)
    if not check_structure(report, root, SHOP_SCHEMA):
        return None
    check_sense(report, root)
    shop = _Reading(report, root).shop()
    return shop if report.sound else None


class _Reading:
    """One shop.yaml whose structure is sound; what its texts get wrong is written down."""

    def __init__(self, report: Report, root: Pairs) -> None:
        self.report = report
        self.root = root
        self.plain: dict[str, Any] = plain_node(root)

    def shop(self) -> Shop:
        """The shop, all fields."""
        mail, links = self.plain["mail"], self.plain.get("links", {})
        self._check_people()
        terms = tuple((self._date(one["from"], "links"), one["link"]) for one in links.get("terms", ()))
        texts = ("name", "legal_name", "organisation_number", "address", "return_address", "country", "email", "phone")
        return Shop(
            **{name: self.plain[name] for name in texts},
            contact_name=self.plain["contact_name"],
            time_zone=self._read("time_zone", _zone, "UTC"),
            sells_to={country: tuple(languages) for country, languages in self.plain["sells_to"].items()},
            mail=_mail(mail),
            sending=Sending(self.plain["sending"]),
            people=self._people(),
            teams={name: tuple(members) for name, members in self.plain.get("teams", {}).items()},
            owner=self.plain["owner"],
            accept_unverified=tuple(self.plain.get("accept_unverified", ())),
            contact_minute=self._read("contact_hour", parse_minute, 600),
            quiet_hours=self._read("quiet_hours", parse_span, None),
            hours=self._read("hours", parse_hours, Hours({})),
            closed_days=frozenset(self._dates("closed_days")),
            refunds=_refunds(self.plain.get("refunds", {})),
            goodwill=_sums(self.plain.get("goodwill", {})),
            withdrawal_window_days=_days(self.plain.get("withdrawal_window", "14 days")),
            reviews=_reviews(self.plain.get("reviews", {})),
            exemptions=self.plain.get("exemptions", {}),
            terms_link=max(terms)[1] if terms else "",
            privacy_link=links.get("privacy", ""),
            terms_versions=tuple(sorted(terms)),
            connections=self.plain.get("connections", {}),
            page_address=self.plain.get("page_address", ""),
            paused=self.plain.get("paused") == "yes",
            settings=self.plain.get("settings", {}),
        )

    def _read(self, name: str, read: Callable[[str], T], otherwise: T) -> T:
        node = self.root.get(name)
        if not isinstance(node, Text):
            return otherwise
        found = self.report.tried(lambda: read(node.value), node)
        return otherwise if found is None else found

    def _people(self) -> dict[str, Person]:
        return {name: self._person(name, raw) for name, raw in self.plain["people"].items()}

    def _person(self, name: str, raw: Mapping[str, Any]) -> Person:
        away = tuple(
            Absence(self._date(one["from"], "people"), self._date(one["to"], "people"), one["stand_in"])
            for one in raw.get("away", ())
        )
        people = self.root.get("people")
        own = people.get(name) if isinstance(people, Pairs) else None
        node = own.get("hours") if isinstance(own, Pairs) else None
        hours = self.report.tried(lambda: parse_hours(raw["hours"]), node) if node and "hours" in raw else None
        return Person(name, raw["email"], raw.get("language", "en"), hours, away)

    def _check_people(self) -> None:
        people = tuple(self.plain["people"])
        for text in self._named_people():
            if text.value not in people:
                misses = near_misses(text.value, people)
                details = {"found": text.value, "similar": did_you_mean(misses), "known": ", ".join(people)}
                self.report.add_slip(Slip("FJ032.unknown", 0, len(text.value), only(misses), **details), text)

    def _named_people(self) -> list[Text]:
        owner, teams, people = self.root.get("owner"), self.root.get("teams"), self.root.get("people")
        found = [owner] if isinstance(owner, Text) else []
        for _, members in teams.pairs if isinstance(teams, Pairs) else ():
            found += [item for item in _items(members) if isinstance(item, Text)]
        for _, person in people.pairs if isinstance(people, Pairs) else ():
            away = person.get("away") if isinstance(person, Pairs) else None
            stand_ins = [one.get("stand_in") for one in _items(away) if isinstance(one, Pairs)]
            found += [item for item in stand_ins if isinstance(item, Text)]
        return found

    def _dates(self, name: str) -> list[Date]:
        return [self._date(text, name) for text in self.plain.get(name, ())]

    def _date(self, text: str, name: str) -> Date:
        try:
            return Date.parse_iso(text)
        except ValueError:
            key = self.root.key(name)
            place = key.place if key else self.root.place
            self.report.add("FJ021.day", place, length=len(name), found=text, field=name)
            return Date(1970, 1, 1)


def shop_of(text: str) -> Shop:
    """The shop of a shop.yaml, or an error that says what is wrong with it."""
    from engine.language.reader import read

    root, report = read("shop.yaml", text)
    shop = read_shop(report, root) if root is not None else None
    if shop is None:
        raise PlaybookError("shop.yaml cannot be used.\n" + "\n\n".join(m.text() for m in report.mistakes))
    return shop


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _zone(text: str) -> str:
    try:
        PlainDateTime(2026, 1, 1).assume_tz(text)
    except (TimeZoneNotFoundError, ValueError):
        raise Slip("FJ021.zone", 0, len(text), None, found=text) from None
    return text


def _mail(raw: Mapping[str, str]) -> Mail:
    return Mail(
        server=raw["server"],
        port=int(raw.get("port", "587")),
        user=raw.get("user", ""),
        password=raw.get("password", "").removeprefix("secret ").strip(),
        tls=raw.get("tls", "starttls"),
        sender=raw["from"],
        reply_to=raw.get("reply_to", ""),
        archive=raw.get("archive", ""),
    )


def _refunds(raw: Mapping[str, Any]) -> Refunds:
    limits = _sums(raw.get("limit_per_case", {})), _sums(raw.get("limit_per_day", {}))
    return Refunds(raw.get("by", "a person"), *limits)


def _reviews(raw: Mapping[str, Any]) -> Reviews:
    return Reviews(raw.get("link", ""), _days(raw.get("after", "1 day")), tuple(raw.get("countries", ())))


def _sums(raw: Mapping[str, str]) -> dict[str, Decimal]:
    return {currency: Decimal(amount) for currency, amount in raw.items()}


def _days(text: str) -> int:
    return int(text.partition(" ")[0])
