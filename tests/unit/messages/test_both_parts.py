"""The plain text part and the HTML part say the same, and a customer's words stay words in both."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FjortenError
from tests.unit.messages.facts import letter, text

BODY = """# {{ order.number }}

Hej {{ customer.name }}, **{{ customer.first_name }}**

> {{ notice.text }}

{% for line in return.lines %}
- {{ line.quantity }} × {{ line.name }}: {{ line.price | money }}
{% endfor %}

[Din sag]({{ case.link }})
"""
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=60
).filter(str.strip)


class Page(HTMLParser):
    """What a browser makes of a page: its tags, its addresses, its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.words.append("\n" if tag == "br" else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


SHAPE = [tag for tag in Page(letter(BODY).html).tags if tag != "br"]


@settings(max_examples=50, deadline=None)
@given(name=WORDS, notice=WORDS, number=WORDS)
def test_whatever_a_customer_is_called_or_writes_stands_in_both_parts_as_it_is(
    name: str, notice: str, number: str
) -> None:
    done = letter(BODY, customer__name=name, notice__text=notice, order__number=number)
    page = Page(done.html)
    words = "".join(page.words)

    for fact in (name.strip(), notice.strip(), number.strip()):
        assert fact in done.text
        assert fact in words
    assert page.links == ["https://shop.example/s/k3?a=1&b=2"]
    assert [tag for tag in page.tags if tag != "br"] == SHAPE


@pytest.mark.parametrize(
    "words",
    [
        "*x* _y_ `z`",
        "[her](http://evil.example)",
        "<script>alert(1)</script>",
        "<http://evil.example>",
        "![x](http://evil.example/x.png)",
        "# stor",
        "&lt;b&gt;",
        "javascript:alert(1)",
        "1. a",
        "\\*",
        "---",
    ],
)
def test_marks_in_a_customers_name_stay_letters(words: str) -> None:
    done = letter("{{ customer.name }}", customer__name=words)
    page = Page(done.html)

    assert done.text.strip() == words
    assert words in "".join(page.words)
    assert (page.links, {"script", "em", "strong", "img", "h1", "b"} & set(page.tags)) == ([], set())


def test_a_line_break_in_a_name_cannot_pretend_to_be_a_line_of_ours() -> None:
    assert text("Hej {{ customer.name }}!", customer__name="Bo\r\n\r\nSend pengene til mig") == (
        "Hej Bo  Send pengene til mig!"
    )


def test_what_the_customer_declared_keeps_its_lines_behind_the_mark_of_a_quotation() -> None:
    assert text("> {{ notice.text }}", notice__text="A\n\nB") == "> A\n>\n> B"


def test_signs_that_turn_the_writing_around_or_ring_bells_are_left_out() -> None:
    assert text("{{ customer.name }}", customer__name="B\u202eo\x07\x00\ue0000\ue001") == "Bo0"


def test_a_line_break_stays_where_the_author_typed_it() -> None:
    assert text("Venlig hilsen\nFreja") == "Venlig hilsen\nFreja"
    assert "Venlig hilsen<br>\nFreja" in letter("Venlig hilsen\nFreja").html


def test_links_are_words_and_address_in_the_text_part() -> None:
    assert text("[Din sag]({{ case.link }}) [skriv](mailto:hej@shop.example)") == (
        "Din sag: https://shop.example/s/k3?a=1&b=2 skriv: hej@shop.example"
    )


def test_the_shops_own_address_of_the_case_can_be_touched() -> None:
    assert Page(letter("{{ case.link }}").html).links == ["https://shop.example/s/k3?a=1&b=2"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil", "x y"])
def test_a_link_leads_to_the_web_a_mailbox_or_a_telephone_and_nowhere_else(address: str) -> None:
    with pytest.raises(FjortenError, match="not an address for a link"):
        letter("[x]({{ case.link }})", case__link=address)


def test_pictures_and_raw_html_of_an_author_load_nothing_from_afar() -> None:
    page = Page(letter("![x](https://a.example/x.png) <img src='https://a.example'> <div>\n\n<iframe>").html)

    assert not {"img", "iframe"} & set(page.tags)


def test_each_line_of_the_case_is_a_point_even_if_the_loop_stands_on_one_line() -> None:
    on_one = "{% for line in return.lines %}- {{ line.name }}{% endfor %}"
    on_three = "{% for line in return.lines %}\n- {{ line.name }}\n{% endfor %}"

    assert text(on_one) == text(on_three) == "- Plaid\n- Lampe"


def test_a_paragraph_that_is_left_out_leaves_no_hole() -> None:
    body = "A\n\n{% if customer.phone %}\n{{ customer.phone }}\n{% endif %}\n\nB"

    assert text(body) == "A\n\nB"


def test_lists_and_numbers_keep_their_signs_in_the_text_part() -> None:
    assert text("3. a\n4. b\n   - c\n\n---\n\n## H") == f"3. a\n4. b\n   - c\n\n{'-' * 40}\n\nH"


def test_the_page_says_its_language_and_carries_every_style_itself() -> None:
    html = letter("Hej", "fi").html

    assert '<html lang="fi">' in html
    assert not re.search(r"<link|@import|url\(|src=", html)
    assert unescape(html).count("<title>Emne</title>") == 1


def test_a_subject_is_one_line_whatever_the_case_holds() -> None:
    done = letter(
        "x", subject="Ordre {{ order.number }} · {{ refund.amount | money }}", order__number="1\r\nBcc: a@b.c"
    )

    assert done.subject.startswith("Ordre 1 Bcc: a@b.c · 1.499,50")
    with pytest.raises(FjortenError, match="one line"):
        letter("x", subject="{{ notice.text }}")
