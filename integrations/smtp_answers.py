"""What a mail server's answers and silences mean for a mail."""

from __future__ import annotations

import ssl

from aiosmtplib import SMTPAuthenticationError, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

from engine.run.outcomes import Cause, Outcome, Retry, Sent, Stop, Unknown

_TOO_MUCH = 200
_FOR_GOOD = 5
_LOG_IN_FIRST = frozenset({530, 534, 535, 538})


def before_the_mail(code: int, message: str) -> Outcome:
    """A refusal before the mail itself went over the line: whatever the number, the server does not have it."""
    reply = _reply(code, message)
    if code in _LOG_IN_FIRST:
        return Retry(reply, Cause.SETTINGS)
    return Stop(reply) if code // 100 == _FOR_GOOD else Retry(reply)


def after_the_mail(code: int, message: str) -> Outcome:
    """The answer that counts: only a 2 says that the server has the mail, only a 4 or 5 that it does not."""
    reply = _reply(code, message)
    match code // 100:
        case 2:
            return Sent(reply)
        case 4:
            return Retry(reply)
        case 5:
            return Stop(reply)
        case _:
            return Unknown(f"The mail server's answer is not understood: {reply}")


def without_a_talk(error: Exception) -> Retry:
    """No connection, or one that broke before the mail was sent: certainly not delivered."""
    cause = Cause.PASSING
    match error:
        case SMTPAuthenticationError(code=code) if code // 100 == _FOR_GOOD:
            cause, reason = Cause.SETTINGS, f"The mail server does not accept our name and password: {in_words(error)}"
        case _ if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
            cause, reason = Cause.SETTINGS, f"The encrypted connection could not be made: {in_words(error)}"
        case OSError() | SMTPServerDisconnected() | SMTPTimeoutError() | SMTPResponseException():
            reason = f"The mail server could not be reached or broke off: {in_words(error)}"
        case _:
            cause, reason = Cause.SETTINGS, f"The mail server does not offer what shop.yaml asks for: {in_words(error)}"
    return Retry(reason, cause)


def in_words(error: Exception) -> str:
    """An error of the connection in one line."""
    if isinstance(error, SMTPResponseException):
        return _reply(error.code, error.message)
    return " ".join((str(error) or type(error).__name__).split())[:_TOO_MUCH]


def _reply(code: int, message: str) -> str:
    return f"{code} {' '.join(message.split())}"[:_TOO_MUCH]
