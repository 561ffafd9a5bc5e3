"""What a folder names in vain: mails that are waited for and never sent, clocks in a circle, idle settings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.language.building import Draft
from engine.language.folder import Folder
from engine.language.freezing import is_playbook
from engine.language.letters import decode
from engine.language.nodes import Pairs, Text
from engine.language.playbook import Clock, Playbook

_SENT = re.compile(r"\bsend: *[\"']?([\w-]+)")
_UNSAID = re.compile(r"\bsend:[ ]*(?:#.*)?$", re.MULTILINE)
_NAMED = re.compile(r"(?::|\bsend)[ -]*[\"']?([\w-]+)[\"']?[ ]*(?=[},\]#\n]|$)")
_FIELD = re.compile(r"^ +([a-z][a-z0-9_]*):", re.MULTILINE)
_USED = re.compile(r"\bsettings\.([a-z][a-z0-9_]*)")


def check_uses(folder: Folder, playbooks: Mapping[str, Playbook], drafts: Mapping[str, Draft]) -> None:
    """Write down clocks that count from themselves, and settings that nothing asks for."""
    texts = [decode(content) or "" for path, content in folder.files.items() if not path.startswith("stories/")]
    used = {name for text in texts for name in _USED.findall(text)}
    asked = {name for text in texts for name in _FIELD.findall(text)}
    for title, playbook in playbooks.items():
        _check_circles(drafts[title], playbook)
        if used <= asked:  # else one is used by another name than it is asked by, and that is told where it is used
            _check_settings(drafts[title], used)


def sent_by(folder: Folder) -> frozenset[str] | None:
    """The messages that any playbook sends; nothing where a step names a message that does not exist: it may mean any."""
    texts = [decode(content) or "" for path, content in folder.files.items() if is_playbook(path)]
    named = {name for text in texts for name in _SENT.findall(text)}
    if any(_UNSAID.search(text) for text in texts):
        return None
    return (
        frozenset(name for text in texts for name in _NAMED.findall(text)) if named <= folder.messages.keys() else None
    )


def _check_circles(draft: Draft, playbook: Playbook) -> None:
    clocks = {clock.name: clock for clock in playbook.deadlines}
    for clock in playbook.deadlines:
        circle = _circle(clock, clocks)
        if circle and min(circle) == clock.name:  # once for all clocks of the circle
            details = {"found": clock.name, "circle": " -> ".join(circle)}
            draft.report.add("FJ049.circle", clock.place, length=len(clock.name), **details)  # type: ignore[arg-type]


def _circle(clock: Clock, clocks: Mapping[str, Clock]) -> tuple[str, ...]:
    """The clocks by which a clock counts from itself; nothing where it does not."""
    path = [clock.name]
    while (due := clocks[path[-1]].due) is not None:
        name = due.anchor.path.removeprefix("deadlines.").partition(".")[0]
        if name == clock.name:
            return (*path, name)
        if name not in clocks or name in path:
            break
        path.append(name)
    return ()


def _settings(draft: Draft) -> dict[str, Text]:
    settings = draft.root.get("settings")
    return {key.value: key for key, _ in settings.pairs} if isinstance(settings, Pairs) else {}


def _check_settings(draft: Draft, used: set[str]) -> None:
    for name, key in _settings(draft).items():
        if name not in used:
            draft.report.add_at("FJ035.unused", key, found=name)
