"""Messages are checked against the playbooks that send them, in every language that is sold to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.language import Folder, Mistake, check
from engine.messages.outline import outline
from tests.unit.language.marked import FILES, SHOP, SURROUNDINGS, marked, with_steps

AROUND = replace(SURROUNDINGS, outline=outline)
HEAD = "---\nsubject: Hej\nkind: service\n---\n"
SEND = "- for_each: item in return.lines\n  steps: [{send: hello, must_show: [order.number]}]\n- end: done"


def found(body: str, shop: str = SHOP, head: str = HEAD) -> tuple[Mistake, ...]:
    texts = {
        "sample.yaml": with_steps(SEND),
        "shop.yaml": shop,
        "messages/hello/da.md": f"{head}{body}\nSvar på denne mail.",
    }
    return check(Folder({**FILES, **texts}), AROUND).mistakes


def test_a_sound_message_stays_silent() -> None:
    body = (
        "Hej{% if customer.first_name %} {{ customer.first_name }}{% endif %}, {{ order.number }} {{ send_back_by | date }}"
        " {{ order.paid_total | money }} {{ settings.free_return }} {{ deadlines.refund_by.last_day | weekday }}\n"
        "{% for line in return.lines %}\n- {{ line.quantity | number }} {{ line.name }}\n{% endfor %}\n"
    )

    assert [m.text() for m in found(body)] == []


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("FJ053", "{{ order.number }} {{ ‹customer.firstname› }}"),
        ("FJ053", "{{ order.number }} {{ ‹send_by› | date }}"),
        ("FJ053", "{{ order.number }} {{ ‹order.placed_at› | money }}"),
        ("FJ053", "{{ order.number }} {{ ‹order.channel› | date }}"),
        ("FJ053", "{{ order.number }}\n{% if ‹order.weather› %}sun{% endif %}"),
        ("FJ053", "{{ order.number }}\n{% for x in return.lines %}\n- {{ x.‹colour› }}\n{% endfor %}"),
        ("FJ053", "{{ ‹order.numbr› }}"),
        ("FJ052", "‹H›ej {% if order.number %}{{ order.number }}{% endif %}"),
    ],
)
def test_a_mistake_in_a_message_is_found_at_its_place(code: str, body: str) -> None:
    text, line, column, length = marked(body)

    [mistake] = found(text)

    assert (mistake.code, mistake.file) == (code, "messages/hello/da.md")
    assert (mistake.line, mistake.column, mistake.length) == (line + 4, column, length)


@pytest.mark.parametrize(
    "body", ["{{ order.number | datum }}", "{% if order.number %}{{ order.number }}", "{{ 1 + 1 }}"]
)
def test_a_template_that_cannot_be_read_is_told_with_its_line(body: str) -> None:
    [mistake] = found(body)

    assert (mistake.code, mistake.line) == ("FJ053", 5)


def test_a_message_without_a_subject_cannot_be_read() -> None:
    assert [m.code for m in found("{{ order.number }}", head="---\nkind: service\n---\n")] == ["FJ051"]


def test_a_language_that_is_sold_to_and_missing_is_told_once_at_the_send() -> None:
    shop = SHOP.replace("{DK: [da]}", "{DK: [da, en, de]}")
    others = {
        f"messages/other/{language}.md": f"{HEAD}Reply to this mail. Svar på denne mail. Bitte antworten Sie."
        for language in ("da", "en", "de")
    }
    texts = {"sample.yaml": with_steps(SEND), "shop.yaml": shop, **others}

    [mistake] = check(Folder({**FILES, **texts}), AROUND).mistakes

    assert (mistake.code, mistake.file) == ("FJ050", "sample.yaml")
    assert "messages/hello/en.md, messages/hello/de.md" in mistake.fix


def test_a_language_that_no_message_is_written_in_is_told_once_in_shop_yaml() -> None:
    mistakes = found("{{ order.number }}", SHOP.replace("{DK: [da]}", "{DK: [da, ea]}"))

    assert [(m.code, m.file, m.line, m.column, m.length) for m in mistakes] == [("FJ050", "shop.yaml", 11, 21, 2)]


def test_a_folder_without_shop_yaml_is_told() -> None:
    files = {path: text for path, text in FILES.items() if path != "shop.yaml"}

    assert [m.code for m in check(Folder(files), AROUND).mistakes] == ["FJ051"]
