"""A case in the store as an engine leaves it behind: journal, view, a mail, and an open question."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from whenever import Date, Instant

from engine.case import facts
from engine.case.facts import Event
from engine.case.journal import Fact, chain
from engine.case.view import CaseView, DeadlineState, DeadlineView, QuestionView, Stage
from engine.messages import render
from engine.messages.addresses import Mailbox
from engine.messages.mail import Envelope, build
from engine.store import cases, journals, leases, messages
from engine.store.cases import Keys, NewCase

AT = Instant.parse_iso("2026-12-11T08:05:00Z")
DUE = Instant.parse_iso("2026-12-15T15:00:00Z")
MISSING = QuestionView(
    key="Return requested / missing parcel",
    text="The parcel has not come. What shall we do?",
    who="returns team",
    answers=("Refund anyway", "Close the case"),
    fields=(),
    asked_at=AT,
    due=DUE,
)
FIGURES = QuestionView(
    key="Refund issued / facts of the refund",
    text="How much was paid back, by what means and when?",
    who="returns team",
    answers=("Written down",),
    fields=(
        ("refund.amount", "money", ()),
        ("refund.issued_at", "moment", ()),
        ("return.statutory", "yes or no", ()),
        ("return.inspection", "choice", ("as new", "used")),
    ),
    asked_at=AT,
    due=DUE,
)
_MESSAGE = """---
subject: Vi har registreret din anmodning om returnering.
kind: statutory
---
Hej {{ customer.first_name }}

Vi har modtaget din besked, og din fortrydelse gælder fra nu af.

**Vi glæder os til at hjælpe dig.**
"""


def deadline(name: str, kind: str, day: Date, state: DeadlineState, note: str = "") -> DeadlineView:
    """A deadline of the case."""
    end = Instant.parse_iso(f"{day.add(days=1)}T00:00:00Z")
    law = "refund after withdrawal" if kind == "legal" else ""
    return DeadlineView(name, f"{name} 2", kind, law, day, end, day.subtract(days=2), state, note)


def view(*questions: QuestionView) -> CaseView:
    """How the case stands."""
    return CaseView(
        case=1,
        playbook="Return requested",
        order="1042",
        country="DK",
        language="da",
        stage=Stage.WAITING,
        headline="Waiting for return received or proof of sending received · until Fri 25 Dec",
        result="",
        wake_at=DUE,
        questions=questions,
        deadlines=(
            deadline("refund_by", "legal", Date(2026, 12, 25), DeadlineState.ON_HOLD, "nothing received yet"),
            deadline("first_answer", "goal", Date(2026, 12, 11), DeadlineState.MET),
            deadline("instructions_by", "promise", Date(2026, 12, 10), DeadlineState.BROKEN),
        ),
    )


def story() -> list[Fact]:
    """What the journal of the case holds."""
    where = {"country": "DK", "region": "", "language": "da", "zone": "Europe/Copenhagen"}
    notice = {"notice": {"text": "<script>alert('x')</script>"}}
    return [
        facts.opened(1, "Return requested", "abc", where, {}),
        facts.event(Event("shop", "w-1", "return.requested", AT, AT, notice)),
        facts.event(Event("engine", "m-1", "message.sent:withdrawal_received", AT, AT, {"reply": "2.0.0 queued"})),
        facts.failed("Return requested / do create return label", "the portal is <closed>.", "nothing done"),
        facts.asked(MISSING.key, MISSING.text, MISSING.who, DUE, {"answers": list(MISSING.answers), "fills": []}),
    ]


def furnish(conn: Connection, *questions: QuestionView) -> int:
    """Put the case, its journal and its mail into a store."""
    keys = Keys(order="1042")
    new = NewCase("inbox:1", "Return requested", "return_requested", "abc", "DK", "da", AT, keys)
    number = cases.open_case(conn, new)
    lease = leases.claim(conn, number, "test", 60)
    assert lease is not None
    journals.append(conn, leases.hold(conn, lease), chain(number, None, story(), AT))
    cases.change(conn, lease, cases.on_show(replace(view(*questions), case=number), keys))
    leases.give_up(conn, lease)
    messages.put(conn, mail(number, 'Sofie "<b>" Holm'))
    return number


def mail(case: int, name: str) -> messages.NewMessage:
    """The mail that the customer of the case got."""
    letter = render(
        _MESSAGE,
        "withdrawal_received",
        "da",
        {"customer.first_name": name, "shop.name": "Nordlys"},
        "Europe/Copenhagen",
    )
    identity = f"{case}.1@nordlys.example"
    shop, customer = Mailbox("hej@nordlys.example", "Nordlys"), Mailbox("sofie@example.dk", "Sofie Holm")
    made = build(letter, Envelope(identity, "bounce@nordlys.example", shop, customer, "svar@nordlys.example", AT))
    return messages.NewMessage(
        case=case,
        step="step",
        message_id=identity,
        message=letter.message,
        language="da",
        recipient=made.recipient,
        envelope_from=made.sender,
        subject=made.subject,
        body=made.content,
        statutory=True,
        written_at=AT,
    )
