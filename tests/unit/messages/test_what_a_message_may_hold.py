"""A message shows fields, chooses with `if`, goes once through lines; anything else is refused before it runs."""

from __future__ import annotations

import time

import pytest

from engine.errors import FjortenError, PlaybookError
from engine.messages import outline
from tests.unit.messages.facts import text

ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ order.__class__ }}",
    "{{ order['number'] }}",
    "{{ '{0.__class__}'.format(order) }}",
    "{{ '%s' | format(order.number) }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{{ range(3) }}",
    "{{ 'a' * 3000000000 }}",
    "{{ 9 ** 9 ** 7 }}",
    "{{ 1 + 1 }}",
    "{{ order.number ~ 'x' }}",
    "{{ self }}{{ self.x() }}",
    "{{ order.number.upper() }}",
    "{{ order.number | upper }}",
    "{{ order.number | attr('x') }}",
    "{{ order.number | date | upper }}",
    "{{ lipsum() }}",
    "{{ cycler }}{{ x() }}",
    "{{ namespace(a=1) }}",
    "{% set a = 1 %}",
    "{% macro a() %}{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% with a = 1 %}{% endwith %}",
    "{% filter upper %}x{% endfilter %}",
    "{% call order.x() %}{% endcall %}",
    "{% if order.number is defined %}x{% endif %}",
    "{% if order.number * 2 == 4 %}x{% endif %}",
    "{% if order.number | list %}x{% endif %}",
    "{{ 'a' if order.number else 'b' }}",
    "{{ [order.number] }}",
    "{{ {'a': 1} }}",
    "{% for line in return.lines %}{% for other in return.lines %}x{% endfor %}{% endfor %}",
    "{% for line in return.lines recursive %}{{ loop(line) }}{% endfor %}",
    "{% for line in return.lines if line.id %}x{% endfor %}",
    "{% for a, b in return.lines %}x{% endfor %}",
    "{% for line in 'abc' %}x{% endfor %}",
    "{% for line in return.lines %}{{ loop.cycle('a') }}{% endfor %}",
    "{% for line in return.lines %}{{ loop.__class__ }}{% endfor %}",
    "{% for line in return.lines %}{{ line.__class__ }}{% endfor %}",
    "{{ _fields }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_is_not_a_field_a_choice_or_one_loop_is_refused_with_its_line(attack: str) -> None:
    begun = time.thread_time()
    with pytest.raises(PlaybookError, match="line 6"):
        text(f"First line\n{attack}")

    assert time.thread_time() - begun < 0.25


@pytest.mark.parametrize("broken", ["{{ order.number", "{% if x %}", "{% endfor %}", "{{ }}", "{% for %}x{% endfor %}"])
def test_a_brace_that_is_not_closed_is_told_with_its_line(broken: str) -> None:
    with pytest.raises(PlaybookError, match="line "):
        text(f"First line\n{broken}")


def test_a_message_nested_without_end_is_refused_at_once() -> None:
    with pytest.raises(PlaybookError):
        text("{{ " + "(" * 20_000 + "x" + ")" * 20_000 + " }}")


def test_a_message_file_that_is_too_long_is_refused() -> None:
    with pytest.raises(PlaybookError, match="too long"):
        text("x" * 70_000)


def test_what_a_case_holds_is_never_run_as_a_template() -> None:
    assert text("{{ notice.text }}", notice__text="{{ 7 * 7 }}{% for %}") == "{{ 7 * 7 }}{% for %}"


def test_facts_that_grow_too_large_together_are_cut_off() -> None:
    with pytest.raises(FjortenError, match="too large"):
        text("{% for line in return.lines %}{{ notice.text }}{% endfor %}", notice__text="x" * 150_000)


def test_a_choice_may_compare_ask_and_join() -> None:
    body = (
        '{% if return.wish == "money" and not customer.phone %}a{% endif %}'
        '{% if order.country in ["SE", "NO"] %}b{% elif order.days_late > 2 %}c{% else %}d{% endif %}'
        "{% for line in return.lines %}{% if line.quantity > 1 %}{{ line.name }}{% if loop.last %}.{% endif %}{% endif %}{% endfor %}"
    )

    assert text(body) == "acLampe."


def test_two_kinds_of_value_that_cannot_be_compared_are_told() -> None:
    with pytest.raises(FjortenError, match="cannot be compared"):
        text("{% if order.number > 3 %}x{% endif %}")


def test_an_empty_field_is_refused_with_field_message_and_language() -> None:
    with pytest.raises(FjortenError, match=r'besked in fi: "customer.phone" is empty'):
        text("{{ customer.phone }}", "fi")


def test_a_field_that_the_case_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(FjortenError, match=r'no field "order.numer"'):
        text("{{ order.numer }}")


def test_a_list_of_lines_is_gone_through_and_not_written_as_it_is() -> None:
    with pytest.raises(FjortenError, match="Go through it"):
        text("{{ return.lines }}")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("Hej", "no subject and kind"),
        ("---\nkind: service\n---\nHej", "no subject"),
        ("---\nsubject: S\nkind: advert\n---\nHej", '"advert" is not known'),
        ("---\nsubject: S\nkind: service\nto: me\n---\nHej", "not understood"),
        ("---\nsubject: S\nsubject: T\nkind: service\n---\nHej", "not understood"),
    ],
)
def test_a_message_file_needs_a_subject_and_a_kind_and_nothing_else(source: str, what: str) -> None:
    with pytest.raises(PlaybookError, match=what):
        outline(source)


def test_a_subject_may_stand_in_quotes_and_hold_a_colon() -> None:
    assert (
        outline('---\nsubject: "Ordre: {{ order.number }}"\nkind: service\n---\nx').subject
        == "Ordre: {{ order.number }}"
    )


def test_only_what_everybody_reads_counts_as_shown() -> None:
    found = outline(
        "---\nsubject: S {{ order.number }}\nkind: service\n---\n"
        "{{ send_back_by | date }}{% if order.country %}{{ notice.text }}{{ case.link }}"
        "{% else %}{{ notice.text }}{% endif %}{% for line in return.lines %}{{ line.name }}{% endfor %}"
        "{% for line in complaint.lines %}x{% endfor %}"
    )

    assert found.certain == {
        "order.number",
        "send_back_by",
        "deadlines.send_back_by.last_day",
        "notice.text",
        "return.lines",
    }
    assert "case.link" in found.anywhere


def test_every_place_that_names_a_field_is_known_with_its_line_and_filter() -> None:
    found = outline(
        "---\nsubject: S\nkind: service\n---\nA\n{{ refund.amount | money }}\n{% if case.link %}x{% endif %}"
    )

    assert [(use.path, use.line, use.filter, use.manner) for use in found.uses] == [
        ("refund.amount", 6, "money", "shown"),
        ("case.link", 7, "", "asked"),
    ]
