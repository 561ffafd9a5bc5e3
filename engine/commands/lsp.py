"""`fjorten lsp`: what an editor starts to have mistakes marked, words explained and names completed while you type."""

from __future__ import annotations

import logging

import click

from engine.commands.reading import language_option


@click.command(
    epilog="Example: name it in your editor as the language server for YAML and Markdown; see docs/editors.md"
)
@click.option("--stdio", is_flag=True, hidden=True, help="Editors say this; there is no other way.")
@language_option
def lsp(language: str, *, stdio: bool) -> None:
    """Serve an editor over its pipes. An editor starts this itself; typed by hand it only waits."""
    from engine.commands.language_server.server import made

    del stdio
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # a refusal is an answer, and no news for a log
    made(language).start_io()
