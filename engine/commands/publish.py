"""`fjorten publish`: let new cases follow what the folder says, after everything that differs was shown."""

from __future__ import annotations

import getpass
import json

import click

from engine.commands.assembly import Places, read_shop
from engine.commands.places import opened, with_places
from engine.commands.publish_agreed import Asking
from engine.commands.publish_back import back_to, plan_back
from engine.commands.publish_history import history_as_json, history_lines
from engine.commands.publishing import Past, plan_of
from engine.commands.publishing_told import Telling
from engine.commands.reading import language_option
from integrations.web.dates import Dates


@click.command(epilog="Example: fjorten publish --who Anna")
@with_places
@language_option
@click.option("--only", default="", metavar="PLAYBOOK", help="Only this playbook: its title or the name of its file.")
@click.option("--who", default=getpass.getuser, help="Your name, as the history will remember it.")
@click.option("--yes", is_flag=True, help="Publish without asking, if all stories come true.")
@click.option("--history", is_flag=True, help="Only show what was published since when, and by whom.")
@click.option(
    "--back", type=int, is_flag=False, flag_value=0, metavar="[N]", help="Publish the text of an older version again."
)
@click.option("--write", is_flag=True, help="With --back: put the older text into your folder too, if you agree.")
@click.option("--json", "form", flag_value="json", help="Print JSON; without --yes, nothing is published.")
def publish(
    places: Places, language: str, only: str, who: str, back: int | None, form: str | None, **switched: bool
) -> None:
    """Show what differs between your folder and what new cases follow, and publish it if you agree.

    Cases that run stay on the version with which they began.
    """
    ready = read_shop(places.folder)
    dates, asking = Dates(language, ready.shop.time_zone), Asking(who, form, switched["yes"])
    with opened(places) as store:
        past = Past(store)
        if switched["history"]:
            told = (
                json.dumps(history_as_json(past), ensure_ascii=False, indent=2) if form else history_lines(past, dates)
            )
            click.echo(told if isinstance(told, str) else "\n".join(told))
        elif back is None:
            asking.publish(Telling(plan_of(ready, places.folder, past, only, language), ready, dates), past)
        else:
            found = back_to(back, only, past)
            asking.go_back(found, Telling(plan_back(found, past, language), ready, dates), past)
            if switched["write"]:
                asking.write(found, Telling(plan_back(found, past, language), ready, dates), places.folder)
