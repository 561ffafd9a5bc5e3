"""The whole demo, Prefect and all, killed ten times in its month: it ends as if nothing had happened."""

from __future__ import annotations

import imaplib
import json
import random
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.faults.conftest import SOAK
from tests.faults.months import ROOT, identities, told
from tests.mail_servers import free_port

KILLS = 10
_FIRST, _LAST = 6.0, 22.0
"""Real seconds from the start of the program to its end by SIGKILL: from its first moments to well into the month."""


@pytest.mark.skipif(not SOAK, reason="takes many minutes; run it with FJORTEN_SOAK=1")
def test_ten_kills_of_the_demo_change_nothing(undisturbed, tmp_path):
    chance = random.Random(1914)  # noqa: S311 -- a seed makes it repeatable
    ports = {"--port": free_port(), "--prefect-port": free_port(), "--mail-port": free_port()}
    command = [sys.executable, "-m", "engine.commands.main", "demo", "--exit", "--data", str(tmp_path / "data")]
    command += ["--json", str(tmp_path / "out.json"), *(str(word) for pair in ports.items() for word in pair)]

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603 -- ours

    for _ in range(KILLS):
        process = start()
        time.sleep(chance.uniform(_FIRST, _LAST))
        assert process.poll() is None, (tmp_path / "log").read_text()
        process.kill()
        process.wait()
    process, mails = start(), Counter[str]()
    password = (tmp_path / "data" / "secrets" / "archive_password").read_text()
    while process.poll() is None:
        time.sleep(0.3)
        try:
            mails = identities(ports["--mail-port"] + 1, password)
        except (OSError, imaplib.IMAP4.error):
            continue  # the mail server ends with the demo

    assert process.returncode == 0, (tmp_path / "log").read_text()
    outcome = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert told(outcome) == undisturbed
    to_customers = {mail["message_id"] for case in outcome["cases"] for mail in case["messages"]}
    assert {name: times for name, times in mails.items() if times > 1} == {}
    assert to_customers <= set(mails)
