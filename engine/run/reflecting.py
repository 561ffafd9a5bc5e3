"""Keeps the operators' screens and the cases together: first what people did comes in, then what happened is shown."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from sqlalchemy import Connection
from whenever import Instant

from engine.case.view import CaseView, Stage
from engine.errors import FjortenError
from engine.run.dispatch import Dispatcher
from engine.run.intake import open_question
from engine.run.ports import PUBLISH, OutsideHand, Publisher, Screens
from engine.run.world import World
from engine.store import cases, inbox, lists, versions
from engine.store.inbox import Delivery

log = logging.getLogger("fjorten")

_PAUSE = 1.5
"""Real seconds between two looks at the screens."""

_OPEN = (Stage.RUNNING, Stage.WAITING, Stage.HANDED_OVER)
_MOST = 2000
_LATELY_CLOSED = 200


@dataclass(frozen=True, slots=True)
class Reflecting:
    """One engine's part in keeping the screens true."""

    world: World
    dispatcher: Dispatcher
    screens: Screens
    publisher: Publisher | None = None
    offered: dict[str, str] = field(default_factory=dict)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(_PAUSE)

    async def once(self) -> None:
        """Take in what people did, then show the cases as they are."""
        await self._offer()
        for hand in await self.screens.take_in():
            await (self._publish(hand) if hand.type == PUBLISH else self._follow(hand))
        await self.screens.reconcile(await self.world.store.read(views))

    async def _offer(self) -> None:
        """Somebody may have published by command, in a process of its own."""
        published = await self.world.store.read(versions.published)
        if published != self.offered:
            self.offered.clear()
            self.offered.update(published)
            books = await self.world.store.read(self.world.frozen.published)
            self.screens.offer([playbook for _, playbook in books])

    async def _publish(self, hand: OutsideHand) -> None:
        if self.publisher is None:
            await self.screens.refused(hand, "This engine does not know the shop's folder.")
            return
        only, who = str(hand.data.get("only", "")), str(hand.data.get("who", ""))
        try:
            answer = await (
                self.publisher.publish(only, who) if hand.data.get("publish") else self.publisher.show(only)
            )
        except FjortenError as error:
            await self.screens.refused(hand, str(error))
            return
        await self.screens.tell(hand, answer.text)
        if answer.refused:
            await self.screens.refused(hand, answer.refused)
        else:
            await self.screens.accepted(hand, answer.sentence)

    async def _follow(self, hand: OutsideHand) -> None:
        try:
            await self.world.store.write(lambda conn: keep(conn, hand, self.world))
        except FjortenError as error:
            await self.screens.refused(hand, str(error))
            return
        self.dispatcher.call()
        await self.screens.accepted(hand, _thanks(hand))


def keep(conn: Connection, hand: OutsideHand, world: World) -> None:
    """Put what somebody did into the inbox; what cannot be followed is refused before anything is stored."""
    now = world.clock.now()
    if hand.case is not None:
        cases.get(conn, hand.case)
    if hand.type == "operator.answered" and hand.case is not None:
        _allowed(conn, hand.case, hand)
    subject = f"case {hand.case}" if hand.case is not None else ""
    arrival = inbox.accept(conn, Delivery("prefect", hand.id, hand.type, _time_of(hand, now), hand.data, subject), now)
    if hand.case is not None:
        inbox.assign(conn, arrival.id, hand.case)


def _time_of(hand: OutsideHand, now: Instant) -> Instant:
    """When it happened, as the form says; now where it does not say."""
    said = hand.data.get("time")
    try:
        return Instant.parse_iso(str(said)) if said else now
    except ValueError:
        raise FjortenError(
            f'"{said}" is no moment.', remedy="Choose day and time in the form, or leave it empty."
        ) from None


def views(conn: Connection) -> list[CaseView]:
    """What the screens show: every open case, and those that ended lately."""
    open_ones = lists.list_cases(conn, lists.Wanted(stages=_OPEN, limit=_MOST))
    ended = lists.list_cases(conn, lists.Wanted(stages=(Stage.CLOSED,), limit=_LATELY_CLOSED))
    return [case.view for case in (*open_ones, *ended) if case.view]


def _allowed(conn: Connection, case: int, hand: OutsideHand) -> None:
    question = open_question(conn, case, str(hand.data.get("question", "")))
    answer = hand.data.get("answer", "")
    if question.answers and answer not in question.answers:
        offered = ", ".join(question.answers)
        raise FjortenError(f'"{answer}" is not an answer to this question.', remedy=f"Choose one of: {offered}.")


def _thanks(hand: OutsideHand) -> str:
    return f"Noted for case {hand.case}" if hand.case is not None else "Noted; the event looks for its case"
