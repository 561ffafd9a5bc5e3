"""What there is to see, read from the store: cases, journals, mails, events that no case took."""

from __future__ import annotations

from dataclasses import dataclass

from engine.case.journal import Entry
from engine.case.view import CaseView
from engine.errors import StoreError
from engine.run.doors import MailSeen
from engine.store import cases, inbox, journals, lists, mailbox, messages
from engine.store.inbox import Received
from engine.store.messages import StoredMessage
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class StoreViews:
    """Shows what the store holds; it never changes anything."""

    store: Store

    async def cases(self, limit: int) -> tuple[CaseView, ...]:
        """The cases, the newest first."""
        found = await self.store.read(lambda conn: lists.list_cases(conn, lists.Wanted(limit=limit)))
        return tuple(case.view for case in found if case.view)

    async def case(self, number: int) -> CaseView | None:
        """One case."""
        try:
            return (await self.store.read(lambda conn: cases.get(conn, number))).view
        except StoreError:
            return None

    async def journal(self, number: int) -> tuple[Entry, ...]:
        """Everything that a case has written down."""
        return await self.store.read(lambda conn: tuple(journals.journal(conn, number)))

    async def strays(self, limit: int) -> tuple[Received, ...]:
        """The events that no case took."""
        return await self.store.read(lambda conn: inbox.unmatched(conn, limit))

    async def newest(self, *, case: int | None, language: str, limit: int) -> tuple[MailSeen, ...]:
        """The newest mails first; of one case or language, if one is named."""
        found = await self.store.read(lambda conn: mailbox.newest(conn, case, language, limit))
        return tuple(_seen(message) for message in found)

    async def mail(self, number: int) -> MailSeen | None:
        """One mail."""
        try:
            return _seen(await self.store.read(lambda conn: messages.get(conn, number)))
        except StoreError:
            return None


def _seen(message: StoredMessage) -> MailSeen:
    return MailSeen(
        id=message.id,
        case=message.case,
        message_id=message.message_id,
        message=message.message,
        language=message.language,
        recipient=message.recipient,
        subject=message.subject,
        outcome=message.state.value,
        written_at=message.written_at,
        sent_at=message.sent_at,
        body=message.body,
    )
