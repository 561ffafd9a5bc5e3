"""What the demo tells while it plays: mails as they leave, cases as they end, on the calendar of the month."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from whenever import Instant

from engine.case.view import CaseView, DeadlineState, Stage
from engine.case.waiting import short_day
from engine.commands.demo.month import ZONE
from engine.run.showing import StoreViews

_PAUSE = 0.4
_MANY = 500
_SENT = "sent"


@dataclass(slots=True)
class Progress:
    """Tells each thing once."""

    views: StoreViews
    say: Callable[[str], None]
    told: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Look for news until cancelled."""
        while True:
            await self.tell()
            await asyncio.sleep(_PAUSE)

    async def tell(self) -> None:
        """Tell what is new."""
        mails = await self.views.newest(case=None, language="", limit=60)
        cases = {case.case: case for case in await self.views.cases(_MANY)}
        for mail in reversed(mails):
            if mail.outcome == _SENT and mail.message != "note" and mail.case is not None and mail.sent_at:
                self._once(f"mail {mail.id}", mail.sent_at, cases.get(mail.case), f"mail  {mail.subject}")
        for case in cases.values():
            self._tell_case(case)

    def _tell_case(self, case: CaseView) -> None:
        for deadline in case.deadlines:
            if deadline.state is DeadlineState.BROKEN and deadline.kind == "legal":
                name = f"broken {case.case} {deadline.identity}"
                self._once(
                    name, deadline.end, case, f"BROKEN  {deadline.name}: {deadline.law} was due {deadline.last_day}"
                )
        if case.stage is Stage.CLOSED:
            self._once(f"closed {case.case} {case.result}", None, case, f"ended  {case.result}")

    def _once(self, name: str, at: Instant | None, case: CaseView | None, text: str) -> None:
        if name not in self.told:
            self.told.add(name)
            day = short_day(at, ZONE) if at else ""
            label = f"case {case.case:>2} · {case.country} {case.language} · {case.playbook}" if case else ""
            self.say(f"{day:>10}  {label:<38} {text}")
