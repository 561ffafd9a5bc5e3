"""`fjorten law`: the rules of a country in plain words."""

from __future__ import annotations

import click
from babel import Locale

from engine.commands.reading import language_option
from engine.errors import LawError
from engine.law import countries, unverified
from engine.law.guide import paragraphs, title_of, warning_of


@click.command("law")
@click.argument("country", required=False)
@language_option
def law(country: str | None, language: str) -> None:
    """Print the law of a COUNTRY (DK, NO, SE …) as Fjorten counts it; without one, the countries it knows."""
    try:
        _country(country.upper(), language) if country else _list(language)
    except LawError as error:
        raise click.ClickException(str(error)) from error


def _list(language: str) -> None:
    for code in countries():
        mark = " *" if unverified(code) else ""
        click.echo(f"{code}  {name_of(code, language)}{mark}")
    click.echo("* = needs `accept_unverified` in shop.yaml: its sources are not confirmed")


def _country(code: str, language: str) -> None:
    told = list(paragraphs(code, language))
    click.echo(title_of(name_of(code, language), language))
    if warning := warning_of(code, language):
        click.echo(warning)
    for paragraph in told:
        click.echo(f"\n{paragraph.title}" + (f"  ({paragraph.id})" if paragraph.id else ""))
        for sentence in paragraph.sentences:
            click.echo(f"  {sentence}")


def name_of(code: str, language: str) -> str:
    """The country's name in the reader's language."""
    return str(Locale.parse(language).territories.get(code, code))
