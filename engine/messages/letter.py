"""Writes one message to one person: subject, plain text and HTML from one source, in the language of the mail."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import FjortenError
from engine.language.values import Value
from engine.messages.html import as_html
from engine.messages.languages import language_of
from engine.messages.markup import tree_of
from engine.messages.sheet import Lookup, Sheet, lookup_in
from engine.messages.source import Source, read
from engine.messages.template import compiled, run, single_lines
from engine.messages.text import as_text
from engine.messages.wording import Reader

_FOOT = ("shop.legal_name", "shop.address")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message with the facts of a case in it, as the customer will read it."""

    message: str
    language: str
    kind: str
    subject: str
    text: str
    html: str


def render(source: str, name: str, language: str, fields: Lookup | Mapping[str, Value], zone: str) -> Letter:
    """Write a message for one case: every field filled in, every day and amount in the reader's own way.

    `fields` answers for a path (`order.number`; `send_back_by` or `deadlines.send_back_by.last_day`), `None` for an
    empty field, LookupError for one that does not exist. `zone` is the recipient's.
    """
    try:
        reader = Reader(language_of(language), zone)
        return _written(read(source), name, Sheet(lookup_in(fields), reader))
    except FjortenError as error:
        place = f"{name} in {language}" + (f", {error.where}" if error.where else "")
        raise type(error)(error.what, where=place, remedy=error.remedy) from error


def _written(source: Source, name: str, sheet: Sheet) -> Letter:
    subject = _subject(source, sheet)
    body = run(compiled(single_lines(source.body), source.first_line), sheet)
    tree = tree_of(body)
    shop, foot = _known("shop.name", sheet), "\n".join(filter(None, (_known(path, sheet) for path in _FOOT)))
    text = as_text(tree, sheet) + (f"\n-- \n{foot}\n" if foot else "")
    html = as_html(tree, sheet, subject, shop, foot)
    return Letter(name, sheet.reader.language.code, source.kind, subject, text, html)


def _subject(source: Source, sheet: Sheet) -> str:
    written = run(compiled(source.subject, source.subject_line), sheet)
    subject = sheet.filled(written, lambda fact: fact.words, str).strip()
    if not subject or any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in subject):
        raise FjortenError("The subject must be one line of text.", remedy="Take out what breaks the line.")
    return subject


def _known(path: str, sheet: Sheet) -> str:
    """A field of the shop for head and foot; a shop that does not say it goes without."""
    try:
        value = sheet.lookup(path)
    except LookupError:
        return ""
    return value if isinstance(value, str) else ""
