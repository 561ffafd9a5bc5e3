"""From a file of stories to the stories, with every sentence that cannot be understood told at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import PlaybookError
from engine.language.arguments import typed
from engine.language.around import Around
from engine.language.catalogue import FIELDS, Field, FieldType
from engine.language.fields import field_value, moment_in
from engine.language.nodes import Items, Node, Pairs, Text, plain_node
from engine.language.playbook import Playbook
from engine.language.reader import read
from engine.language.report import Report
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.story import Answers, Expected, Happens, Occurs, Skips, Story
from engine.language.story_names import story_names
from engine.language.story_schema import STORY_SCHEMA
from engine.language.story_sentences import expectation, happening, read_day, standing_fact
from engine.language.structure import check_structure


@dataclass(frozen=True, slots=True)
class StoryFile:
    """The stories of one file that can be played, and what is wrong with the others."""

    stories: tuple[Story, ...]
    report: Report


def is_story_file(path: str) -> bool:
    """Whether a file of a shop's folder holds stories."""
    return path.startswith("stories/") and path.endswith((".yaml", ".yml"))


def read_stories(path: str, content: str | bytes, playbooks: Mapping[str, Playbook], around: Around) -> StoryFile:
    """The stories of a file; `playbooks` are the sound ones, by title."""
    root, report = read(path, content)
    if root is None or not check_structure(report, root, STORY_SCHEMA) or not isinstance(root, Pairs):
        return StoryFile((), report)
    page = _Page(report, playbooks, around, root.get("playbook"))
    items = root.get("stories")
    nodes = items.items if isinstance(items, Items) else ()
    found = [_Reader(page, node).story() for node in nodes if isinstance(node, Pairs)]
    return StoryFile(tuple(story for story in found if story), report)


@dataclass(frozen=True, slots=True)
class HappensLine:
    """One line of what happens, read by itself."""

    happens: tuple[Happens, ...]
    report: Report


def read_happens(line: str, title: str, playbooks: Mapping[str, Playbook], around: Around) -> HappensLine:
    """What one line says about a case of a playbook, as under `happens` in a story."""
    root, report = read(line, line)
    if root is None:
        return HappensLine((), report)
    page = _Page(report, playbooks, around, Text(title, root.place, root.place))
    item = Items((root,), root.place, root.place)
    return HappensLine(tuple(_Reader(page, Pairs((), root.place, root.place)).happens(item)), report)


@dataclass(frozen=True, slots=True)
class _Page:
    """What all stories of a file share."""

    report: Report
    playbooks: Mapping[str, Playbook]
    around: Around
    playbook: Node | None


class _Reader:
    """Reads one story."""

    def __init__(self, page: _Page, node: Pairs) -> None:
        self.page = page
        self.node = node
        self.report = page.report
        title = node.get("story")
        self.title = title.value if isinstance(title, Text) else ""
        self.where = f'in story "{self.title}"' if self.title else ""
        self.playbook = self._playbook()
        self.names = story_names(self.playbook, page.playbooks, page.around)

    def story(self) -> Story | None:
        """The story, or nothing where something in it cannot be understood."""
        before = len(self.report.mistakes)
        story = Story(
            self.title,
            self.playbook,
            self._values(self.node.get("case")),
            self._settings(self.node.get("settings")),
            tuple(self.happens(self.node.get("happens"))),
            tuple(self._expects()),
            self.node.place,
        )
        sound = len(self.report.mistakes) == before and self.playbook in self.page.playbooks
        return story if sound else None

    def _playbook(self) -> str:
        node = self.node.get("playbook") or self.page.playbook
        if not isinstance(node, Text):
            self.report.add(
                "FJ020.field",
                self.node.place,
                where=self.where,
                found="playbook",
                owner="the story",
                example="Return requested",
            )
            return ""
        return self.report.tried(lambda: self.page.around.playbook(node.value), node, where=self.where) or ""

    def happens(self, node: Node | None) -> Iterator[Happens]:
        """What happens, line by line."""
        for item in _items(node):
            found = self._standing(item) if isinstance(item, Text) else self._on_a_day(item)
            if found is not None:
                yield found

    def _standing(self, item: Text) -> Happens | None:
        return self.report.tried(lambda: standing_fact(item.value, self.names), item, where=self.where)

    def _on_a_day(self, item: Node) -> Happens | None:
        key, what = _only_pair(item)
        if key is None or what is None:
            self._not_a_sentence(item)
            return None
        when = self.report.tried(lambda: read_day(key.value), key, where=self.where)
        sentence, given = (what, None) if isinstance(what, Text) else _only_pair(what)
        if when is None or sentence is None:
            if sentence is None:
                self._not_a_sentence(what)
            return None
        values = self._values(given)
        found = self.report.tried(
            lambda: happening(sentence.value, values, when, self.names), sentence, where=self.where
        )
        return replace(found, line=key.place.line) if isinstance(found, Occurs | Answers | Skips) else found

    def _expects(self) -> Iterator[Expected]:
        for item in _items(self.node.get("expect")):
            key, value = _only_pair(item)
            if key is None or not isinstance(value, Text):
                self._not_a_sentence(item)
                continue
            if found := self._expected(key, value):
                yield replace(found, place=key.place)

    def _expected(self, key: Text, value: Text) -> Expected | None:
        """A slip is told at the half of the sentence that it is about."""
        try:
            return expectation(key.value, value.value, self.names)
        except Slip as slip:
            about_key = str(slip.details.get("found", "")) not in value.value
            self.report.add_slip(slip, key if about_key else value, where=self.where)
            return None

    def _not_a_sentence(self, node: Node) -> None:
        found = node.value if isinstance(node, Text) else ""
        self.report.add("FJ057.sentence", node.place, where=self.where, length=max(1, len(found)))

    def _values(self, node: Node | None) -> dict[str, Any]:
        pairs = node.pairs if isinstance(node, Pairs) else ()
        return {key.value: plain_node(value) for key, value in pairs if self._is_sound(key, value)}

    def _is_sound(self, key: Text, value: Node) -> bool:
        field = self.report.tried(lambda: _field(key.value), key, where=self.where)
        if field is None:
            return False
        if not isinstance(value, Text):
            return self.report.tried(lambda: _listed(field, value), value, where=self.where) is True
        return self.report.tried(lambda: _checked(field, value.value), value, where=self.where) is True

    def _settings(self, node: Node | None) -> dict[str, str]:
        pairs = node.pairs if isinstance(node, Pairs) else ()
        return {key.value: value.value for key, value in pairs if isinstance(value, Text) and self._sets(key, value)}

    def _sets(self, key: Text, value: Text) -> bool:
        setting = self.names.settings.get(key.value)
        if setting is None:
            if self.names.questions is not None:
                known = tuple(self.names.settings)
                misses = near_misses(key.value, known)
                details = {"found": key.value, "similar": did_you_mean(misses), "known": ", ".join(known)}
                self.report.add_slip(
                    Slip("FJ035.unknown", 0, len(key.value), only(misses), **details), key, where=self.where
                )
            return False
        field = Field(key.value, FieldType(setting.type), "")
        return self.report.tried(lambda: _checked(field, value.value), value, where=self.where) is True


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _only_pair(node: Node) -> tuple[Text | None, Node | None]:
    return node.pairs[0] if isinstance(node, Pairs) and len(node.pairs) == 1 else (None, None)


def _field(path: str) -> Field:
    if path.startswith("remembered.") or path in FIELDS:
        return FIELDS.get(path) or Field(path, FieldType.TEXT, "")
    misses = near_misses(path, FIELDS)
    raise Slip("FJ045.unknown", 0, len(path), only(misses), found=path, similar=did_you_mean(misses))


def _checked(field: Field, text: str) -> bool:
    """Whether the text is a value of the field; a moment without a zone is meant on the customer's clock."""
    if field.type is FieldType.MOMENT:
        try:
            moment_in("UTC", text)
        except PlaybookError:
            typed(text, field)
    else:
        typed([text] if field.type is FieldType.TEXTS else text, field)  # type: ignore[arg-type]  # a list of one
    return True


def _listed(field: Field, node: Node) -> bool:
    try:
        field_value(field, plain_node(node))
    except PlaybookError as refused:
        raise Slip(
            "FJ048.given", 0, 1, None, found="", field=field.path, type=field.type, remedy=refused.remedy
        ) from None
    return True
