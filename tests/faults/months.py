"""A month of the demo in an engine that may be killed: where it lies, how it is played, and what came of it."""

from __future__ import annotations

import asyncio
import imaplib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.case.journal import EntryKind
from engine.commands.demo.mail_server import USER, MailServer
from engine.commands.demo.month import month
from engine.commands.demo.stage import MailPorts, set_stage
from engine.store import Store, journals, lists, mailbox
from engine.store.lists import Wanted
from tests.faults.month_process import SECONDS
from tests.mail_servers import LOCAL, free_port

ROOT = Path(__file__).parents[2]
_PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where one month is played: its folder, its ports, and a mail server that outlives every engine."""

    data: Path
    pages: int
    mail: MailPorts
    password: str

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"sqlite:///{self.data / 'fjorten.db'}"

    def start(self) -> subprocess.Popen[str]:
        """An engine that begins the month or carries it on."""
        ports = (str(self.pages), str(self.mail.smtp), str(self.mail.imap))
        command = [sys.executable, "-m", "tests.faults.month_process", str(self.data), *ports]
        with (self.data / "engine.log").open("a") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603 -- ours

    def play_to_the_end(self) -> None:
        """Let one engine carry the month on until it is over."""
        with self.start() as process:
            said, _ = process.communicate(timeout=_PATIENCE)
        assert process.returncode == 0, f"{said}\n{(self.data / 'engine.log').read_text()}"

    def killed(self, after_start: float, after_up: float | None) -> bool:
        """Start an engine and kill it so many seconds after its start, or after it is up; False if it had ended."""
        with self.start() as process:
            time.sleep(after_start)
            if after_up is not None and process.stdout:
                process.stdout.readline()
                time.sleep(after_up)
            process.kill()
            process.communicate()
        assert process.returncode in {0, -signal.SIGKILL}, (self.data / "engine.log").read_text()
        return process.returncode != 0

    @property
    def is_over(self) -> bool:
        """Whether the month has been played to its end."""
        return (self.data / "outcome.json").exists()

    def outcome(self) -> dict[str, Any]:
        """How it ended, as `fjorten demo --json` tells it."""
        told: dict[str, Any] = json.loads((self.data / "outcome.json").read_text(encoding="utf-8"))
        return told

    def mails(self) -> Counter[str]:
        """Each Message-ID in the mailbox, and how often it is there."""
        return identities(self.mail.imap, self.password)

    def outbox(self) -> dict[str, str]:
        """Each Message-ID in the outbox, and what became of it."""
        with opened(self.url) as store:
            found = store.read_now(lambda conn: mailbox.newest(conn, None, "", 10_000))
        return {message.message_id: message.state.value for message in found}

    def events_taken(self) -> Counter[tuple[str, str]]:
        """Each event in the journals, and how often it was taken in."""
        with opened(self.url) as store:
            found = store.read_now(lambda conn: lists.list_cases(conn, Wanted(limit=10_000)))
            entries = [
                e for case in found for e in store.read_now(lambda conn, n=case.number: journals.journal(conn, n))
            ]
        return Counter((e.data["source"], e.data["id"]) for e in entries if e.kind is EntryKind.EVENT)


def identities(port: int, password: str) -> Counter[str]:
    """Each Message-ID in the demo's mailbox, and how often it is there."""
    with imaplib.IMAP4(LOCAL, port, timeout=30) as imap:
        imap.login(USER, password)
        imap.select("INBOX", readonly=True)
        _, found = imap.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    headers = b" ".join(part[1] for part in found if isinstance(part, tuple)).decode()
    return Counter(re.findall(r"(?i)message-id:\s*<([^>]+)>", headers))


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A look into a database."""
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def staged(data: Path) -> Iterator[Place]:
    """A month that is ready to be played, with its mail server."""
    pages, mail = free_port(), MailPorts(free_port(), free_port())
    safe = set_stage(data, month(), mail, pages, seconds=SECONDS).safe
    password = safe.secret("archive_password")
    server = asyncio.run(MailServer.start(data / "mail", mail.smtp, mail.imap, password))
    try:
        yield Place(data, pages, mail, password)
    finally:
        os.kill(server.pid, signal.SIGKILL)
        os.waitpid(server.pid, 0)


def told(outcome: dict[str, Any]) -> dict[str, Any]:
    """What must be the same however often an engine was killed: by order, all that a customer or a court can see."""
    return {
        case["order"]: {
            "playbook": case["playbook"],
            "result": case["result"],
            "stage": case["stage"],
            "whole": case["journal_ok"],
            "messages": sorted((mail["message"], mail["language"], mail["outcome"]) for mail in case["messages"]),
            "deadlines": sorted((d["name"], d["due"], d["state"]) for d in case["deadlines"] if d["kind"] == "legal"),
        }
        for case in outcome["cases"]
    }
