"""Find the rule that a playbook means, for one country and one contract day."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from whenever import Date

from engine.errors import LawError
from engine.law.deadline import Jurisdiction
from engine.law.places import check_country, countries, region_of
from engine.law.rule import Rule
from engine.law.sheets import rules_of
from engine.law.shelf import sheet


@lru_cache(maxsize=4096)
def find_rule(name: str, where: Jurisdiction, contract_day: Date | None = None) -> Rule:
    """The rule behind a playbook's words (`refund after withdrawal`) or an id (`dk.refund`), in the customer's country.

    A national rule goes before the Union's; the version is the one in force on the day of the contract.
    """
    country = check_country(where.country)
    region_of(country, where.region)
    versions = _versions(name, country)
    if not versions:
        raise _unknown(name, country)
    fitting = [rule for rule in versions if _in_force(rule, contract_day)]
    if not fitting:
        raise _not_in_force(versions[-1], contract_day)
    return fitting[0]


def rule_words() -> tuple[str, ...]:
    """All words that a playbook may write after `law:`."""
    return _all_words()


def known(words: str, country: str, region: str = "") -> bool:
    """Whether the country's law has a rule for these words."""
    try:
        find_rule(words, Jurisdiction(country, region))
    except LawError:
        return False
    return True


@cache
def _all_words() -> tuple[str, ...]:
    found = {word for code in ("DK", *countries()) for rule in rules_of(code) for word in rule.words}
    return tuple(sorted(found))


@cache
def _versions(name: str, country: str) -> tuple[Rule, ...]:
    """All rules that may be meant, the country's own before the Union's."""
    if name in sheet(country).get("without", {}):
        return ()
    book = rules_of(country)
    return tuple(rule for rule in book if rule.id == name) or tuple(rule for rule in book if name in rule.words)


def _in_force(rule: Rule, contract_day: Date | None) -> bool:
    if contract_day is None:
        return rule.valid_to is None
    return (rule.valid_from is None or rule.valid_from <= contract_day) and (
        rule.valid_to is None or contract_day <= rule.valid_to
    )


def _not_in_force(rule: Rule, contract_day: Date | None) -> LawError:
    span = " ".join(_span(rule))
    day = contract_day or "today"
    return LawError(
        f"this rule holds for contracts {span}, not for one of {day}.",
        where=f"rule {rule.id} in {rule.country}",
        remedy="Check the day of the contract, or leave this deadline out for older contracts.",
    )


def _span(rule: Rule) -> Iterator[str]:
    if rule.valid_from:
        yield f"from {rule.valid_from}"
    if rule.valid_to:
        yield f"to {rule.valid_to}"


def _unknown(name: str, country: str) -> LawError:
    """Say which of the three it is: no such period here, another country's rule, or a word nobody knows."""
    where = f'rule "{name}" in {country}'
    if reason := sheet(country).get("without", {}).get(name):
        return LawError(f"{reason}.", where=where, remedy="Use a goal of your own (`kind: goal`) for this country.")
    if home := _home_of(name):
        return LawError(
            f"this is a rule of {home}, not of {country}.", where=where, remedy="Name the rule by its words."
        )
    if name in _all_words():
        return LawError(f"{country} has no such rule.", where=where, remedy="Use a goal of your own (`kind: goal`).")
    near = get_close_matches(name, (*_all_words(), *_ids(country)), n=1, cutoff=0.6)
    remedy = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(_all_words())}."
    return LawError("this rule is not known.", where=where, remedy=remedy)


def _home_of(rule_id: str) -> str:
    code = rule_id.partition(".")[0].upper()
    return code if code in countries() and rule_id in _ids(code) else ""


@cache
def _ids(country: str) -> frozenset[str]:
    return frozenset(rule.id for rule in rules_of(country))
