"""Sets the stage of the demo: a shop's folder of its own, secrets, and a clock that begins on the first day."""

from __future__ import annotations

import base64
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.commands.assembly import Places, open_store
from engine.commands.demo.mail_server import USER
from engine.commands.demo.month import Month
from engine.errors import FjortenError
from engine.run.clocks import RealClock
from engine.store import clock
from engine.store.clock import Anchor

SHIPPED = Path(__file__).resolve().parents[3] / "playbooks"
WOOCOMMERCE = "hemmelig"
"""The secret with which the recorded deliveries are signed."""

SECONDS = 50.0
"""Real seconds that the month takes while nothing is being done; the work itself comes on top."""


@dataclass(frozen=True, slots=True)
class MailPorts:
    """Where the demo's mail server is on this machine."""

    smtp: int
    imap: int


def set_stage(data: Path, month: Month, mail: MailPorts, pages: int, *, seconds: float = SECONDS) -> Places:
    """The demo's places; what is there already from an earlier run is carried on. The month takes so many seconds."""
    places = Places(data / "shop", data)
    if not places.folder.exists():
        shutil.copytree(SHIPPED, places.folder)
        _adapt(places.folder / "shop.yaml", mail, pages)
        _put_secrets(places.safe.folder)
    _wind_clock(places, month, seconds)
    return places


def _adapt(file: Path, mail: MailPorts, pages: int) -> None:
    """The shipped shop.yaml as the demo needs it: mails for real, to the demo's own server."""
    archive = f"""connections:
  archive:
    server: 127.0.0.1
    port: {mail.imap}
    tls: none
    user: {USER}
    password: secret archive_password
"""
    text = file.read_text(encoding="utf-8")
    for before, after in (
        ("sending: to me only", "sending: for real"),
        ("  server: localhost ", "  server: 127.0.0.1 "),
        ("  port: 1025 ", f"  port: {mail.smtp} "),
        ('page_address: "" ', f"page_address: http://127.0.0.1:{pages} "),
        ("connections:\n", archive),
    ):
        if text.count(before) != 1:
            raise FjortenError(f'The shipped shop.yaml has no single line "{before.strip()}".', where=str(file))
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def _put_secrets(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    made = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    named = {"events": made, "woocommerce": WOOCOMMERCE, "archive_password": secrets.token_hex(8)}
    for name, value in named.items():
        (folder / name).write_text(value, encoding="utf-8")


def _wind_clock(places: Places, month: Month, seconds: float) -> None:
    store = open_store(places)
    try:
        if store.read_now(clock.read) is None:
            speed = (month.ends - month.begins).total("seconds") / seconds
            first = Anchor(month.begins, RealClock().machine(), speed, running=False)
            store.write_now(lambda conn: clock.write(conn, first))
    finally:
        store.close()
