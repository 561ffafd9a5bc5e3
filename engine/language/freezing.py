"""The version that a case keeps for life: made from what was checked, and built again from the stored texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from engine.errors import PlaybookError
from engine.language.around import Around
from engine.language.building import Draft, build, remembered_in
from engine.language.catalogue import FieldType
from engine.language.fields import plain
from engine.language.letters import decode
from engine.language.nodes import Pairs
from engine.language.playbook import Playbook, Run, Send
from engine.language.reader import read
from engine.language.report import Report
from engine.language.values import Money, Value
from engine.language.version import Version, digest_of

SETTINGS = "settings.json"


def freeze(main: str, playbooks: Mapping[str, Playbook], files: Mapping[str, str | bytes]) -> Version:
    """The version of a playbook as it stands today: every playbook that it can run, their messages and settings."""
    chosen = _reachable(main, playbooks)
    messages = {message for playbook in chosen.values() for message in messages_of(playbook)}
    texts = {
        path: text
        for path, content in files.items()
        if _belongs(path, {playbook.slug for playbook in chosen.values()}, messages)
        and (text := decode(content)) is not None
    }
    texts[SETTINGS] = _settings_text(chosen)
    return Version(main, chosen, texts, digest_of(main, texts))


def thaw(main: str, texts: Mapping[str, str]) -> Version:
    """The version that stored texts make, without a look at today's folder; a text that cannot be read is an error."""
    answers = json.loads(texts.get(SETTINGS, "{}"))
    drafts = [_draft(path, text) for path, text in sorted(texts.items()) if is_playbook(path)]
    remembered = gathered(drafts)
    playbooks = {draft.title: _built(draft, Around(answers=answers), remembered) for draft in drafts}
    if main not in playbooks:
        raise PlaybookError(f'The version has no playbook "{main}".', remedy="Restore the database from a backup.")
    return Version(main, playbooks, texts, digest_of(main, texts))


def messages_of(playbook: Playbook) -> frozenset[str]:
    """The names of all messages that a playbook can send."""
    return frozenset(step.message for step in playbook.all_steps if isinstance(step, Send))


def runs_of(playbook: Playbook) -> tuple[str, ...]:
    """The titles of the playbooks that a playbook can run."""
    return tuple(dict.fromkeys(step.playbook for step in playbook.all_steps if isinstance(step, Run)))


def is_playbook(path: str) -> bool:
    """Whether a file of the shop's folder is a playbook."""
    pure = PurePosixPath(path)
    return pure.suffix in {".yaml", ".yml"} and len(pure.parts) == 1 and pure.stem != "shop"


def gathered(drafts: list[Draft]) -> dict[str, FieldType]:
    """What all these files remember under names of their own."""
    found: dict[str, FieldType] = {}
    for draft in drafts:
        found = {**remembered_in(draft.root), **found}
    return found


def as_written(value: Value) -> str:
    """A setting's answer as the owner would write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Money():
            return str(value)
        case _:
            return str(plain(value))


def _reachable(main: str, playbooks: Mapping[str, Playbook]) -> dict[str, Playbook]:
    if main not in playbooks:
        raise PlaybookError(f'There is no playbook "{main}" without mistakes.', remedy="Run fjorten check.")
    chosen: dict[str, Playbook] = {}
    waiting = [main]
    while waiting:
        title = waiting.pop(0)
        if title in chosen:
            continue
        if title not in playbooks:
            raise PlaybookError(f'"{main}" can run "{title}", which has mistakes.', remedy="Run fjorten check.")
        chosen[title] = playbooks[title]
        waiting += runs_of(playbooks[title])
    return chosen


def _belongs(path: str, slugs: set[str], messages: set[str]) -> bool:
    pure = PurePosixPath(path)
    if pure.parts[0] == "messages":
        return len(pure.parts) == 3 and pure.parts[1] in messages and pure.suffix == ".md"  # noqa: PLR2004
    return is_playbook(path) and pure.stem in slugs


def _settings_text(playbooks: Mapping[str, Playbook]) -> str:
    answers = {
        title: {setting.name: as_written(setting.value) for setting in playbook.settings}
        for title, playbook in playbooks.items()
    }
    return json.dumps(answers, ensure_ascii=False, sort_keys=True)


def _draft(path: str, text: str) -> Draft:
    root, report = read(path, text)
    if not isinstance(root, Pairs):
        raise _unreadable(report)
    return Draft(PurePosixPath(path).stem, text, root, report)


def _built(draft: Draft, around: Around, remembered: Mapping[str, FieldType]) -> Playbook:
    playbook = build(draft, around, remembered, kept=True)
    if not draft.report.sound:
        raise _unreadable(draft.report)
    return playbook


def _unreadable(report: Report) -> PlaybookError:
    first = report.mistakes[0].text() if report.mistakes else f"{report.file} holds no fields."
    return PlaybookError(f"A stored playbook cannot be read any more.\n{first}", where=report.file)
