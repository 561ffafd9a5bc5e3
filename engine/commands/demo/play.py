"""`fjorten demo`: a month of cases on this machine, with nothing to set up."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from engine.case.journal import EntryKind
from engine.case.view import Stage
from engine.commands.assembly import Places
from engine.commands.demo.mail_server import MailServer
from engine.commands.demo.month import Month, month
from engine.commands.demo.outcome import outcome, shortfalls, table
from engine.commands.demo.pace import Pace
from engine.commands.demo.progress import Progress
from engine.commands.demo.senders import Senders
from engine.commands.demo.staff import Staff
from engine.commands.demo.stage import MailPorts, set_stage
from engine.commands.house import House, Ports, house
from engine.errors import FjortenError
from engine.run.clocks import PacedClock
from engine.run.showing import StoreViews

_PATIENCE = 240.0
"""Real seconds for the cases to end after the last day of the month."""


@dataclass(slots=True)
class Play:
    """The demo while it plays."""

    built: House
    month: Month
    clock: PacedClock
    places: Places
    exits: bool
    say: Callable[[str], None] = click.echo
    views: StoreViews = field(init=False)
    senders: Senders = field(init=False)
    found: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.views = StoreViews(self.built.world.store)
        self.senders = Senders(self.month, self.clock, self.built.pages, self.places.safe.secret("events"))

    async def run(self) -> None:
        """Play the month to its end, tell how it ended, and stay up unless told to exit."""
        staff = Staff(self.month, self.clock, self.views, self.built.intake, self._may_answer_all)
        pace = Pace(self.built.engine, self.clock, self.month, self.senders, staff)
        progress = Progress(self.views, self.say)
        async with asyncio.TaskGroup() as group:
            beside = [group.create_task(one) for one in (pace.run(), self.senders.run(), staff.run(), progress.run())]
            await self._until_the_month_is_over()
            await self._until_all_is_done()
            await progress.tell()
            for task in beside[1:]:
                task.cancel()
            self.found = await outcome(self.views)
            self._tell_the_end()
            if self.exits:
                self.built.stop.set()
            await self.built.stop.wait()
            beside[0].cancel()

    def _may_answer_all(self) -> bool:
        return self.exits and self.clock.now() >= self.month.ends

    async def _until_the_month_is_over(self) -> None:
        while self.clock.now() < self.month.ends:  # noqa: ASYNC110 -- time passes; nobody could set an event
            await asyncio.sleep(0.1)

    async def _until_all_is_done(self) -> None:
        """Wait for the last question, then for the cases that it holds up."""
        asked = False
        waited = 0.0
        while not await self._is_done():
            await asyncio.sleep(0.2)
            waited += 0.2
            if question := await self._last_question():
                if not asked:
                    self.say(question)
                asked, waited = True, (waited if self.exits else 0.0)
            elif await self._last_question_was_put():
                self.senders.last_question_answered = True
            if waited > _PATIENCE:
                return

    async def _is_done(self) -> bool:
        expected = {one.order for one in self.month.expected}
        cases = [case for case in await self.views.cases(500) if case.order in expected]
        return len(cases) >= len(expected) and all(case.stage is Stage.CLOSED for case in cases)

    async def _last_question(self) -> str:
        left = next(said for said in self.month.answers if said.left)
        for case in await self.views.cases(500):
            for question in case.questions:
                if case.order == left.order and left.question in question.key:
                    return (
                        f"\nOne question is left for you, in case {case.case}: {question.text}\n"
                        f"  Answer it in Prefect   {self.built.operators}\n"
                        f"  or on its own page     {self.built.pages}/cases/{case.case}\n"
                    )
        return ""

    async def _last_question_was_put(self) -> bool:
        """Whether it stands in the journal: it may have been put, and answered, before a crash or between two looks."""
        left = next(said for said in self.month.answers if said.left)
        for case in await self.views.cases(500):
            if case.order == left.order:
                asked = (entry for entry in await self.views.journal(case.case) if entry.kind is EntryKind.ASKED)
                return any(left.question in entry.data["step"] for entry in asked)
        return False

    def _tell_the_end(self) -> None:
        self.say(f"\n{table(self.found)}\n")
        for sentence in shortfalls(self.found, self.month):
            self.say(f"NOT AS EXPECTED: {sentence}")
        self.say(f"Cases, task runs, deadlines (Prefect)  {self.built.operators}")
        self.say(f"Every mail as the customer sees it     {self.built.pages}/mailbox")
        self.say(f"Cases with their timelines             {self.built.pages}/cases")
        if not self.exits:
            self.say("Everything stays up until Ctrl-C.")


@click.command(epilog="Example: fjorten demo --exit --json out.json")
@click.option("--exit", "exits", is_flag=True, help="Answer the last question too, and end.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write how it ended into this file.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Keep everything in this folder, and carry on from there."
)
@click.option("--port", default=8470, help="Where the pages and doors are.")
@click.option("--prefect-port", default=4200, help="Where Prefect is.")
@click.option("--mail-port", default=4025, help="Where the demo's mail server is; it takes the next three ports.")
def demo(exits: bool, file: Path | None, data: Path | None, port: int, prefect_port: int, mail_port: int) -> None:  # noqa: FBT001 -- a command line has flags
    """Watch a month of real cases of all five kinds in about two minutes. Nothing leaves this machine."""
    own = data is None
    place = data or Path(tempfile.mkdtemp(prefix="fjorten-demo-"))
    try:
        played = asyncio.run(_demo(place, Ports(port, prefect_port), MailPorts(mail_port, mail_port + 1), exits))
    finally:
        if own:
            shutil.rmtree(place, ignore_errors=True)
    if file:
        file.write_text(json.dumps(played, ensure_ascii=False, indent=1), encoding="utf-8")
    if not played or any(shortfalls(played, month())):
        raise SystemExit(1)


async def _demo(data: Path, ports: Ports, mail: MailPorts, exits: bool) -> dict[str, Any]:  # noqa: FBT001 -- passed on
    played = month()
    places = set_stage(data, played, mail, ports.pages)
    click.echo("Starting Prefect, a mail server and the engine …")
    server = await MailServer.start(data / "mail", mail.smtp, mail.imap, places.safe.secret("archive_password"))
    try:
        async with house(places, ports) as built:
            if not isinstance(built.world.clock, PacedClock):
                raise FjortenError("This database is no demo's.", where=str(data), remedy="Name another folder.")
            play = Play(built, played, built.world.clock, places, exits)
            _greet(play)
            await built.until_stopped(play.run())
            return play.found
    finally:
        await server.stop()


def _greet(play: Play) -> None:
    play.say(f"  Cases and questions (Prefect)  {play.built.operators}")
    play.say(f"  Pages and mails                {play.built.pages}/mailbox")
    play.say(
        f"Nordlys opens on {play.month.begins.to_tz('Europe/Copenhagen').date()}. Thirty days pass in about two minutes.\n"
    )
