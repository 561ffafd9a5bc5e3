"""Looks after the shop's folder while the engine runs: shop.yaml counts at once, playbooks only when they are published."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from engine.commands.assembly import Places, Ready, read_shop
from engine.commands.drafts import drafts, in_one_line
from engine.commands.folder import stamps
from engine.errors import FjortenError
from engine.language.mistakes import as_text
from engine.run.world import World
from engine.store.versions import published
from integrations.smtp import SmtpSender, server_of

_PAUSE = 2.0


@dataclass(slots=True)
class Watching:
    """Reads the folder again whenever a file in it changed."""

    places: Places
    world: World
    say: Callable[[str], None]
    seen: frozenset[tuple[str, int, int]]

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(_PAUSE)
            now = await asyncio.to_thread(stamps, self.places.folder)
            if now != self.seen:
                self.seen = now
                await asyncio.to_thread(self._again)

    def _again(self) -> None:
        try:
            ready = read_shop(self.places.folder)
            server = server_of(ready.shop.mail, self.places.safe.secret)
        except FjortenError as error:
            self.say(f"Nothing was taken over: {error}")
            return
        self.world.frozen.shop = ready.shop
        if isinstance(self.world.outbox.sender, SmtpSender):
            self.world.outbox.sender.turn_to(server)
        tell_mistakes(ready, self.say)
        self.say(f"Read again. {draft_of(ready, self.world) or 'No playbook differs from what is published.'}")


def tell_drafts(new: tuple[str, ...], ready: Ready, engine: World, say: Callable[[str], None]) -> None:
    """At a start: say what was published by it, and what waits for `fjorten publish`."""
    if new:
        say(f"Published for the first time: {', '.join(new)}.")
    if draft := draft_of(ready, engine):
        say(draft)


def draft_of(ready: Ready, engine: World) -> str:
    """One line about the playbooks that read differently in the folder than what is published, if there are any."""
    by_slug = engine.store.read_now(published)
    known = {digest: book.title for digest, book in engine.store.read_now(engine.frozen.published)}
    found = drafts(ready, by_slug, {slug: known.get(digest, slug) for slug, digest in by_slug.items()})
    return in_one_line(found) if found else ""


def tell_mistakes(ready: Ready, say: Callable[[str], None]) -> None:
    """Say what is wrong in the folder; what is broken keeps its last good version for new cases."""
    if ready.held_back:
        say(as_text(ready.checked.errors, "en"))
        names = ", ".join(ready.held_back)
        say(f"Not used until it is mended: {names}. All other playbooks run, and running cases stay as they are.")
