"""The documents of a case that can go with a mail."""

from __future__ import annotations

from whenever import Instant

from engine.case.known import Known
from engine.errors import PlaybookError
from engine.messages.mail import Attachment

STATEMENT = "withdrawal_statement"


def document(name: str, known: Known) -> Attachment:
    """A document by the name that `attach:` gives it; one that the case does not have is an error of the step."""
    if name == STATEMENT:
        return _statement(known)
    raise PlaybookError(
        f'The case has no document "{name}".',
        where=known.playbook,
        remedy=f"Attach {STATEMENT}, or put a link to the document into the message.",
    )


def _statement(known: Known) -> Attachment:
    """What the customer declared, with day and time of its arrival in her zone (CRD art. 11a(4))."""
    received, text = known.lookup("notice.received_at"), known.lookup("notice.text")
    if not isinstance(received, Instant) or not text:
        raise PlaybookError("There is no declaration to attach yet.", where=known.playbook)
    local = received.to_tz(known.zone)
    order = known.lookup("order.number") or ""
    written = f"{local.date()} {local.time().format_iso()[:8]} {known.zone}\n{order}\n\n{text}\n"
    return Attachment(f"{STATEMENT}.txt", "text/plain", written.encode())
