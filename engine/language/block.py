"""One block of a playbook, a step or a deadline, with its words read one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from engine.language.condition_text import parse_condition
from engine.language.conditions import Condition
from engine.language.desk import Desk
from engine.language.grammar import Word
from engine.language.lengths import parse_duration
from engine.language.moments import parse_length, parse_moment
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Retry, Steps
from engine.language.shapes import check_words
from engine.language.slips import Slip
from engine.language.values import Duration, Moment, Reference

T = TypeVar("T")
_RETRY = re.compile(r"(\d{1,2}) times?, +(.+?) +apart")


class Block:
    """The words of a block that are sound; what is missing or unsound is already written down and reads as nothing."""

    def __init__(self, desk: Desk, pairs: Pairs, words: tuple[Word, ...], owner: str) -> None:
        self.desk = desk
        self.pairs = pairs
        self.words = {word.name for word in words}
        self.sound = check_words(desk.report, pairs, words, owner, desk.where)

    @property
    def all_known_words(self) -> bool:
        """Whether every word of the block is known; an unknown one may stand in the place of one that is missed."""
        return set(self.pairs.names) <= self.words

    def node(self, name: str) -> Node | None:
        """What stands behind a word, if it is sound."""
        return self.pairs.get(name) if name in self.sound else None

    def text(self, name: str) -> str:
        """The text behind a word."""
        node = self.node(name)
        return node.value.strip() if isinstance(node, Text) else ""

    def yes(self, name: str) -> bool:
        """Whether a word says yes."""
        return self.text(name) == "yes"

    def texts(self, name: str) -> tuple[Text, ...]:
        """The texts behind a word: a list of them, or a single one."""
        match self.node(name):
            case Text() as text:
                return (text,)
            case Items(items):
                return tuple(item for item in items if isinstance(item, Text))
            case _:
                return ()

    def steps(self, name: str) -> Steps:
        """The steps behind a word."""
        node = self.node(name)
        return self.desk.read_steps(self.desk, node) if node is not None else ()

    def known(self, name: str, read: Callable[[str], T]) -> T | None:
        """What a text behind a word stands for; a slip is written down."""
        node = self.node(name)
        if not isinstance(node, Text):
            return None
        return self.desk.tried(lambda: read(node.value), node)

    def all_known(self, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """What each text behind a word stands for; slips are written down and left out."""
        read_texts = (_reading(self.desk, read, text) for text in self.texts(name))
        return tuple(item for item in read_texts if item is not None)

    def moment(self, name: str) -> Moment | None:
        """The moment behind a word."""
        return self.known(name, lambda text: parse_moment(text, self.desk.names))

    def length(self, name: str) -> Duration | Reference | None:
        """The length of time behind a word."""
        return self.known(name, lambda text: parse_length(text, self.desk.names))

    def condition(self, name: str) -> Condition | None:
        """The condition behind a word."""
        return self.known(name, lambda text: parse_condition(text, self.desk.names))

    def paths(self, name: str) -> tuple[str, ...]:
        """The fields of the case behind a word."""
        return self.all_known(name, self._path)

    def _path(self, text: str) -> str:
        self.desk.names.need(text)
        return text

    def retry(self) -> Retry | None:
        """How often a step is tried again."""
        return self.known("try_again", _retry)


def _reading(desk: Desk, read: Callable[[str], T], text: Text) -> T | None:
    return desk.tried(lambda: read(text.value), text)


def _retry(text: str) -> Retry:
    match = _RETRY.fullmatch(text.strip())
    if match is None or int(match[1]) == 0:
        raise Slip("FJ021.retry", length=len(text), better="3 times, 1 hour apart", found=text)
    try:
        return Retry(int(match[1]), parse_duration(match[2]))
    except Slip as slip:
        raise slip.moved(match.start(2)) from None
