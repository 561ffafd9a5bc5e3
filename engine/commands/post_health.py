"""The doctor's look at the mail server: it answers, speaks TLS where that is asked for, and takes the password."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator

from engine.commands.assembly import Places
from engine.commands.findings import Finding, ill, well
from engine.language.shop import Shop
from integrations.smtp import Server, server_of

_PATIENCE = 5.0


def examine_mail(shop: Shop, places: Places) -> Iterator[Finding]:
    """Greet the mail server as if there were a mail to send, and leave again."""
    server = server_of(shop.mail, places.safe.secret)
    try:
        _greet(server)
    except (OSError, smtplib.SMTPException) as error:
        what = f"{server.host}, port {server.port}: {_in_words(error)}"
        yield ill("mail", what, "Look at mail: in shop.yaml; nothing is lost, mails go out when it answers.")
    else:
        yield well("mail", f"{server.host}, port {server.port} takes mails ({server.tls}).")


def _greet(server: Server) -> None:
    with _connected(server) as client:
        client.ehlo()
        if server.tls == "starttls":
            client.starttls(context=server.trust or ssl.create_default_context())
            client.ehlo()
        if server.user:
            client.login(server.user, server.password)


def _connected(server: Server) -> smtplib.SMTP:
    if server.tls == "tls":
        trust = server.trust or ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=trust)
    return smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)


def _in_words(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "the user or the password is refused."
        case smtplib.SMTPNotSupportedError():
            return "it does not offer what shop.yaml asks for (tls or a login)."
        case ConnectionRefusedError():
            return "nothing answers there."
        case TimeoutError():
            return "it does not answer in time."
        case _:
            return f"{error}."
