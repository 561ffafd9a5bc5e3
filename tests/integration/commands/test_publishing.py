"""Publishing: new cases follow what was published and nothing else, after everything that differs was shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands.assembly import Places, open_store, publish_new, read_shop, world
from engine.commands.main import fjorten
from engine.commands.watching import draft_of
from engine.store import Store, cases, versions
from engine.store.cases import Keys, NewCase
from tests.integration.store.conftest import NOON

ROOT = Path(__file__).parents[3]
Publish = Callable[..., Result]
STORY = "stories/complaint.yaml"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The shipped folder with few stories, started once: everything in it is published."""
    places = Places(tmp_path / "shop", tmp_path / "data")
    shutil.copytree(ROOT / "playbooks", places.folder, ignore=shutil.ignore_patterns("stories"))
    start(places)
    return places


def start(places: Places) -> tuple[tuple[str, ...], str]:
    """What a start of Fjorten does with the folder: what it publishes, and what it says of drafts."""
    store = open_store(places)
    ready = read_shop(places.folder)
    engine = world(places, ready, store, AsyncExitStack())
    new = publish_new(engine, ready)
    draft = draft_of(ready, engine)
    store.close()
    return new, draft


@pytest.fixture
def publish(places: Places) -> Publish:
    """`fjorten publish`, called as from a terminal; `said` is what is typed."""

    def call(*words: str, said: str = "") -> Result:
        where = ["--folder", str(places.folder), "--data", str(places.data), "--language", "en", "--who", "Anna"]
        return CliRunner().invoke(fjorten, ["publish", *where, *words], input=said)

    return call


def edit(places: Places, file: str, old: str, new: str) -> None:
    text = (places.folder / file).read_text(encoding="utf-8")
    assert old in text
    (places.folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def looked(places: Places, unit):
    store = Store.open(places.url)
    found = store.read_now(unit)
    store.close()
    return found


def numbers(places: Places) -> dict[str, int]:
    """How many versions each playbook has had."""
    return {one.slug: one.number for one in looked(places, versions.history)}


def shorter(places: Places) -> None:
    """A change of one playbook that no other runs."""
    edit(places, "delayed_shipment.yaml", "about: ", "about: Changed. ")


def test_a_later_start_publishes_only_a_playbook_of_which_nothing_was_published_and_names_the_drafts(places):
    shorter(places)
    book = (places.folder / "delayed_shipment.yaml").read_text(encoding="utf-8")
    (places.folder / "brand_new.yaml").write_text(book.replace("playbook: Delayed", "playbook: New"), encoding="utf-8")
    new, draft = start(places)

    assert [len(new), new[0].startswith("New")] == [1, True]
    assert "Delayed shipment" in draft
    assert (numbers(places)["delayed_shipment"], numbers(places)["brand_new"]) == (1, 1)


def test_nothing_is_published_without_a_yes(places, publish):
    shorter(places)
    said = publish(said="n\n")

    assert ("becomes version 2" in said.output, "Nothing was published" in said.output, said.exit_code) == (
        True,
        True,
        1,
    )
    assert numbers(places)["delayed_shipment"] == 1


def test_with_a_yes_new_cases_follow_the_folder_and_the_history_says_who_and_when(places, publish):
    shorter(places)
    said = publish(said="y\n")

    assert ("version 2" in said.output, said.exit_code) == (True, 0)
    assert start(places) == ((), "")
    told = json.loads(publish("--history", "--json").output)
    assert [(one["number"], one["who"], one["in_use"]) for one in told if one["playbook"] == "Delayed shipment"] == [
        (2, "Anna", True),
        (1, "", False),
    ]
    assert "by Anna: new cases follow it" in publish("--history").output


def test_a_folder_without_changes_has_nothing_to_publish(publish):
    said = publish("--yes")

    assert ("Nothing differs" in said.output, said.exit_code) == (True, 0)


def test_a_broken_file_keeps_its_version_and_others_may_go(places, publish):
    shorter(places)
    edit(places, "complaint.yaml", "starts_when:", "starts_wen:")
    said = publish("--yes")

    assert ("complaint.yaml" in said.output, said.exit_code) == (True, 1)
    assert (numbers(places)["complaint"], numbers(places)["delayed_shipment"]) == (1, 2)


def test_a_broken_mail_holds_back_every_playbook_that_can_send_it(places, publish):
    edit(places, "messages/refund_issued/da.md", "---\n", "---\nunknown: field\n")
    publish("--yes")

    assert set(numbers(places).values()) == {1}


def test_a_playbook_that_can_go_on_in_a_broken_one_is_held_back_too(places, publish):
    edit(places, "refund_issued.yaml", "starts_when:", "starts_wen:")
    said = publish("--yes")

    assert ("return_requested.yaml" in said.output, said.exit_code) == (True, 1)


def test_only_the_named_playbook_is_published(places, publish):
    shorter(places)
    edit(places, "complaint.yaml", "about: ", "about: Changed. ")
    publish("--yes", "--only", "Delayed shipment")

    assert (numbers(places)["complaint"], numbers(places)["delayed_shipment"]) == (1, 2)
    assert 'Did you mean "complaint"?' in publish("--only", "complant").output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("complaint_received is sent in da", "complaint_received is sent in nb", "1 of 1 do not come true"),
        ("case ends: solved", "case ands: solved", "case ands"),
    ],
)
def test_a_story_that_is_not_true_or_not_readable_is_told_and_stops_a_yes_given_beforehand(
    places, publish, old, new, said
):
    text = (ROOT / "playbooks" / STORY).read_text(encoding="utf-8")
    (places.folder / "stories").mkdir()
    (places.folder / STORY).write_text(text[: text.index("- story: A fault repaired in Norway")], encoding="utf-8")
    edit(places, STORY, old, new)
    edit(places, "complaint.yaml", "about: ", "about: Changed. ")
    found = publish("--yes")

    assert (said in found.output, found.exit_code, numbers(places)["complaint"]) == (True, 1, 1)


def test_an_answer_in_the_shop_file_is_part_of_the_version_and_waits(places, publish):
    edit(places, "shop.yaml", "free_return: no", "free_return: yes")
    assert "Return requested" in start(places)[1]

    assert "Your answer to “Do you pay for the return parcel?”: yes" in publish("--yes").output


def test_the_cases_that_wait_on_an_older_version_are_named_without_personal_data(places, publish):
    digest = looked(places, versions.published)["delayed_shipment"]
    new = NewCase("test", "Delayed shipment", "delayed_shipment", digest, "DK", "da", NOON, Keys("1042"))
    store = Store.open(places.url)
    store.write_now(lambda conn: cases.open_case(conn, new))
    store.close()
    shorter(places)

    assert "Case 1 (version 1)" in publish("--yes").output
    assert "open cases: 1" in publish("--history").output


def test_a_playbook_that_left_the_folder_begins_no_new_case(places, publish):
    (places.folder / "delayed_shipment.yaml").unlink()
    said = publish("--yes")

    assert "“Delayed shipment” is no longer in the folder" in said.output
    assert "delayed_shipment" not in looked(places, versions.published)
    assert "no new cases from then on" in publish("--history").output


def test_going_back_is_a_new_version_and_leaves_the_folder_alone(places, publish):
    before = (places.folder / "delayed_shipment.yaml").read_text(encoding="utf-8")
    shorter(places)
    publish("--yes")
    said = publish("--back", "--only", "delayed_shipment", "--yes")

    assert ("comes back as version 3" in said.output, "--back 1 --only" in said.output) == (True, True)
    history = [one for one in looked(places, versions.history) if one.slug == "delayed_shipment"]
    assert [(one.number, one.back_to, one.digest == history[0].digest) for one in history] == [
        (1, None, True),
        (2, None, False),
        (3, 1, True),
    ]
    assert (places.folder / "delayed_shipment.yaml").read_text(encoding="utf-8") != before


def test_the_old_text_is_put_into_the_folder_only_after_its_difference_was_shown(places, publish):
    file = places.folder / "delayed_shipment.yaml"
    before = file.read_text(encoding="utf-8")
    shorter(places)
    publish("--yes")
    refused = publish("--back", "1", "--only", "delayed_shipment", "--write", said="y\nn\n")
    assert ("-about: Changed." in refused.output, file.read_text(encoding="utf-8") != before) == (True, True)
    publish("--back", "1", "--only", "delayed_shipment", "--write", said="y\n")

    assert file.read_text(encoding="utf-8") == before


def test_a_version_that_never_was_cannot_come_back(publish):
    assert "There are: 1" in publish("--back", "7", "--only", "complaint").output
    assert "no older text" in publish("--back", "--only", "complaint").output
    assert "No playbook has an older text" in publish("--back").output


def test_going_back_needs_no_name_where_only_one_playbook_has_an_older_text(places, publish):
    shorter(places)
    publish("--yes")

    assert "comes back as version 3" in publish("--back", "--yes").output


def test_going_back_asks_which_playbook_is_meant_where_several_have_an_older_text(places, publish):
    shorter(places)
    edit(places, "complaint.yaml", "about: ", "about: Changed. ")
    publish("--yes")

    assert "Name one with --only: Complaint, Delayed shipment." in publish("--back", "--yes").output


def test_a_program_gets_everything_as_json_and_publishes_only_with_yes(places, publish):
    shorter(places)
    shown = json.loads(publish("--json").output)
    done = json.loads(publish("--json", "--yes").output)

    assert [one["playbook"] for one in shown["playbooks"]] == ["Delayed shipment"]
    assert (shown["published"], [one["version"] for one in done["published"]]) == ([], [2])
