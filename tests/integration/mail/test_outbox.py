"""The outbox on real databases and a real mail server: nothing lost, nothing repeated blindly, people asked in time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from whenever import Instant

from engine.language.shop import Mail as MailSettings
from engine.language.shop import Person, Sending, Shop
from engine.messages import Letter
from engine.messages.addresses import Mailbox, bounce_address, message_id
from engine.messages.mail import Envelope, Mail, build
from engine.run.outbox import About, Outbox, addressed, asks_at_once, may_leave
from engine.run.outcomes import Cause, Retry, Sent, Stop, Unknown
from engine.run.tries import Delivery, Hand, next_try
from engine.store import Store, delivery
from engine.store.messages import MessageState, StoredMessage, get
from integrations.archive import ImapArchive
from integrations.archive import Mailbox as ArchiveMailbox
from integrations.smtp import Server, SmtpSender
from tests.mail_servers import LOCAL, Act, Mailboxes, Script, free_port, smtp_server
from tests.mail_servers import Server as ScriptedServer

NOW = Instant.from_utc(2026, 12, 1, 9)
HAND = Hand("engine-1", 1_000_000.0, NOW)
STATUTORY = About(None, "Return requested / send withdrawal_received", "withdrawal_received", "da", "statutory")
SERVICE = About(None, "Return requested / send how_to_send_back", "how_to_send_back", "da", "service")
LETTER = Letter(
    "withdrawal_received", "da", "statutory", "Vi har fået din besked", "Hej\n", "<main>\n<p>Hej</p></main>"
)
SHOP = Shop(
    name="Nordlys",
    legal_name="Nordlys ApS",
    organisation_number="1",
    address="Havnegade 14",
    return_address="Lagervej 3",
    country="DK",
    time_zone="Europe/Copenhagen",
    email="hej@nordlys.example",
    phone="+45 70 12 34 56",
    contact_name="Freja",
    sells_to={"DK": ("da",)},
    mail=MailSettings("localhost"),
    sending=Sending.FOR_REAL,
    people={"Anna": Person("Anna", "anna@nordlys.example")},
    teams={},
    owner="Anna",
    goodwill={"DKK": Decimal(100)},
)


def mail(about: About = STATUTORY, recipient: str = "bo@example.dk", letter: Letter = LETTER) -> Mail:
    identity = message_id(1042, about.step, 1, "nordlys.example")
    sender = Mailbox("hej@nordlys.example", "Nordlys")
    to = Mailbox(recipient, "Bo Ærø")
    return build(letter, Envelope(identity, bounce_address(identity), sender, to, "svar+1042@nordlys.example", NOW))


def outbox(store: Store, server: ScriptedServer) -> Outbox:
    return Outbox(store, _smtp(server.port))


def _smtp(port: int) -> SmtpSender:
    return SmtpSender(Server(LOCAL, port, "none", name="shop.test", patience=2, patience_for_data=0.3))


def state_of(store: Store, message: StoredMessage) -> StoredMessage:
    return store.read_now(lambda conn: get(conn, message.id))


async def delivered(store: Store, script: Script, about: About) -> tuple[Delivery, StoredMessage, ScriptedServer]:
    """Write one mail, send it to a server that keeps to a script, and say what became of it."""
    async with smtp_server(script) as server:
        box = outbox(store, server)
        written = await box.write(mail(about), about, SHOP, NOW)
        done = await box.send(written.id, HAND)
        assert done is not None
        return done, state_of(store, written), server


async def test_the_exact_bytes_are_on_the_disk_before_the_mail_leaves_and_the_reply_after(store: Store) -> None:
    done, row, server = await delivered(store, {}, SERVICE)

    assert (row.state, row.reply, row.sent_at) == (MessageState.SENT, "250 2.0.0 queued as ABC123", NOW)
    assert (server.taken[0].content, done.outcome) == (row.body, Sent(row.reply))
    assert server.taken[0].sender == f"bounce+{row.message_id}"


async def test_the_same_message_written_twice_is_sent_once(store: Store) -> None:
    async with smtp_server() as server:
        box = outbox(store, server)
        for _ in range(2):
            written = await box.write(mail(), STATUTORY, SHOP, NOW)
            await box.send(written.id, HAND)

    assert len(server.taken) == 1


async def test_a_busy_server_is_tried_again_after_one_minute_five_fifteen_sixty_then_hourly(store: Store) -> None:
    async with smtp_server({"RCPT": "451 4.3.0 try later"}) as server:
        box = outbox(store, server)
        written = await box.write(mail(), STATUTORY, SHOP, NOW)
        machine, pauses = HAND.machine, []
        for _ in range(6):
            done = await box.send(written.id, replace(HAND, machine=machine))
            assert done is not None
            assert done.again_at is not None
            pauses.append(done.again_at - machine)
            machine = done.again_at

    wanted = [60, 300, 900, 3600, 3600, 3600]
    assert all(pause <= real <= pause * 1.1 for pause, real in zip(wanted, pauses, strict=True))


async def test_a_drain_sends_what_is_due_and_leaves_what_is_not(store: Store) -> None:
    async with smtp_server({"RCPT": "451 4.3.0 try later"}) as server:
        box = outbox(store, server)
        written = await box.write(mail(), STATUTORY, SHOP, NOW)
        first = await box.drain(SHOP, HAND)
        server.script.clear()
        too_early = await box.drain(SHOP, replace(HAND, machine=HAND.machine + 59))
        due = await box.drain(SHOP, replace(HAND, machine=next_try(written, HAND.machine) + 1))

    assert ([len(first), len(too_early), len(due)], len(server.taken)) == ([1, 0, 1], 1)


async def test_without_time_left_to_try_again_a_person_gets_it(store: Store) -> None:
    async with smtp_server({"RCPT": "451 4.3.0 try later"}) as server:
        box = outbox(store, server)
        written = await box.write(mail(), STATUTORY, SHOP, NOW)
        done = await box.send(written.id, HAND, give_up=HAND.machine + 30)

    assert done is not None
    assert (type(done.outcome), done.needs_person) == (Stop, True)
    assert state_of(store, written).state is MessageState.STOP


async def test_a_refusal_for_good_is_never_tried_again(store: Store) -> None:
    done, row, _ = await delivered(store, {"RCPT": "550 5.1.1 no such mailbox"}, STATUTORY)

    assert (done.needs_person, row.state, row.reason) == (True, MessageState.STOP, "550 5.1.1 no such mailbox")


async def test_a_message_of_ours_that_may_have_arrived_is_never_repeated(store: Store) -> None:
    done, row, server = await delivered(store, {"POINT": Act.CUT}, SERVICE)

    assert (type(done.outcome), done.needs_person, row.state) == (Unknown, True, MessageState.UNKNOWN)
    assert len(server.taken) == 1


async def test_a_statutory_message_that_may_have_arrived_goes_once_more_with_the_same_identity(store: Store) -> None:
    done, row, server = await delivered(store, {"POINT": Act.SILENT}, STATUTORY)

    assert [one.content for one in server.taken] == [row.body, row.body]
    assert (type(done.outcome), len(done.before), row.state) == (Unknown, 1, MessageState.UNKNOWN)


async def test_wrong_settings_hold_the_mail_back_and_a_person_hears_at_once(store: Store) -> None:
    done, row, _ = await delivered(store, {"MAIL": "530 5.7.0 log in first"}, STATUTORY)

    assert (done.outcome, done.needs_person) == (Retry("530 5.7.0 log in first", Cause.SETTINGS), True)
    assert row.state is MessageState.RETRY


async def in_mid_sending(store: Store, box: Outbox, about: About) -> StoredMessage:
    """A message that another engine had begun to send when it died."""
    written = await box.write(mail(about), about, SHOP, NOW)
    await store.write(lambda conn: delivery.mark_sending(conn, written.id, "engine-0"))
    return written


@pytest.mark.parametrize(("about", "sent"), [(STATUTORY, 1), (SERVICE, 0)])
async def test_after_a_crash_only_a_statutory_message_goes_out_again(store: Store, about: About, sent: int) -> None:
    async with smtp_server() as server:
        box = outbox(store, server)
        await in_mid_sending(store, box, about)
        (done,) = await box.recover(HAND, frozenset({"engine-1"}))

    assert (len(server.taken), done.needs_person) == (sent, not sent)


async def test_a_living_engine_keeps_what_it_is_sending(store: Store) -> None:
    async with smtp_server() as server:
        box = outbox(store, server)
        await in_mid_sending(store, box, STATUTORY)
        settled = await box.recover(HAND, frozenset({"engine-0", "engine-1"}))

    assert (settled, server.taken) == ((), [])


async def test_after_a_crash_a_mail_that_lies_in_the_archive_was_sent(store: Store, post_office: Mailboxes) -> None:
    archive = ImapArchive(ArchiveMailbox(LOCAL, post_office.user, post_office.password, post_office.imap, "none"))
    sender = _smtp(post_office.smtp)
    content = mail(SERVICE)
    lies_there = await archive.holds(content.message_id)
    await sender.send(content.content, content.sender, post_office.user)
    box = Outbox(store, _smtp(free_port()), archive)
    written = await in_mid_sending(store, box, SERVICE)
    (done,) = await box.recover(HAND, frozenset())
    await sender.aclose()

    assert (lies_there, type(done.outcome), state_of(store, written).state) == (False, Sent, MessageState.SENT)


@pytest.mark.parametrize(("copies_to", "sent"), [("", 1), ("arkiv@nordlys.example", 0)])
async def test_after_a_crash_only_what_the_mail_server_never_kept_goes_out_again(
    store: Store, post_office: Mailboxes, copies_to: str, sent: int
) -> None:
    archive = ImapArchive(ArchiveMailbox(LOCAL, post_office.user, post_office.password, post_office.imap, "none"))
    sender = _smtp(post_office.smtp)
    box = Outbox(store, sender, archive, copies_to)
    about = replace(SERVICE, step=f"thanks {copies_to}")
    written = await in_mid_sending(store, box, about)
    (done,) = await box.recover(HAND, frozenset())
    await sender.aclose()

    assert (await archive.holds(written.message_id), done.needs_person) == (bool(sent), not sent)


async def test_the_archives_copy_leaves_after_the_customers_mail_was_taken(store: Store) -> None:
    async with smtp_server() as server:
        box = replace(outbox(store, server), copies_to="arkiv@nordlys.example")
        written = await box.write(mail(), STATUTORY, SHOP, NOW)
        await box.send(written.id, HAND)

    assert [one.recipient for one in server.taken] == ["bo@example.dk", "arkiv@nordlys.example"]
    assert b"arkiv@" not in server.taken[0].content


async def test_a_paused_shop_sends_only_what_the_law_asks_for(store: Store) -> None:
    paused = replace(SHOP, paused=True)
    async with smtp_server() as server:
        box = outbox(store, server)
        written = [await box.write(mail(about), about, SHOP, NOW) for about in (STATUTORY, SERVICE)]
        await box.drain(paused, HAND)
        while_paused = len(server.taken)
        await box.drain(SHOP, HAND)

    assert (while_paused, len(server.taken)) == (1, 2)
    assert [may_leave(paused, one) for one in written] == [True, False]


async def test_after_my_approval_nothing_leaves_before_it_and_statutory_mail_is_asked_for_at_once(store: Store) -> None:
    careful = replace(SHOP, sending=Sending.AFTER_MY_APPROVAL)
    async with smtp_server() as server:
        box = outbox(store, server)
        written = await box.write(mail(), STATUTORY, careful, NOW)
        before = await box.send(written.id, HAND)
        await store.write(lambda conn: delivery.approve(conn, written.id))
        after = await box.send(written.id, HAND)

    assert (before, after is not None, len(server.taken)) == (None, True, 1)
    assert (asks_at_once(careful, STATUTORY), asks_at_once(careful, SERVICE)) == (True, False)


def test_while_the_shop_is_tried_out_the_owner_gets_the_mail_and_reads_who_would_have() -> None:
    trial = replace(SHOP, sending=Sending.TO_ME_ONLY)
    letter, recipient = addressed(LETTER, "bo@example.dk", trial)

    assert (recipient, letter.subject) == ("anna@nordlys.example", LETTER.subject)
    assert letter.text.startswith("Prøve: denne mail ville være sendt til bo@example.dk.\n\n")
    assert "bo@example.dk" in letter.html
    assert addressed(LETTER, "bo@example.dk", SHOP) == (LETTER, "bo@example.dk")
