"""What the law asks beside dates, as data for messages, pages and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from whenever import Date

from engine.errors import LawError
from engine.law.places import check_country
from engine.law.shelf import duties

FunctionState = Literal["in force", "enacted", "unconfirmed", "none"]


@dataclass(frozen=True, slots=True)
class ComplaintBody:
    """Who a customer can turn to when the shop refuses a complaint."""

    name: str
    address: str
    web: str
    note: str


@dataclass(frozen=True, slots=True)
class FunctionDuty:
    """Whether an online contract must carry the withdrawal function, since when, and by which law."""

    state: FunctionState
    basis: str
    note: str
    since: Date | None = None


def withdrawal_labels(language: str) -> tuple[str, str]:
    """The two labels of the withdrawal function, as the law writes them: the function, and its confirmation."""
    labels = duties()["labels"].get(language)
    if labels is None:
        raise LawError(
            f'the law\'s labels are not known in "{language}".',
            where="withdrawal function",
            remedy=f"Known are {', '.join(sorted(duties()['labels']))}; `en` is understood by most.",
        )
    return labels[0], labels[1]


def withdrawal_function_duty(country: str, contract_day: Date | None = None) -> FunctionDuty:
    """Whether a contract of that day must carry the withdrawal function in this country (CRD art. 11a)."""
    entry = duties()["function"][check_country(country)]
    since = Date.parse_iso(entry["since"]) if "since" in entry else None
    note, basis = entry.get("note", ""), entry["basis"]
    if since and contract_day and contract_day < since:
        return FunctionDuty("none", basis, f"for contracts from {since}", since)
    return FunctionDuty(_state(entry["state"]), basis, note, since)


def complaint_body(country: str) -> ComplaintBody:
    """The body to name with a refused complaint; the European Consumer Centres where no national one is known."""
    known = duties()
    entry = known["bodies"].get(check_country(country), known["across_borders"])
    return ComplaintBody(entry["name"], entry["address"], entry["web"], entry["note"])


def retention_years(country: str, kind: str) -> int:
    """How many years a paper is kept after its business year: `voucher`, `books`, or as long as `claims` can come."""
    years: Mapping[str, str] = duties()["retention"][check_country(country)]
    if kind not in years:
        remedy = f"Known are {', '.join(years)}."
        raise LawError(f'no retention is known for "{kind}".', where=f"retention in {country}", remedy=remedy)
    return int(years[kind])


def required_contents(case: str, country: str = "") -> tuple[str, ...]:
    """What a message of this kind must say (`withdrawal received`, `refund issued`, `complaint refused` …)."""
    entry = _contents().get(case)
    if entry is None:
        remedy = f"Known are {', '.join(_contents())}."
        raise LawError(f'no contents are known for "{case}".', where="message", remedy=remedy)
    extra = _contents()["withdrawn goods"]["must"] if (case, country) == ("withdrawal received", "SE") else ()
    return (*entry["must"], *extra)


def principles() -> Mapping[str, Mapping[str, str]]:
    """The Union's rules that have no length of their own, in one sentence each."""
    found: Mapping[str, Mapping[str, str]] = duties()["principles"]
    return found


def national_notes(country: str) -> tuple[Mapping[str, str], ...]:
    """What one country's law adds beside its periods: consequences of being late, duties to tell."""
    return tuple(duties()["national"].get(check_country(country), ()))


def _contents() -> Mapping[str, Any]:
    found: Mapping[str, Any] = duties()["contents"]
    return found


def _state(word: str) -> FunctionState:
    match word:
        case "in force" | "enacted" | "none":
            return word
        case _:
            return "unconfirmed"
