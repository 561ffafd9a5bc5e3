"""The shop as shop.yaml describes it: addresses, people, hours, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from whenever import Date


class Sending(StrEnum):
    """Where mails to customers go; a new shop begins with the first."""

    TO_ME_ONLY = "to me only"
    AFTER_MY_APPROVAL = "after my approval"
    FOR_REAL = "for real"


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours: for each weekday (1 is Monday) the minutes of the day from and to, in the shop's zone."""

    by_weekday: Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away from `first` to `last`, both included; `stand_in` gets what would go to her."""

    first: Date
    last: Date
    stand_in: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers questions and hears of alarms."""

    name: str
    email: str
    language: str = "en"
    hours: Hours | None = None
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server and the addresses that mails carry; `password` is the name of a secret, never the secret."""

    server: str
    port: int = 587
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    sender: str = ""
    reply_to: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Refunds:
    """Who pays refunds (`a person`, or the words of an integration), and how much may go without asking."""

    by: str = "a person"
    limit_per_case: Mapping[str, Decimal] = field(default_factory=dict)
    limit_per_day: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviews:
    """Where customers are invited to say how it was; only in `countries`, and by consent where `consent` says so."""

    link: str = ""
    after_days: int = 1
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything that shop.yaml says; read live, so that a new phone number reaches the next mail."""

    name: str
    legal_name: str
    organisation_number: str
    address: str
    return_address: str
    country: str
    time_zone: str
    email: str
    phone: str
    contact_name: str
    sells_to: Mapping[str, tuple[str, ...]]
    mail: Mail
    sending: Sending
    people: Mapping[str, Person]
    teams: Mapping[str, tuple[str, ...]]
    owner: str
    accept_unverified: tuple[str, ...] = ()
    contact_minute: int = 600
    quiet_hours: tuple[int, int] | None = None
    hours: Hours = field(default_factory=lambda: Hours({}))
    closed_days: frozenset[Date] = frozenset()
    refunds: Refunds = field(default_factory=Refunds)
    goodwill: Mapping[str, Decimal] = field(default_factory=dict)
    withdrawal_window_days: int = 14
    reviews: Reviews = field(default_factory=Reviews)
    exemptions: Mapping[str, str] = field(default_factory=dict)
    terms_link: str = ""
    privacy_link: str = ""
    terms_versions: tuple[tuple[Date, str], ...] = ()
    connections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    page_address: str = ""
    paused: bool = False
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The owner's answers to a playbook's questions: playbook title -> setting -> answer as written."""

    def team(self, who: str) -> tuple[str, ...]:
        """The people behind a name: a team's members, one person, or the owner."""
        if who == "owner":
            return (self.owner,)
        return self.teams.get(who, (who,))
