"""`fjorten move`: what would become of each case is shown first, and the wish goes into the case's inbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import fjorten
from engine.language import thaw
from engine.rehearsal.timeline import sentences
from engine.run.frozen import Change, publish
from engine.store import Store, inbox, journals
from tests.integration.running.conftest import NOW, PLAYBOOK, TEXTS, Office, office, order
from tests.mail_servers import smtp_server

ROOT = Path(__file__).parents[3]
NEWER = PLAYBOOK.replace("  - do: count\n", "  - send: paid\n    name: early news\n  - do: count\n").replace(
    "deadlines:\n", "deadlines:\n  told_by: {kind: goal, due: 3 days after notice.received_at}\n"
)
GONE = PLAYBOOK.replace("[refund issued]", "[return received]")


@dataclass
class Shop:
    """A shop with one case that waits, and the command as typed in a terminal."""

    office: Office
    places: list[str]

    def move(self, *words: str, said: str = "") -> Result:
        call = ["move", *self.places, "--language", "en", "--who", "Anna", *words]
        return CliRunner().invoke(fjorten, call, input=said)

    def put_out(self, text: str) -> None:
        version = thaw("Return requested", TEXTS | {"return_requested.yaml": text})
        self.office.store.write_now(lambda conn: publish(conn, Change((version,)), NOW))

    @property
    def wishes(self) -> list[dict[str, object]]:
        waiting = self.office.store.read_now(lambda conn: inbox.for_case(conn, 1))
        return [dict(one.data) for one in waiting if one.type == "operator.moved"]


@pytest.fixture
async def shop(tmp_path: Path) -> Callable[[], Shop]:
    database = f"sqlite:///{tmp_path}/fjorten.db"
    store = Store.open(database)
    async with smtp_server() as server:
        with office(store, server.port) as made:
            await made.happen("return.requested", order())
            yield Shop(made, ["--folder", str(ROOT / "playbooks"), "--data", str(tmp_path)])
    store.close()


async def test_a_dry_run_shows_what_would_change_and_asks_for_nothing(shop):
    shop.put_out(NEWER)
    said = shop.move("--all", "Return requested", "--dry-run").output

    assert said.splitlines() == [
        "Case 1 would follow version 2.",
        "  Left out, because the case is past it: early news",
        "  New date “told_by”: Fri, 4 Dec 2026",
    ]
    assert shop.wishes == []


async def test_without_a_yes_no_case_moves(shop):
    shop.put_out(NEWER)

    assert ("No case was moved." in shop.move("1", said="n\n").output, shop.wishes) == (True, [])


async def test_with_a_yes_the_case_is_asked_and_tells_what_came_of_it_in_every_language(shop):
    shop.put_out(NEWER)
    assert "has been asked to follow version 2" in shop.move("1", "--yes").output
    assert [(one["who"], one["number"]) for one in shop.wishes] == [("Anna", 2)]
    await shop.office.settle()
    journal = shop.office.store.read_now(lambda conn: journals.journal(conn, 1))
    told = {language: sentences(journal, language, "UTC") for language in ("da", "nb", "sv", "fi", "de", "en")}

    assert [(one.text, one.detail) for one in told["en"][-3:-1]] == [
        ("Anna wants the case to follow version 2 of the playbook.", ""),
        (
            "From here on the case follows version 2 of the playbook.",
            "Left out, because the case is past it: early news",
        ),
    ]
    assert len({lines[-2].text for lines in told.values()}) == len(told)


async def test_a_case_that_cannot_move_is_told_with_the_reason_and_not_asked(shop):
    shop.put_out(GONE)
    said = shop.move("1", "--yes").output

    assert "Case 1 stays on version 1: the case waits at the step “wait_for refund issued”" in said
    assert (shop.wishes, "No case was moved." in said) == ([], True)


async def test_an_older_version_can_be_named(shop):
    shop.put_out(NEWER)
    shop.put_out(GONE)
    told = json.loads(shop.move("1", "--to", "2", "--json").output)

    assert [(one["from"], one["to"], one["moves"], one["asked"]) for one in told] == [(1, 2, True, False)]
    assert "There are: 1, 2, 3" in shop.move("1", "--to", "9").output


async def test_what_nobody_knows_is_refused_with_the_near_miss(shop):
    assert 'Did you mean "Return requested"?' in shop.move("--all", "Return requestd").output
    assert "no such case" in shop.move("77").output
    assert "Which cases" in shop.move().output


async def test_with_nothing_on_an_older_version_there_is_nothing_to_move(shop):
    assert "No case runs on an older version." in shop.move("--all", "return_requested").output
