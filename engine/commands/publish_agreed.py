"""What is done once everything was shown: publish, go back, write into the folder; never without a yes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from engine.commands.assembly import clock_of
from engine.commands.publish_back import Back, difference_of, other_answers, to_write, write_back
from engine.commands.publishing import Past, carry_out
from engine.commands.publishing_told import Telling
from engine.store.versions import Publication


@dataclass(frozen=True, slots=True)
class Asking:
    """Who publishes, whether people or a program read the answer, and whether the yes was given beforehand."""

    who: str
    form: str | None
    yes: bool

    def publish(self, telling: Telling, past: Past) -> None:
        """Show the plan and carry it out if somebody agrees; ends with 1 where something stays unpublished."""
        plan = telling.plan
        if not self.form:
            click.echo("\n".join(telling.lines()))
        made: tuple[Publication, ...] = ()
        if plan.nexts and self._agreed(telling):
            made = carry_out(past.store, plan, self.who, clock_of(past.store).now())
        if self.form:
            click.echo(json.dumps(telling.as_json(made), ensure_ascii=False, indent=2))
        elif plan.nexts:
            click.echo("\n".join(_done(made, telling)))
        if plan.not_used or (plan.nexts and not made):
            raise SystemExit(1)

    def go_back(self, back: Back, telling: Telling, past: Past) -> None:
        """Publish the older text as a new version, and say how it stands with the folder."""
        if back.is_in_use:
            click.echo(f"{telling.say('version', number=back.publication.number)}: {telling.say('in_use')}.")
        else:
            self.publish(telling, past)
        if not self.form:
            differs = to_write(back, telling.ready) or other_answers(back, telling.ready)
            word = "folder_newer" if differs else "folder_same"
            click.echo(telling.say(word, number=back.publication.number, playbook=back.version.main))

    def write(self, back: Back, telling: Telling, folder: Path) -> None:
        """Put the older text into the folder, after its difference was shown."""
        texts = to_write(back, telling.ready)
        for path, text in texts.items():
            click.echo("\n".join(difference_of(path, text, telling.ready)))
        for name, answer in other_answers(back, telling.ready).items():
            click.echo(f"shop.yaml, settings, {name}: {answer}")
        if not texts:
            return
        if not (self.yes or click.confirm(telling.say("write"), default=False)):
            click.echo(telling.say("not_written"))
            return
        write_back(texts, folder)
        click.echo("\n".join(telling.say("written", file=folder / path) for path in texts))

    def _agreed(self, telling: Telling) -> bool:
        if not (self.form or self.yes):
            return click.confirm(telling.say("confirm"), default=False)
        if self.yes and not telling.plan.is_proved and not self.form:
            click.echo(telling.say("stories_stop"))
        return self.yes and telling.plan.is_proved


def _done(made: tuple[Publication, ...], telling: Telling) -> Iterator[str]:
    titles = {one.draft.slug: one.draft.title for one in telling.plan.nexts}
    if not made:
        yield telling.say("not_published")
    for one in made:
        word = "published" if one.digest else "withdrawn"
        yield telling.say(word, playbook=titles[one.slug], number=one.number)
    moving = {waiting.case.slug for waiting in telling.plan.waiting} & {one.slug for one in made if one.digest}
    yield from (telling.say("how_to_move", playbook=titles[slug]) for slug in sorted(moving))
