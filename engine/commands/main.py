"""`fjorten`: one program, many commands; each is loaded only when it is called, so that help is there at once."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

from engine.errors import FjortenError

COMMANDS: Mapping[str, str] = {
    "init": "Make a new shop folder: playbooks, messages, shop.yaml.",
    "check": "Say what is wrong in your playbooks, and what to write instead.",
    "demo": "Watch a month of cases in a minute and a half.",
    "up": "Start everything on this machine.",
    "engine": "Start one more engine on a database that several share.",
    "explain": "Say in plain sentences what a playbook does, or what a code means.",
    "try": "Play one case on a simulated calendar, with every date and every mail.",
    "hunt": "Walk every way that a case can go, and find where the law or a promise breaks.",
    "test": "Play the stories beside your playbooks, and say what did not come true.",
    "publish": "Let new cases follow what your folder says, after showing what differs.",
    "cases": "List the cases.",
    "case": "Tell one case: what has happened, what comes next, by when.",
    "event": "Report something that happened.",
    "answer": "Answer a question of a case.",
    "skip": "Let a case go on without a step.",
    "move": "Let cases that run follow a newer version, where they can.",
    "due": "Count one legal date, with every step of the counting.",
    "law": "Print a country's rules in plain words.",
    "lsp": "Serve an editor: mistakes marked, words explained, names completed while you type.",
    "doctor": "Look whether everything that Fjorten needs is well.",
    "schemas": "Write the schemas for editors anew.",
}
"""The commands in the order in which a newcomer meets them; each is in the file of its name."""

_ELSEWHERE = {"try": "try_out"}
"""Files that cannot bear the name of their command, because the word belongs to Python."""


class _Commands(click.Group):
    """Loads a command when it is called; lists them without loading any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = _ELSEWHERE.get(cmd_name, cmd_name)
        command: click.Command = getattr(importlib.import_module(f"engine.commands.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was meant; a misspelt one is refused with the near miss."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from engine.language.similar import did_you_mean, near_misses

            ctx.fail(f'There is no command "{args[0]}".{did_you_mean(near_misses(args[0], COMMANDS))}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what Fjorten itself finds wrong is a sentence, never a stack trace."""
        try:
            return super().invoke(ctx)
        except FjortenError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, epilog="Example: fjorten init shop --language da, then fjorten check shop")
@click.version_option(package_name="fjorten", prog_name="fjorten")
def fjorten() -> None:
    """Playbooks for returns, refunds, late parcels and complaints, with every legal deadline kept."""


def main() -> None:
    """Run the program, and end it with the exit code that says how it went."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # the Nordic letters on every terminal
    fjorten(prog_name="fjorten")


if __name__ == "__main__":
    main()
