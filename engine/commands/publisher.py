"""Publishing from the operators' screens: the same plan as `fjorten publish`, shown as Markdown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.commands.assembly import read_shop
from engine.commands.publishing import Past, Plan, carry_out, plan_of
from engine.commands.publishing_told import Telling
from engine.run.ports import Answered
from engine.run.world import World
from integrations.web.dates import Dates

_LANGUAGE = "en"
"""The screens of Prefect speak English."""


@dataclass(frozen=True, slots=True)
class FolderPublisher:
    """Publishes a shop's folder into the store of an engine that runs."""

    folder: Path
    world: World

    async def show(self, only: str) -> Answered:
        """What publishing would change; of one playbook (its title), or of all that differ."""
        plan, telling = await asyncio.to_thread(self._plan, only)
        sentence = "Shown; nothing was published" if plan.nexts else telling.say("nothing")
        return Answered(sentence, as_markdown(telling.lines()))

    async def publish(self, only: str, who: str) -> Answered:
        """Publish it, if all stories come true."""
        plan, telling = await asyncio.to_thread(self._plan, only)
        text = as_markdown(telling.lines())
        if not plan.nexts:
            return Answered(telling.say("nothing"), text, ", ".join(plan.not_used) and telling.say("not_published"))
        if not plan.is_proved:
            return Answered("", text, "Nothing was published, because stories do not come true")
        made = await asyncio.to_thread(carry_out, self.world.store, plan, who, self.world.clock.now())
        titles = {one.draft.slug: one.draft.title for one in plan.nexts}
        return Answered("Published: " + ", ".join(f"{titles[one.slug]} {one.number}" for one in made), text)

    def _plan(self, only: str) -> tuple[Plan, Telling]:
        ready = read_shop(self.folder)
        plan = plan_of(ready, self.folder, Past(self.world.store), only, _LANGUAGE)
        return plan, Telling(plan, ready, Dates(_LANGUAGE, ready.shop.time_zone))


def as_markdown(lines: Iterable[str]) -> str:
    """The lines of a plan as a Markdown text: what stands further in becomes a list."""
    return "\n".join(_marked(line) for part in lines for line in part.split("\n"))


def _marked(line: str) -> str:
    text = line.lstrip()
    depth = (len(line) - len(text)) // 2
    if not depth:
        return f"\n**{text}**\n" if text else ""
    shown = f"`{text}`" if text.startswith(("+ ", "- ")) else text
    return f"{'    ' * (depth - 1)}- {shown}"
