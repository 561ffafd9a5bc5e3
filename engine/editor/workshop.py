"""A shop's folder as it stands in the editor: every page, every mention, and which names are one and the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.editor.in_comments import in_comments
from engine.editor.in_messages import in_message
from engine.editor.in_playbooks import in_playbook, names_in, title_of
from engine.editor.in_shop import in_shop
from engine.editor.in_stories import in_story_file
from engine.editor.mention import Mention, Role, Sort, Thing
from engine.editor.page import Page, page_of
from engine.editor.ties import OF_A_FAMILY, Name, Ties
from engine.language.folder import Folder, Surroundings
from engine.language.freezing import is_playbook
from engine.language.nodes import Items, Node, Pairs, Text

_SHOP = "shop.yaml"


@dataclass(frozen=True)
class Workshop:
    """Everything that stands in a shop's folder."""

    folder: Folder
    around: Surroundings

    def page(self, file: str) -> Page:
        """The page of a file."""
        return page_of(file, self.folder.files.get(file, ""))

    @cached_property
    def playbooks(self) -> Mapping[str, Page]:
        """The pages of the playbooks, by title."""
        pages = [self.page(file) for file in sorted(self.folder.files) if is_playbook(file)]
        return {title_of(page): page for page in pages if page.pairs}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """Everything that is named, file by file; deadlines and settings of playbooks that belong together are one."""
        return {file: tuple(self._at_home(file, one) for one in found) for file, found in self._raw.items()}

    @cached_property
    def by_thing(self) -> Mapping[Thing, tuple[Mention, ...]]:
        """Everything that is named, thing by thing."""
        found: dict[Thing, list[Mention]] = {}
        for mention in (one for mentions in self.mentions.values() for one in mentions):
            found.setdefault(mention.thing, []).append(mention)
        return {thing: tuple(mentions) for thing, mentions in found.items()}

    def at(self, file: str, line: int, column: int) -> Mention | None:
        """What is named at a place; the shortest where several things are."""
        found = [one for one in self.mentions.get(file, ()) if one.holds(line, column)]
        return min(found, key=lambda one: (not one.spot.holds(line, column), one.spot.length), default=None)

    def uses(self, thing: Thing) -> tuple[Mention, ...]:
        """Every place where a thing is named."""
        return self.by_thing.get(thing, ())

    def defined(self, thing: Thing) -> tuple[Mention, ...]:
        """The places that a thing comes from."""
        return tuple(one for one in self.uses(thing) if one.role is Role.DEFINED)

    def senders(self, message: str) -> tuple[str, ...]:
        """The titles of the playbooks that send a message."""
        return self._senders.get(message, ())

    def titles_of(self, file: str) -> tuple[str, ...]:
        """The playbooks whose names count in a file: its own, those that send the message, or all."""
        match file.split("/"):
            case ["messages", name, _]:
                return self.senders(name) or tuple(self.playbooks)
            case [_] if is_playbook(file):
                return (title_of(self.page(file)),)
            case _:
                return tuple(self.playbooks)

    def node(self, thing: Thing, titles: tuple[str, ...] = ()) -> Pairs | None:
        """The block that defines a deadline or a setting; of several, that of one of these playbooks."""
        word = "deadlines" if thing.sort is Sort.DEADLINE else "settings"
        alike = self.family(thing)
        for title in (*(one for one in titles if one in alike), *alike):
            block = self._block(title, word)
            found = block.get(thing.name) if block else None
            if isinstance(found, Pairs):
                return found
        return None

    def family(self, thing: Thing) -> tuple[str, ...]:
        """The titles of the playbooks in which a name means this very thing."""
        homes = self._homes.get((thing.sort, thing.name), {})
        return tuple(title for title, first in homes.items() if first == thing.home)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who can be asked or told."""
        own = [one.thing.name for one in self._raw.get(_SHOP, ()) if _defines_a_person(one)]
        return ("owner", *own)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the shop, those of its own country first."""
        root = self.page(_SHOP).pairs
        sold, home = (root.get("sells_to"), root.get("country")) if root else (None, None)
        own = home.value if isinstance(home, Text) else ""
        pairs = sorted(sold.pairs, key=lambda pair: pair[0].value != own) if isinstance(sold, Pairs) else []
        return tuple(dict.fromkeys(text.value for _, value in pairs for text in _texts(value)))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that are sold to."""
        root = self.page(_SHOP).pairs
        sold = root.get("sells_to") if root else None
        return sold.names if isinstance(sold, Pairs) else ()

    def answer(self, thing: Thing, titles: tuple[str, ...] = ()) -> str:
        """The shop's own answer to a setting, as shop.yaml has it; of several, that for one of these playbooks."""
        root = self.page(_SHOP).pairs
        settings = root.get("settings") if root else None
        alike = self.family(thing)
        for title in (*(one for one in titles if one in alike), *alike):
            answers = settings.get(title) if isinstance(settings, Pairs) else None
            answer = answers.get(thing.name) if isinstance(answers, Pairs) else None
            if isinstance(answer, Text):
                return answer.value
        return ""

    def message_file(self, name: str, language: str) -> str:
        """The file of a message: in a language, else in the shop's first, else in any."""
        written = self.folder.messages.get(name, frozenset())
        found = next((code for code in (language, *self.languages, *sorted(written)) if code in written), "")
        return f"messages/{name}/{found}.md" if found else ""

    @cached_property
    def _raw(self) -> Mapping[str, tuple[Mention, ...]]:
        files = self.folder.files
        first = {file: in_playbook(file, files[file]) for file in files if is_playbook(file)}
        if _SHOP in files:
            first[_SHOP] = in_shop(_SHOP, files[_SHOP])
        steps = frozenset(one.thing.name for found in first.values() for one in found if one.thing.sort is Sort.STEP)
        people = frozenset(one.thing.name for one in first.get(_SHOP, ()) if _defines_a_person(one))
        for file in files:
            if file.startswith("stories/") and file.endswith((".yaml", ".yml")):
                first[file] = in_story_file(file, files[file], steps, people)
            elif file.startswith("messages/") and file.endswith(".md"):
                first[file] = in_message(file, files[file])
        return {file: (*first.get(file, ()), *in_comments(file, content)) for file, content in files.items()}

    @cached_property
    def _senders(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for title, page in self.playbooks.items():
            for one in self._raw[page.file]:
                if one.thing.sort is Sort.MESSAGE:
                    found.setdefault(one.thing.name, {})[title] = None
        return {name: tuple(titles) for name, titles in found.items()}

    @cached_property
    def _ties(self) -> Ties:
        runs: dict[str, tuple[str, ...]] = {}
        named: dict[Name, dict[str, None]] = {}
        shared: dict[Name, set[tuple[str, ...]]] = {}
        for title, page in self.playbooks.items():
            found = self._raw[page.file]
            runs[title] = tuple(one.thing.name for one in found if one.thing.sort is Sort.PLAYBOOK)
            for one in found:
                named.setdefault((one.thing.sort, one.thing.name), {})[title] = None
        for file, mentions in self._raw.items():
            for one in mentions if file.startswith("messages/") else ():
                shared.setdefault((one.thing.sort, one.thing.name), set()).add(self.senders(file.split("/")[1]))
        return Ties(runs, {key: tuple(titles) for key, titles in named.items()}, shared)

    @cached_property
    def _homes(self) -> Mapping[Name, Mapping[str, str]]:
        return {key: self._ties.homes(*key) for key in self._ties.named if key[0] in OF_A_FAMILY}

    def _at_home(self, file: str, mention: Mention) -> Mention:
        thing = mention.thing
        if thing.sort is Sort.REMEMBERED:
            return replace(mention, thing=Thing(thing.sort, thing.name))
        if thing.sort not in OF_A_FAMILY:
            return mention
        titles = self._ties.reached(thing.home) if thing.home else self.titles_of(file)
        homes = self._homes.get((thing.sort, thing.name), {})
        home = next((homes[title] for title in titles if title in homes), thing.home)
        return replace(mention, thing=Thing(thing.sort, thing.name, home))

    def _block(self, title: str, word: str) -> Pairs | None:
        root = self.playbooks[title].pairs
        found = root.get(word) if root else None
        return found if isinstance(found, Pairs) else None

    def names(self, titles: Iterable[str], word: str) -> tuple[str, ...]:
        """The names below a word (`deadlines`, `settings`) of some playbooks."""
        pages = (self.playbooks[title] for title in titles if title in self.playbooks)
        return tuple(dict.fromkeys(name for page in pages for name in names_in(page, word)))

    def remembered(self) -> tuple[str, ...]:
        """Every name under which something is remembered."""
        return tuple(sorted({thing.name for thing in self.by_thing if thing.sort is Sort.REMEMBERED}))


def _defines_a_person(mention: Mention) -> bool:
    return mention.thing.sort is Sort.PERSON and mention.role is Role.DEFINED


def _texts(value: Node) -> tuple[Text, ...]:
    items = value.items if isinstance(value, Items) else (value,)
    return tuple(item for item in items if isinstance(item, Text))
