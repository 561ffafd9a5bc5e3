"""A mail's exact bytes: every header that it needs, none that somebody smuggled in, one recipient."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTPUTF8

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from engine.errors import FjortenError
from engine.messages import Letter
from engine.messages.addresses import Mailbox, bounce_address, message_id, plus
from engine.messages.mail import Attachment, Automatic, Envelope, Mail, build, copy_for

IDENTITY = message_id(1042, "Return requested / send withdrawal_received", 1, "nordlys.example")
LETTER = Letter(
    "m", "da", "statutory", "Vi har modtaget din ændring · 1042", "Hej Søren\n.punktum\n", "<p>Hej Søren</p>\n"
)
ENVELOPE = Envelope(
    message_id=IDENTITY,
    bounces_to=bounce_address(IDENTITY),
    sender=Mailbox("hej@nordlys.example", "Nordlys, Århus"),
    recipient=Mailbox("soren@example.dk", "Søren »Æ« Ærø, Jr."),
    reply_to=plus("svar@nordlys.example", "1042"),
    date=Instant.from_utc(2026, 12, 11, 8, 5),
    thread=("first@nordlys.example", "hers@example.dk"),
    automatic=Automatic.REPLIED,
)
HEADERS = [
    "Message-ID",
    "Date",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]
SMUGGLED = [
    "hi\r\nBcc: all@x.de",
    "hi\nBcc: all@x.de",
    "hi\rBcc: all@x.de",
    "=?utf-8?q?hi=0D=0ABcc:_all=40x.de?=",
    "=?UTF-8?B?aGkNCkJjYzogYWxsQHguZGU=?=",
    "Hej =?iso-8859-1?q?=0ABcc:_all=40x.de?= du",
    "=?utf-7?q?+AA0ACg-Bcc?=",
    "=?no-such-charset?q?hi?=",
    "a\x00b",
    "a\u2028b",
    "a\x85b",
]


def read(mail: Mail) -> EmailMessage:
    parsed = message_from_string(mail.content.decode(), policy=SMTPUTF8)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_every_mail_carries_the_headers_that_keep_it_in_its_thread_and_out_of_loops() -> None:
    mail = read(build(LETTER, ENVELOPE))

    assert list(mail) == HEADERS
    assert mail["Message-ID"] == f"<{IDENTITY}>"
    assert mail["In-Reply-To"] == "<hers@example.dk>"
    assert mail["References"] == "<first@nordlys.example> <hers@example.dk>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert (mail["Content-Language"], mail["Reply-To"]) == ("da", "svar+1042@nordlys.example")
    assert mail["Date"] == "Fri, 11 Dec 2026 08:05:00 +0000"


def test_nordic_letters_commas_and_quotes_in_names_and_subjects_arrive_as_they_are() -> None:
    mail = read(build(LETTER, ENVELOPE))

    assert mail["Subject"] == LETTER.subject
    assert mail["To"].addresses[0].display_name == "Søren »Æ« Ærø, Jr."
    assert mail["From"].addresses[0].display_name == "Nordlys, Århus"


def test_text_and_html_are_two_forms_of_one_mail_and_pass_every_server() -> None:
    built = build(LETTER, ENVELOPE)
    mail = read(built)
    plain, html = mail.iter_parts()

    assert mail.get_content_type() == "multipart/alternative"
    assert (plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")) == (
        LETTER.text,
        LETTER.html,
    )
    assert built.content.isascii()
    assert max(len(line) for line in built.content.split(b"\r\n")) <= 998
    assert b"\n" not in built.content.replace(b"\r\n", b"")


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(LETTER, ENVELOPE) == build(LETTER, ENVELOPE)


@pytest.mark.parametrize("words", SMUGGLED)
def test_a_header_in_a_subject_open_or_encoded_is_refused(words: str) -> None:
    with pytest.raises(FjortenError, match="smuggle"):
        build(replace(LETTER, subject=words), ENVELOPE)


@pytest.mark.parametrize("words", SMUGGLED)
def test_a_header_in_a_customers_name_open_or_encoded_is_refused(words: str) -> None:
    with pytest.raises(FjortenError, match="smuggle"):
        build(LETTER, replace(ENVELOPE, recipient=Mailbox("bo@example.dk", words)))


@pytest.mark.parametrize(
    "address",
    [
        "a@example.dk, b@example.dk",
        "a@example.dk\r\nBcc: b@example.dk",
        "a@example.dk>,<b@example.dk",
        "Bo <a@example.dk>",
        "group: a@example.dk;",
        "a b@example.dk",
        "a@b@example.dk",
        '"a b"@example.dk',
        "a@localhost",
        "a..b@example.dk",
        ".a@example.dk",
        "@example.dk",
        "a@",
        "",
        "=?utf-8?q?a=40x.de?=@example.dk",
        "a" * 65 + "@example.dk",
        "a@" + "b" * 64 + ".dk",
    ],
)
def test_a_recipient_is_one_address_and_nothing_else(address: str) -> None:
    with pytest.raises(FjortenError):
        build(LETTER, replace(ENVELOPE, recipient=Mailbox(address)))


@pytest.mark.parametrize("words", [*SMUGGLED, "<a@b.c>", "a b@c.d", "æ@b.c"])
def test_an_identity_cannot_smuggle_anything_either(words: str) -> None:
    with pytest.raises(FjortenError):
        build(LETTER, replace(ENVELOPE, thread=(words,)))


@settings(max_examples=100, deadline=None)
@given(subject=st.text(max_size=80), name=st.text(max_size=60))
def test_no_subject_or_name_whatever_adds_a_header_or_a_recipient(subject: str, name: str) -> None:
    to = Mailbox("bo@example.dk", name)
    try:
        mail = read(build(replace(LETTER, subject=subject), replace(ENVELOPE, recipient=to)))
    except FjortenError:
        return

    assert list(mail) == HEADERS
    assert [address.addr_spec for address in mail["To"].addresses] == ["bo@example.dk"]


def test_an_address_with_foreign_letters_stays_and_its_domain_becomes_what_servers_know() -> None:
    mail = build(LETTER, replace(ENVELOPE, recipient=Mailbox("søren@bücher.example", "Søren")))

    assert mail.recipient == "søren@xn--bcher-kva.example"
    assert read(mail)["To"].addresses[0].addr_spec == mail.recipient


def test_marketing_offers_a_way_out_and_other_mail_does_not() -> None:
    offer = replace(LETTER, kind="marketing")
    address = "https://nordlys.example/unsubscribe/1"
    mail = read(build(offer, replace(ENVELOPE, unsubscribe=address)))

    assert mail["List-Unsubscribe"] == f"<{address}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in read(build(LETTER, replace(ENVELOPE, unsubscribe=address)))
    by_mail = read(build(offer, replace(ENVELOPE, unsubscribe="mailto:hej@nordlys.example")))
    assert (by_mail["List-Unsubscribe"], by_mail["List-Unsubscribe-Post"]) == ("<mailto:hej@nordlys.example>", None)


@pytest.mark.parametrize(
    "address", ["", "http://a.example", "https://a.example>, <b", "https://a.example\r\nBcc: x@y.z"]
)
def test_marketing_without_a_way_out_is_refused(address: str) -> None:
    with pytest.raises(FjortenError):
        build(replace(LETTER, kind="marketing"), replace(ENVELOPE, unsubscribe=address))


def test_documents_of_the_case_go_along_under_their_names() -> None:
    label = Attachment("følgeseddel æ.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff")
    parts = list(read(build(LETTER, replace(ENVELOPE, attachments=(label,)))).iter_attachments())

    assert [(part.get_filename(), part.get_content()) for part in parts] == [(label.name, label.content)]


@pytest.mark.parametrize(
    "name", ["../x.pdf", "/etc/passwd", "a\\b.pdf", ".bashrc", "", "a\r\nb.pdf", "=?utf-8?q?a=0Db?=", "C:x", "x" * 200]
)
def test_a_documents_name_leads_into_no_folder_and_no_header(name: str) -> None:
    with pytest.raises(FjortenError):
        build(LETTER, replace(ENVELOPE, attachments=(Attachment(name, "application/pdf", b"x"),)))


def test_documents_too_large_for_a_mail_are_refused() -> None:
    large = Attachment("x.pdf", "application/pdf", bytes(10_000_001))
    with pytest.raises(FjortenError, match="too large"):
        build(LETTER, replace(ENVELOPE, attachments=(large,)))


def test_the_archive_gets_the_same_bytes_under_another_envelope() -> None:
    mail = build(LETTER, ENVELOPE)
    copy = copy_for(mail, "arkiv@nordlys.example")

    assert (copy.content, copy.message_id, copy.recipient) == (mail.content, mail.message_id, "arkiv@nordlys.example")
    assert b"arkiv" not in copy.content
