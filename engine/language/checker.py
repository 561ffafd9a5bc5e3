"""The one checker: for the command, the editor, start-up and upload. A file that fails is never half-loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.language.arguments import kind_of
from engine.language.around import Around
from engine.language.asked import TITLE, Asked, remembered_in_text, stored_in_text
from engine.language.building import Draft, build, names_of, title_of
from engine.language.catalogue import FieldType
from engine.language.crossing import (
    check_answers,
    check_clocks,
    check_languages,
    check_runs,
    check_sells_to,
    check_shared_deadlines,
)
from engine.language.folder import Checked, Folder, Surroundings
from engine.language.freezing import freeze, gathered, is_playbook
from engine.language.letters import decode
from engine.language.lifting import lifted
from engine.language.message_checks import check_messages
from engine.language.mistakes import Mistake, in_order
from engine.language.nodes import Node, Pairs
from engine.language.playbook import Place, Playbook
from engine.language.reader import read
from engine.language.report import Report
from engine.language.reviews import check_reviews
from engine.language.secrets import check_secrets
from engine.language.shop import Shop
from engine.language.shop_reading import read_shop
from engine.language.shop_schema import SHOP_SCHEMA
from engine.language.unused import check_uses, sent_by
from engine.language.version import Version

if TYPE_CHECKING:
    from engine.language.story_reading import StoryFile

_ACCEPTED = re.compile(r"fjorten: accept (FJ\d{3}) because +\S")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The shop.yaml of a folder: its report, its fields and, if it is sound, the shop."""

    report: Report
    root: Node | None
    shop: Shop | None


@dataclass(frozen=True, slots=True)
class _Lost:
    """What the files that cannot be read would have defined, so that the others are not blamed for it."""

    titles: tuple[str, ...]
    remembered: Mapping[str, FieldType]


def check(folder: Folder, surroundings: Surroundings, file: str = "") -> Checked:
    """Everything that is wrong with a shop's folder, and everything in it that can be used.

    With the name of a `file`, only that file's mistakes are sure to be found, and only what it needs is read.
    """
    asked = Asked(folder, file)
    shelf = _shop(folder)
    drafts, reports = _drafts(folder, asked)
    lost = _lost(folder, drafts)
    around = _around(folder, surroundings, shelf, tuple(sorted({*(draft.title for draft in drafts), *lost.titles})))
    remembered = {**lost.remembered, **_stored(drafts), **gathered(drafts)}
    by_title = {draft.title: draft for draft in drafts}
    everything = {title: build(draft, around, remembered) for title, draft in by_title.items()}
    built = {title: playbook for title, playbook in everything.items() if by_title[title].report.sound}
    names = {title: names_of(draft, around, remembered, kept=False) for title, draft in by_title.items()}
    check_runs(built, by_title)
    check_shared_deadlines(built, by_title)
    told = {title: playbook for title, playbook in built.items() if asked.asks_about(by_title[title].report.file)}
    check_reviews(folder, told, by_title)
    check_clocks(told, by_title, surroundings, shelf.shop)
    check_uses(folder, told, by_title)
    if asked.asks_about("shop.yaml"):
        check_answers(shelf.report, shelf.root, {title: draft.root for title, draft in by_title.items()}, lost.titles)
        check_sells_to(shelf.report, shelf.root, shelf.shop, surroundings)
        check_languages(shelf.report, shelf.root, shelf.shop, folder)
    stories = [one.report for one in stories_of(folder, built, around, asked)]
    others = [*stories, *check_messages(asked, everything, names, shelf.shop, surroundings)]
    found = _result(folder, [*reports, shelf.report, *others], built)
    return replace(found, shop=shelf.shop)


def version_of(title: str, checked: Checked, folder: Folder) -> Version:
    """The version that a case of this playbook would begin with today."""
    return freeze(title, checked.playbooks, folder.files)


def _shop(folder: Folder) -> _Shelf:
    content = folder.files.get("shop.yaml")
    if content is None:
        report = Report("shop.yaml", ())
        report.add("FJ051.shop", Place("shop.yaml", 1, 1))
        return _Shelf(report, None, None)
    root, report = read("shop.yaml", content)
    if root is None:
        return _Shelf(report, None, None)
    check_secrets(report, root)
    return _Shelf(report, root, read_shop(report, root))


def _drafts(folder: Folder, asked: Asked) -> tuple[list[Draft], list[Report]]:
    drafts: list[Draft] = []
    reports: list[Report] = []
    titles: dict[str, str] = {}
    for path in asked.playbooks:
        root, report = read(path, folder.files[path])
        reports.append(report)
        if not isinstance(root, Pairs):
            if not report.mistakes:
                report.add("FJ020.file" if root is None else "FJ021.file", Place(path, 1, 1))
            continue
        check_secrets(report, root)
        draft = Draft(path.rpartition(".")[0], decode(folder.files[path]) or "", lifted(report, root), report)
        if titles.setdefault(draft.title, path) != path:
            key = root.get("playbook") or root
            report.add("FJ004.title", key.place, length=len(draft.title), found=draft.title, file=titles[draft.title])
            continue
        drafts.append(draft)
    return drafts, reports


def _lost(folder: Folder, drafts: list[Draft]) -> _Lost:
    read_paths = {draft.report.file for draft in drafts}
    paths = [path for path in folder.files if is_playbook(path) and path not in read_paths]
    lost = [decode(folder.files[path]) or "" for path in paths]
    names = (name for text in lost for name in remembered_in_text(text))
    titles = (title for text in lost for title in TITLE.findall(text))
    guessed = (title_of(path.rpartition(".")[0]) for path in paths)
    return _Lost((*titles, *guessed), dict.fromkeys(names, FieldType.TEXT))


def _stored(drafts: list[Draft]) -> dict[str, FieldType]:
    """What is stored in lines that have a mistake of their own, so that those who use it are not blamed."""
    return {name: kind_of(value) for draft in drafts for name, value in stored_in_text(draft.text).items()}


def _around(folder: Folder, surroundings: Surroundings, shelf: _Shelf, titles: tuple[str, ...]) -> Around:
    return Around(
        messages=tuple(sorted(folder.messages)),
        sent=sent_by(folder),
        people=_people(shelf),
        playbooks=titles,
        laws=surroundings.law_words,
        steps=surroundings.step_schemas,
        conditions=surroundings.conditions,
        answers=shelf.shop.settings if shelf.shop else {},
    )


def _people(shelf: _Shelf) -> tuple[str, ...] | None:
    """The people and teams, also of a shop.yaml with a mistake, be it in the word above them; without one nobody asks."""
    if not isinstance(shelf.root, Pairs):
        return None
    others = {"people", "teams"} | {name for name in shelf.root.names if name not in SHOP_SCHEMA["properties"]}
    groups = [value.names for key, value in shelf.root.pairs if key.value in others and isinstance(value, Pairs)]
    return ("owner", *(name for group in groups for name in group))


def stories_of(
    folder: Folder, playbooks: Mapping[str, Playbook], around: Around, asked: Asked | None = None
) -> tuple[StoryFile, ...]:
    """The stories beside the playbooks, file by file; `playbooks` are those without mistakes of their own."""
    wanted = asked or Asked(folder)
    if not any(path.startswith("stories/") and wanted.asks_about(path) for path in folder.files):
        return ()
    from engine.language.story_reading import is_story_file, read_stories  # costs a tenth of a second

    paths = sorted(path for path in folder.files if is_story_file(path) and wanted.asks_about(path))
    return tuple(read_stories(path, folder.files[path], playbooks, around) for path in paths)


def _result(folder: Folder, reports: list[Report], built: Mapping[str, Playbook]) -> Checked:
    mistakes = in_order(tuple(m for report in reports for m in _not_accepted(folder, report)))
    failed = {mistake.file for mistake in mistakes if mistake.severity == "error"}
    slugs = {path.rpartition(".")[0]: path for path in folder.files if is_playbook(path)}
    sound = {title: playbook for title, playbook in built.items() if slugs.get(playbook.slug) not in failed}
    broken = tuple(slug for slug, path in sorted(slugs.items()) if path in failed)
    return Checked(mistakes, sound, None, broken)


def _not_accepted(folder: Folder, report: Report) -> list[Mistake]:
    accepted = set(_ACCEPTED.findall(decode(folder.files.get(report.file, "")) or ""))
    return [m for m in report.mistakes if m.severity == "error" or m.code not in accepted]
