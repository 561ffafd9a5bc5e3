"""`fjorten up`: everything on one machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from engine.commands.assembly import Places, set_going
from engine.commands.house import Ports, house, watching


@click.command(epilog="Example: fjorten up --folder playbooks --data data")
@click.option("--folder", type=click.Path(path_type=Path), default="playbooks", help="Your playbooks and shop.yaml.")
@click.option("--data", type=click.Path(path_type=Path), default="data", help="Where Fjorten keeps what it knows.")
@click.option(
    "--database", default="", envvar="FJORTEN_DATABASE", help="A PostgreSQL address, if not a file in --data."
)
@click.option("--port", default=8470, envvar="FJORTEN_PORT", help="Where the pages and doors are on this machine.")
@click.option("--prefect-port", default=4200, envvar="FJORTEN_PREFECT_PORT", help="Where Prefect is on this machine.")
def up(folder: Path, data: Path, database: str, port: int, prefect_port: int) -> None:
    """Start Prefect, the engine and the pages, and stop them all with Ctrl-C.

    After a crash, start it again: it carries on where it was.
    """
    asyncio.run(_up(Places(folder, data, database), Ports(port, prefect_port)))


async def _up(places: Places, ports: Ports) -> None:
    async with house(places, ports) as built:
        shop = built.world.frozen.shop
        click.echo(f"{shop.name} is up. Mails go {shop.sending}.")
        click.echo(f"  Cases and questions (Prefect)  {built.operators}")
        click.echo(f"  Pages and mails                {built.pages}/mailbox")
        click.echo(f"  Door for events                {built.pages}/events")
        click.echo("Ctrl-C stops everything.")
        set_going(built.world.clock)
        await built.until_stopped(watching(built, places))
        click.echo("Stopping …")
    click.echo("Stopped. Nothing is lost; start it again any time.")
