"""`fjorten lsp`, started as an editor starts it: marks that come and go, explanations, jumps, new names, cures."""

from __future__ import annotations

import asyncio
import random
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from engine.commands.folder import load_folder, surroundings
from engine.commands.init import write_folder
from engine.language import check
from tests.integration.editor.language_server import Editor, RefusedError
from tests.unit.language.marked import HEAD

pytestmark = pytest.mark.asyncio(loop_scope="module")
COMMAND = [sys.executable, "-m", "engine.commands.main", "lsp"]
RETURN = "return_requested.yaml"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    folder = tmp_path_factory.mktemp("editor") / "shop"
    write_folder(folder, "en")
    made = await Editor.opened(COMMAND, folder, language="da")
    yield made
    await made.ask("shutdown")
    made.say("exit")
    said = await made.process.stderr.read() if made.process.stderr else b""
    await made.close()
    assert said == b""


def text_of(editor: Editor, name: str) -> str:
    return (editor.folder / name).read_text("utf-8")


def place_of(text: str, piece: str) -> tuple[int, int]:
    """The line and column, from 0, of the ¦ in a piece of a text."""
    plain = piece.replace("¦", "")
    index = text.index(plain) + piece.index("¦")
    return text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1)


MISTAKES = [
    ("FJ024", "- send: withdrawal_received", "- ‹sned›: withdrawal_received"),
    ("FJ031", "send: how_to_send_back\n", "send: ‹how_to_send_bak›\n"),
    ("FJ030", "wait_for: [return received, refund issued]", "wait_for: [‹return recieved›, refund issued]"),
    ("FJ043", "until: send_back_by", "until: ‹sendback_by›"),
    ("FJ045", "[notice.text, notice.received_at]", "[‹notice.txt›, notice.received_at]"),
    ("FJ035", "settings.free_return is yes", "‹settings.free_retrun› is yes"),
    ("FJ032", "who: returns team", "who: ‹return team›"),
    ("FJ036", "law: refund after withdrawal", "law: ‹refund after withdrawl›"),
    ("FJ042", "answer_within: 2 working days", "answer_within: ‹two days›"),
    ("FJ026", "    name: late parcel", "    ‹nmae›: late parcel"),
    ("FJ046", "return.within_withdrawal is no", "return.within_withdrawal ‹==› no"),
    ("FJ013", "    must_show: [return.address, send_back_by]", "     ‹must_show: [return.address, send_back_by]›"),
]


async def test_twelve_mistakes_are_marked_at_their_words_and_the_marks_go_when_they_are_mended(editor: Editor) -> None:
    """Each in a file of its own, so that one look at the folder shows them all."""
    sound = [text_of(editor, RETURN).replace("playbook: Return requested", f"playbook: Copy {n}") for n in range(12)]
    for number, (_, right, wrong) in enumerate(MISTAKES):
        editor.write(f"copy_{number}.yaml", sound[number].replace(right, re.sub("[‹›]", "", wrong), 1))
    for number, (code, right, wrong) in enumerate(MISTAKES):
        [mark] = await editor.marked(f"copy_{number}.yaml", [code])
        line, start = place_of(sound[number].replace(right, wrong, 1), wrong.replace("‹", "¦‹"))
        assert (code, mark["range"]["start"]) == (code, {"line": line, "character": start})
        assert mark["range"]["end"] == {"line": line, "character": start + wrong.index("›") - wrong.index("‹") - 1}
        assert f"fjorten explain {code} --language da" in mark["message"]
    for number, text in enumerate(sound):
        editor.write(f"copy_{number}.yaml", text)
    for number in range(12):
        assert await editor.marked(f"copy_{number}.yaml", []) == []
        editor.close_file(f"copy_{number}.yaml")


async def test_what_is_typed_in_one_file_is_marked_in_the_others_and_vanishes_again(editor: Editor) -> None:
    shop = text_of(editor, "shop.yaml")
    editor.write("shop.yaml", shop.replace("  returns team: [Mads]", "  parcel desk: [Mads]"))

    marks = await editor.marked(
        "return_received.yaml", ["FJ032"] * text_of(editor, "return_received.yaml").count(": returns team")
    )
    editor.write("shop.yaml", shop)

    assert "returns team" in marks[0]["message"]
    assert await editor.marked("return_received.yaml", []) == []


async def test_a_mark_stands_at_its_words_behind_letters_that_take_two_places(editor: Editor) -> None:
    text = HEAD + "  - tell: owner\n    say: 🎁\n  - {tell: owner, say: 🎁, urgnt: yes}\n  - end: x\n"

    editor.write("mine.yaml", text)
    [mark] = await editor.marked("mine.yaml", ["FJ026"])
    editor.close_file("mine.yaml")

    line = text.split("\n").index("  - {tell: owner, say: 🎁, urgnt: yes}")
    assert mark["range"] == {"start": {"line": line, "character": 27}, "end": {"line": line, "character": 32}}


HOVERS = [
    ("law: return ship¦ment", "Returnering af varen"),
    ("law: return ship¦ment", "Hjemmel: forbrugeraftaleloven § 24"),
    ("law: return ship¦ment", "*Tyskland*"),
    ("send: how_to_send_ba¦ck\n", "Sådan sender du din retur"),
    ("until: send_ba¦ck_by", "lovens frist"),
    ("[notice.te¦xt,", "notice.text"),
    ("settings.free_ret¦urn is yes", "Dit svar: `no`"),
    ("who: returns te¦am", "Mads"),
    ("proof of sending rec¦eived, refund", "Hændelse"),
    ("do: create return la¦bel", "Integration"),
    ("run: Return rec¦eived", "return_received.yaml"),
    ("wait¦_for: [return", "wait_for"),
    ("accept FJ0¦62 because", "FJ062"),
]


@pytest.mark.parametrize(("piece", "expected"), HOVERS)
async def test_what_is_under_the_cursor_is_explained_in_danish(editor: Editor, piece: str, expected: str) -> None:
    text = text_of(editor, RETURN)
    editor.write(RETURN, text)

    told = await editor.at("hover", RETURN, *place_of(text, piece))

    assert expected in told["contents"]["value"]


JUMPS = [
    (RETURN, "send: how_to_send_ba¦ck\n", "messages/how_to_send_back/da.md", ""),
    (RETURN, "until: send_ba¦ck_by", RETURN, "send_back_by:"),
    (RETURN, "settings.post_da¦ys after send", RETURN, "post_days:"),
    (RETURN, "settings.post_da¦ys after send", "shop.yaml", "post_days: 10 days"),
    (RETURN, "run: Return rec¦eived", "return_received.yaml", "playbook: Return received"),
    (RETURN, "tell: returns te¦am", "shop.yaml", "returns team: [Mads]"),
    (RETURN, "done_when: how_to_send_ba¦ck sent", "messages/how_to_send_back/da.md", ""),
    ("messages/how_to_send_back/da.md", "{{ send_back_b¦y | date", RETURN, "send_back_by:"),
    ("stories/return_requested.yaml", "withdrawal_rec¦eived is sent", "messages/withdrawal_received/da.md", ""),
]


@pytest.mark.parametrize(("name", "piece", "file", "line"), JUMPS)
async def test_a_name_leads_to_where_it_comes_from(editor: Editor, name: str, piece: str, file: str, line: str) -> None:
    found = await editor.at("definition", name, *place_of(text_of(editor, name), piece))

    places = {
        (one["uri"], text_of(editor, file).split("\n")[one["range"]["start"]["line"]].strip())
        for one in found
        if one["uri"] == editor.uri(file)
    }
    assert any(uri == editor.uri(file) and shown.startswith(line) for uri, shown in places)


NEW_NAMES = [
    (RETURN, "until: send_ba¦ck_by", "post_by"),
    (RETURN, "settings.post_da¦ys after send", "days_in_the_post"),
    (RETURN, "send: how_to_send_ba¦ck\n", "the_way_back"),
    ("shop.yaml", "  returns te¦am: [Mads]", "parcel desk"),
]


@pytest.mark.parametrize(("name", "piece", "new"), NEW_NAMES)
async def test_a_new_name_reaches_every_file_and_makes_no_mistake(
    tmp_path: Path, editor: Editor, name: str, piece: str, new: str
) -> None:
    line, column = place_of(text_of(editor, name), piece)
    where = {"textDocument": {"uri": editor.uri(name)}, "position": {"line": line, "character": column}}

    edit = await editor.ask("textDocument/rename", **where, newName=new)
    copy = renamed_copy(editor.folder, tmp_path / "copy", edit)

    assert len(edit["documentChanges"]) > 1 or name == RETURN
    assert check(load_folder(copy), surroundings()).mistakes == ()


def renamed_copy(folder: Path, copy: Path, edit: dict[str, Any]) -> Path:
    """The folder as the editor would leave it after the changes."""
    write_folder(copy, "en")
    for change in edit["documentChanges"]:
        if change.get("kind") == "rename":
            moved(folder, copy, change["oldUri"]).rename(moved(folder, copy, change["newUri"]))
            continue
        file = moved(folder, copy, change["textDocument"]["uri"])
        file.write_text(edited(file.read_text("utf-8"), change["edits"]), "utf-8")
    return copy


def moved(folder: Path, copy: Path, uri: str) -> Path:
    return copy / uri.removeprefix(folder.as_uri()).lstrip("/")


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    lines = text.split("\n")
    for one in sorted(
        edits, key=lambda e: (e["range"]["start"]["line"], e["range"]["start"]["character"]), reverse=True
    ):
        start, end = one["range"]["start"], one["range"]["end"]
        rest = lines[end["line"]][end["character"] :]
        lines[start["line"] : end["line"] + 1] = [lines[start["line"]][: start["character"]] + one["newText"] + rest]
    return "\n".join(lines)


REFUSALS = [
    ("order.delivered¦_at", "x", "hører til sproget"),
    ("until: send_ba¦ck_by", "refund_by", "allerede brugt"),
    ("until: send_ba¦ck_by", "Send Back", "kun små bogstaver"),
    ("about: The customer us¦es", "x", "intet, der kan få et andet navn"),
]


@pytest.mark.parametrize(("piece", "new", "said"), REFUSALS)
async def test_what_cannot_get_a_new_name_is_refused_in_words(editor: Editor, piece: str, new: str, said: str) -> None:
    line, column = place_of(text_of(editor, RETURN), piece)
    where = {"textDocument": {"uri": editor.uri(RETURN)}, "position": {"line": line, "character": column}}

    with pytest.raises(RefusedError, match=said):
        await editor.ask("textDocument/rename", **where, newName=new)


async def test_the_offered_cure_put_into_the_file_takes_the_mark_away(editor: Editor) -> None:
    broken = text_of(editor, RETURN).replace("send: how_to_send_back\n", "send: how_to_send_bak\n", 1)
    editor.write(RETURN, broken)
    [mark] = await editor.marked(RETURN, ["FJ031"])

    actions = await editor.ask("textDocument/codeAction", **asking_about(editor, RETURN, mark))
    [cure] = [action for action in actions if action["kind"] == "quickfix"]
    editor.write(RETURN, edited(broken, cure["edit"]["documentChanges"][0]["edits"]))

    assert cure["title"] == "Ret: send: how_to_send_back"
    assert await editor.marked(RETURN, []) == []


async def test_everything_that_has_one_right_answer_is_mended_at_once(editor: Editor) -> None:
    sound = text_of(editor, RETURN)
    broken = sound.replace("withdrawal is no", "withdrawal == no").replace("about: The customer", "about:The customer")
    editor.write(RETURN, broken)
    [mark] = await editor.marked(RETURN, ["FJ011"])

    actions = await editor.ask("textDocument/codeAction", **asking_about(editor, RETURN, mark))
    [whole] = [action for action in actions if action["kind"] == "source.fixAll.fjorten"]
    resolved = await editor.ask("codeAction/resolve", **whole)
    mended = edited(broken, resolved["edit"]["changes"][editor.uri(RETURN)])
    editor.write(RETURN, mended)

    assert mended == sound
    assert await editor.marked(RETURN, []) == []


def asking_about(editor: Editor, name: str, mark: dict[str, Any]) -> dict[str, Any]:
    return {"textDocument": {"uri": editor.uri(name)}, "range": mark["range"], "context": {"diagnostics": [mark]}}


async def test_names_are_offered_while_the_file_is_half_typed_and_explained_when_looked_at(editor: Editor) -> None:
    text = HEAD + "  - send: how_to"
    editor.write("mine.yaml", text)

    offered = await editor.at("completion", "mine.yaml", text.count("\n"), len("  - send: how_to"))
    [item] = [one for one in offered["items"] if one["label"] == "how_to_send_back"]
    explained = await editor.ask("completionItem/resolve", **item)
    editor.close_file("mine.yaml")

    assert item["textEdit"]["range"]["start"]["character"] == len("  - send: ")
    assert "Sådan sender du din retur" in explained["documentation"]["value"]


async def test_the_contents_of_a_playbook_are_listed(editor: Editor) -> None:
    editor.write(RETURN, text_of(editor, RETURN))

    found = await editor.ask("textDocument/documentSymbol", textDocument={"uri": editor.uri(RETURN)})

    steps = next(one for one in found if one["name"] == "steps")
    assert [one["name"] for one in found] == ["stops_when", "reopens_when", "settings", "deadlines", "steps"]
    assert "send withdrawal_received" in [one["name"] for one in steps["children"]]


async def test_a_folder_behind_a_link_is_marked_under_the_name_by_which_it_was_opened(
    editor: Editor, tmp_path: Path
) -> None:
    (tmp_path / "linked").symlink_to(editor.folder)
    other = (tmp_path / "linked" / "complaint.yaml").as_uri()
    text = text_of(editor, "complaint.yaml").replace("say: ", "sya: ", 1)
    editor.marks[other] = asyncio.Queue()
    editor.say("textDocument/didOpen", textDocument={"uri": other, "languageId": "yaml", "version": 1, "text": text})

    marks = await asyncio.wait_for(editor.marks[other].get(), 30)
    editor.say("textDocument/didClose", textDocument={"uri": other})

    assert [mark["code"] for mark in marks] == ["FJ026"]


async def test_files_that_are_none_of_the_shops_are_left_alone(editor: Editor, tmp_path: Path) -> None:
    other = (tmp_path / "compose.yaml").as_uri()
    editor.say(
        "textDocument/didOpen", textDocument={"uri": other, "languageId": "yaml", "version": 1, "text": "x: [\n"}
    )

    assert await editor.ask("textDocument/documentSymbol", textDocument={"uri": other}) == []
    assert other not in editor.marks


async def test_a_hundred_random_keys_neither_stop_nor_confuse_it(editor: Editor) -> None:
    chance = random.Random(14)  # noqa: S311  # no secret: the same keys every time
    sound = text_of(editor, RETURN)
    editor.write(RETURN, sound)
    lines = sound.split("\n")
    for _ in range(100):
        number = chance.randrange(len(lines))
        start = chance.randrange(len(lines[number]) + 1)
        end = min(len(lines[number]), start + chance.choice((0, 0, 1, 3)))
        typed = chance.choice(("x", " ", ":", "- ", "#", '"', "[", "{", "\t", "æ", "&", "{{ ", "'", "  ", ""))
        piece = {"start": {"line": number, "character": start}, "end": {"line": number, "character": end}}
        editor.change(RETURN, {"range": piece, "text": typed})
        lines[number] = lines[number][:start] + typed + lines[number][end:]
        await editor.at("completion", RETURN, number, start + len(typed))
        await editor.at("hover", RETURN, number, start)
    await editor.ask("textDocument/documentSymbol", textDocument={"uri": editor.uri(RETURN)})

    editor.write(RETURN, sound)

    assert await editor.marked(RETURN, []) == []
    assert editor.process.returncode is None
