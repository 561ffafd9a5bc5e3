"""What only several files together can get wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.language import Folder, Mistake, check
from tests.unit.language.marked import FILES, HEAD, OTHER, SHOP, SURROUNDINGS

NORDIC = SHOP.replace("{DK: [da]}", "{DK: [da], DE: [da]}")
AROUND = replace(SURROUNDINGS, law_countries=("DK", "DE"))


def found(surroundings: object = AROUND, **files: str) -> list[tuple[str, str, int]]:
    texts = {name.replace("_yaml", ".yaml"): text for name, text in files.items()}
    mistakes: tuple[Mistake, ...] = check(Folder({**FILES, **texts}), surroundings).mistakes  # type: ignore[arg-type]
    return [(mistake.code, mistake.file, mistake.line) for mistake in mistakes]


def test_a_rule_that_one_country_lacks_is_told_where_the_clock_stands() -> None:
    around = replace(AROUND, law_known=lambda words, country, _: (words, country) != ("return shipment", "DE"))

    assert found(around, sample_yaml=HEAD + "  - end: done\n", shop_yaml=NORDIC) == [("FJ055", "sample.yaml", 9)]


@pytest.mark.parametrize(
    "condition",
    ["order.country is DK", "order.country is not DE and order.days_late > 3", "not order.country is DE"],
)
def test_a_country_that_the_playbook_leaves_out_needs_no_rule(condition: str) -> None:
    around = replace(AROUND, law_known=lambda words, country, _: (words, country) != ("return shipment", "DE"))
    text = HEAD.replace("settings:", f"only_if: {condition}\nsettings:") + "  - end: done\n"

    assert found(around, sample_yaml=text, shop_yaml=NORDIC) == []


def test_unconfirmed_rules_must_be_accepted() -> None:
    around = replace(AROUND, law_unverified=lambda country: country == "DE")

    assert found(around, shop_yaml=NORDIC) == [("FJ055", "shop.yaml", 11)]
    assert found(around, shop_yaml=NORDIC + "accept_unverified: [DE]\n") == []


def test_two_playbooks_of_one_case_define_a_deadline_alike() -> None:
    clock = "deadlines:\n  refund_by: {law: return shipment}\nsteps:"

    assert found(sample_yaml=HEAD + "  - run: Other\n", other_yaml=OTHER.replace("steps:", clock)) == [
        ("FJ004", "sample.yaml", 11)
    ]
    assert found(sample_yaml=HEAD + "  - end: done\n", other_yaml=OTHER.replace("steps:", clock)) == []


def test_an_answer_that_does_not_fit_its_question_is_told_in_shop_yaml() -> None:
    shop = SHOP + "settings:\n  Sample:\n    free_return: 3 days\n"

    assert found(sample_yaml=HEAD + "  - end: done\n", shop_yaml=shop) == [("FJ048", "shop.yaml", 19)]


def test_a_file_that_cannot_be_read_is_the_only_one_blamed() -> None:
    broken = OTHER.replace("- end: done", "- end: [done\n    remember_as: token")
    text = HEAD + "  - if: remembered.token is set\n    then: [{end: a}]\n  - run: Other\n"
    shop = SHOP + "settings: {Other: {free: no}}\n"

    assert found(sample_yaml=text, other_yaml=broken, shop_yaml=shop) == [("FJ008", "other.yaml", 6)]


def test_two_playbooks_cannot_have_one_title() -> None:
    assert found(sample_yaml=OTHER) == [("FJ004", "sample.yaml", 1)]


def test_a_date_that_is_met_by_an_unwritten_mail_names_the_mail_alone() -> None:
    clock = (
        "deadlines:\n  soon: {kind: goal, due: 1 hour after notice.received_at, done_when: answr_given sent}\nsteps:"
    )
    mistakes = check(Folder({**FILES, "other.yaml": OTHER.replace("steps:", clock)}), AROUND).mistakes

    assert [(mistake.code, '"answr_given"' in mistake.message) for mistake in mistakes if mistake.code == "FJ031"] == [
        ("FJ031", True)
    ]
