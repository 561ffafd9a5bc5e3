"""The databases and the servers that the mail tests run on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import (  # noqa: F401 -- pytest finds fixtures by name
    _no_server_is_left_behind,
    own_postgres,
    postgres_url,
    store,
    url,
)
from tests.mail_servers import Mailboxes, mailboxes


@pytest.fixture
def post_office() -> Iterator[Mailboxes]:
    """A server with one mailbox that takes mails and can be searched."""
    with mailboxes() as server:
        yield server
