"""A folder that is spoiled while Fjorten runs: one clear message, and the work goes on by the last good version."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.faults.months import ROOT
from tests.faults.shared import until

_AWRY = "\nsteps:\n  - send: [\n"


def spoiled(file):
    """Spoil a file, and give back what mends it."""
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + _AWRY, encoding="utf-8")
    return lambda: file.write_text(whole, encoding="utf-8")


def said(up, words):
    return up.log.read_text(encoding="utf-8").count(words)


def test_a_spoiled_playbook_is_told_once_and_all_others_run(up):
    read = said(up, "Read again.")
    mend = spoiled(up.place.data / "shop" / "delayed_shipment.yaml")
    until(lambda: said(up, "Not used until it is mended: delayed_shipment.yaml"))
    up.asks_for_return(2001)
    mend()
    until(lambda: said(up, "Read again.") == read + 2)

    assert said(up, "Not used until it is mended") == 1
    assert said(up, "Traceback") == 0


def test_a_spoiled_shop_file_changes_nothing(up):
    refused = said(up, "Nothing was taken over")
    mend = spoiled(up.place.data / "shop" / "shop.yaml")
    until(lambda: said(up, "Nothing was taken over") == refused + 1)
    up.asks_for_return(2002)
    mend()

    assert said(up, "Traceback") == 0


def test_with_a_spoiled_shop_file_there_is_no_start_and_one_message_that_says_where(tmp_path):
    shutil.copytree(ROOT / "playbooks", tmp_path / "shop")
    spoiled(tmp_path / "shop" / "shop.yaml")
    command = [sys.executable, "-m", "engine.commands.main", "up", "--folder", str(tmp_path / "shop")]
    command += ["--data", str(tmp_path / "data")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 -- ours

    assert ended.returncode != 0
    assert "shop.yaml" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
