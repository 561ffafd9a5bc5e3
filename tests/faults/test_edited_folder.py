"""A folder that is edited while cases wait: old cases keep their text, new ones get what was published, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from sqlalchemy import select

from engine.store.tables import cases
from tests.faults.months import ROOT, staged
from tests.faults.shared import until
from tests.faults.whole_house import house


@pytest.fixture(scope="module")
def up(tmp_path_factory):
    """A house of its own: the guests of the other one count their cases, and read the folder as it was."""
    with staged(tmp_path_factory.mktemp("edited") / "shop") as place, house(place) as opened:
        yield opened


def told(up, words):
    return words in up.log.read_text(encoding="utf-8")


def version_of(up, order):
    """The version that the case of an order follows."""
    query = select(cases.c.version).where(cases.c.order_number == str(order))
    return up.store.read_now(lambda conn: conn.execute(query).scalar_one())


def fjorten(up, *words):
    """A command of another process, beside the house that is up."""
    places = ["--folder", str(up.place.data / "shop"), "--data", str(up.place.data), "--who", "Anna"]
    command = [sys.executable, "-m", "engine.commands.main", words[0], *places, *words[1:]]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 -- ours


def edit(up, words):
    """The owner changes a playbook while the house is up."""
    shutil.rmtree(up.place.data / "shop" / "stories", ignore_errors=True)
    book = up.place.data / "shop" / "return_requested.yaml"
    whole = book.read_text(encoding="utf-8")
    book.write_text(whole.replace("about: ", f"about: {words} ", 1), encoding="utf-8")


def publish(up):
    done = fjorten(up, "publish", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    return [one["file"] for one in json.loads(done.stdout)["published"]]


def test_an_edited_playbook_waits_until_it_is_published_and_counts_then_without_a_restart(up):
    up.asks_for_return(2101)
    edit(up, "Changed.")
    until(lambda: told(up, "The folder differs from what is published: Return requested"))
    up.asks_for_return(2102)
    assert publish(up) == ["return_requested"]
    up.asks_for_return(2103)
    first, draft, new = (version_of(up, order) for order in (2101, 2102, 2103))

    assert first == draft != new
    assert not told(up, "Traceback")


def test_a_waiting_case_is_moved_while_the_house_is_up_and_says_so(up):
    up.asks_for_return(2111)
    before = version_of(up, 2111)
    edit(up, "Changed once more.")
    publish(up)
    query = select(cases.c.number).where(cases.c.order_number == "2111")
    number = up.store.read_now(lambda conn: conn.execute(query).scalar_one())
    said = fjorten(up, "move", str(number), "--yes", "--json")
    assert json.loads(said.stdout)[0]["asked"], said.stderr
    until(lambda: version_of(up, 2111) != before)

    assert "From here on the case follows version" in fjorten_case(up, number)


def test_a_playbook_that_was_deleted_goes_on_opening_cases_until_that_is_published(up):
    book = up.place.data / "shop" / "complaint.yaml"
    whole = book.read_text(encoding="utf-8")
    book.unlink()
    until(lambda: told(up, "The folder differs from what is published: Complaint"))
    before = up.sent("complaint_received")
    up.report("complaint.received", 2104, complaint={"text": "Sømmen er gået op."})
    until(lambda: up.sent("complaint_received") > before)
    book.write_text(whole, encoding="utf-8")

    assert not told(up, "Traceback")


def fjorten_case(up, number):
    """What the command tells of a case, in English."""
    places = ["--folder", str(up.place.data / "shop"), "--data", str(up.place.data), "--language", "en"]
    command = [sys.executable, "-m", "engine.commands.main", "case", str(number), *places]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout  # noqa: S603 -- ours
