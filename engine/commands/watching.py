"""Looks after the shop's folder while the engine runs: a change that is sound counts at once, a broken one never."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from engine.commands.assembly import Places, Ready, publish_all, read_shop
from engine.commands.folder import stamps
from engine.errors import FjortenError
from engine.language.mistakes import as_text
from engine.run.world import World
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
        changed = publish_all(self.world, ready)
        tell_mistakes(ready, self.say)
        self.say(
            f"Read again. New cases follow the new text of: {', '.join(changed) or 'nothing, no playbook changed'}."
        )


def tell_mistakes(ready: Ready, say: Callable[[str], None]) -> None:
    """Say what is wrong in the folder; what is broken keeps its last good version for new cases."""
    if ready.checked.broken:
        say(as_text(ready.checked.errors, "en"))
        names = ", ".join(f"{slug}.yaml" for slug in ready.checked.broken)
        say(f"Not used until it is mended: {names}. All other playbooks run, and running cases stay as they are.")
