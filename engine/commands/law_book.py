"""Write docs/law.md from the law data: `python -m engine.commands.law_book`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.commands.law import name_of
from engine.law import (
    complaint_body,
    countries,
    retention_years,
    withdrawal_function_duty,
    withdrawal_labels,
)
from engine.law.calendars import covered_years
from engine.law.duties import national_notes, principles
from engine.law.freshness import state_of_law
from engine.law.guide import Paragraph, paragraphs, union, warning_of

BOOK = Path(__file__).parents[2] / "docs" / "law.md"


def book() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    first, last = covered_years()
    yield "# The law as Fjorten counts it"
    yield ""
    yield "Generated from `engine/law` by `python -m engine.commands.law_book`; change the data, not this page."
    yield f"State of the law: {state_of_law()}. Holidays are known for {first} to {last}. This is not legal advice."
    yield ""
    yield "Where the law is unclear, a customer's right gets the latest day that can be defended and a shop's duty the"
    yield "earliest. The shop's prudent day (`safe_by`) is never moved by a closed day."
    for code in countries():
        yield from _country(code)
    yield from _principles()
    yield from _labels()


def _country(code: str) -> Iterator[str]:
    yield ""
    yield f"## {name_of(code, 'en')} ({code})"
    if warning := warning_of(code, "en"):
        yield ""
        yield f"**{warning}**"
    told = list(paragraphs(code, "en"))
    for paragraph in told:
        if not _unions(paragraph):
            yield from _told(paragraph)
    shared = [f"{paragraph.title} (`{paragraph.id}`)" for paragraph in told if _unions(paragraph)]
    yield ""
    yield f"* By the Union's rules: {', '.join(shared)}." if shared else "* Nothing is taken from the Union's rules."
    yield from _beside(code)


def _unions(paragraph: Paragraph) -> bool:
    return paragraph.id.startswith("eu.")


def _told(paragraph: Paragraph) -> Iterator[str]:
    mark = f" `{paragraph.id}`" if paragraph.id else ""
    yield ""
    yield f"**{paragraph.title}**{mark}: {' '.join(paragraph.sentences)}"


def _beside(code: str) -> Iterator[str]:
    duty, body = withdrawal_function_duty(code), complaint_body(code)
    since = f" since {duty.since}" if duty.since else ""
    yield f"* Withdrawal function: {duty.state}{since}. {_joined(duty.basis, duty.note)}"
    yield f"* Complaints body: {_joined(body.name, body.address, body.web)} ({body.note})"
    for note in national_notes(code):
        yield f"* {note['says']} ({note['basis']})"
    yield f"* Keep refund vouchers {retention_years(code, 'voucher')} years, books {retention_years(code, 'books')} years."


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _principles() -> Iterator[str]:
    yield ""
    yield "## The Union's rules"
    yield ""
    yield "They count where a country has no rule of its own; its own way of counting decides which days move an end."
    for paragraph in union("en"):
        yield from _told(paragraph)
    yield ""
    yield "## The Union's rules that are no periods"
    yield ""
    for name, entry in principles().items():
        yield f"* `{name}`: {entry['says']} ({entry['basis']})"


def _labels() -> Iterator[str]:
    yield ""
    yield "## Labels of the withdrawal function"
    yield ""
    yield "| language | function | confirmation |"
    yield "|---|---|---|"
    for language in ("da", "nb", "sv", "fi", "de", "nl", "fr", "pl", "es", "it", "en", "pt", "cs", "et"):
        function, confirm = withdrawal_labels(language)
        yield f"| {language} | {function} | {confirm} |"


def main() -> None:
    """Write the page."""
    BOOK.parent.mkdir(exist_ok=True)
    BOOK.write_text(book(), encoding="utf-8")


if __name__ == "__main__":
    main()
