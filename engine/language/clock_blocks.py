"""How the blocks above the steps are read: deadlines with their alarms, and the owner's settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.language.arguments import typed
from engine.language.block import Block
from engine.language.catalogue import Field, FieldType
from engine.language.desk import Desk
from engine.language.grammar import ALARM, CLOCK, SETTING, SETTING_TYPES, Word
from engine.language.moments import parse_before
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Alarm, Clock, Kind, Setting, Tell
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.unread import NO_TIME
from engine.language.values import Value
from engine.language.verbs import beside

_OWN_KINDS = ("goal", "goodwill", "promise")


def read_clocks(desk: Desk, node: Node | None) -> tuple[Clock, ...]:
    """The deadlines of a playbook."""
    pairs = node.pairs if isinstance(node, Pairs) else ()
    blocks = _without_fallen_out(desk, pairs, CLOCK)
    return tuple(_clock(desk.at(f'deadline "{key.value}"'), key, value) for key, value in blocks)


def _without_fallen_out(
    desk: Desk, pairs: Sequence[tuple[Text, Node]], words: tuple[Word, ...]
) -> list[tuple[Text, Node]]:
    """The blocks, without the words of an empty block above them that begin too far out; the block itself is told."""
    names = {word.name for word in words}
    kept: list[tuple[Text, Node]] = []
    for key, value in pairs:
        below_empty = bool(kept) and isinstance(kept[-1][1], Text)
        if not (below_empty and key.value in names):
            kept.append((key, value))
        elif (above := kept[-1][0]).place.line not in desk.report.spoilt:
            desk.tell_place("FJ013.below", above.place, len(above.value), found=above.value)
            desk.report.spoilt.add(above.place.line)
    return kept


def _clock(desk: Desk, key: Text, value: Node) -> Clock:
    if not isinstance(value, Pairs):
        desk.tell_place("FJ049.nothing", key.place, len(key.value), found=key.value)
        return Clock(key.value, Kind.LEGAL, place=key.place)
    block = Block(desk, value, CLOCK, "a deadline")
    law = block.known("law", desk.around.law) or ""
    kind = block.known("kind", _kind)
    _check_start(desk, key, block)
    return Clock(
        name=key.value,
        kind=Kind.LEGAL if "law" in value.names else kind or Kind.GOAL,
        law=law,
        due=block.moment("due"),
        done_when=block.known("done_when", desk.around.event) or "",
        alarms=_alarms(desk, block.node("warn")),
        place=key.place,
    )


def _kind(text: str) -> Kind:
    if text in _OWN_KINDS or text == Kind.LEGAL:
        return Kind(text)
    misses = near_misses(text, _OWN_KINDS)
    raise Slip("FJ049.kind", 0, len(text), only(misses), found=text, similar=did_you_mean(misses))


def _check_start(desk: Desk, key: Text, block: Block) -> None:
    """A clock of the law needs nothing more; one's own needs its kind and its end."""
    names = block.pairs.names
    place, length = key.place, len(key.value)
    if "law" in names and "due" in names:
        desk.tell_place("FJ049.both", place, length)
    elif "law" in names and block.text("kind") not in ("", "legal"):
        desk.tell_place("FJ049.legal", place, length)
    elif "law" not in names and block.text("kind") == "legal":
        desk.tell_place("FJ049.law", place, length)
    elif "law" not in names:
        missing = tuple(word for word in ("kind", "due") if word not in names)
        if missing and block.all_known_words:
            kinds: dict[tuple[str, ...], str] = {("kind",): "FJ049.own", ("due",): "FJ049.due"}
            desk.tell_place(kinds.get(missing, "FJ049.start"), place, length)


def _alarms(desk: Desk, node: Node | None) -> tuple[Alarm, ...]:
    items = node.items if isinstance(node, Items) else ()
    alarms = (_alarm(desk.at(f"{desk.spot}, warn {number}"), item) for number, item in enumerate(items, 1))
    return tuple(alarm for alarm in alarms if alarm is not None)


def _alarm(desk: Desk, node: Node) -> Alarm | None:
    if not isinstance(node, Pairs) or not node.pairs:
        desk.tell_place("FJ021.alarm", node.place)
        return None
    block = Block(desk, node, ALARM, "a warning of a deadline")
    tell = beside(block)
    return Alarm(block.known("at", parse_before) or NO_TIME, tell) if isinstance(tell, Tell) else None


def read_settings(desk: Desk, node: Node | None) -> tuple[Setting, ...]:
    """The settings of a playbook, with the shop's own answers where it has given them."""
    pairs = node.pairs if isinstance(node, Pairs) else ()
    blocks = _without_fallen_out(desk, pairs, SETTING)
    settings = (_setting(desk.at(f'setting "{key.value}"'), key, value) for key, value in blocks)
    return tuple(setting for setting in settings if setting is not None)


def _setting(desk: Desk, key: Text, value: Node) -> Setting | None:
    if not isinstance(value, Pairs):
        desk.tell_place("FJ021.setting", key.place, len(key.value), found=key.value)
        return None
    block = Block(desk, value, SETTING, "a setting")
    kind = block.known("type", setting_type)
    answer = block.known("value", lambda text: _answer(key.value, text, kind))
    setting = Setting(key.value, block.text("question"), kind or "text", answer)
    return _answered(desk, setting)


def setting_type(text: str) -> FieldType:
    """The type of a setting by its words."""
    if text in SETTING_TYPES:
        return FieldType(text)
    misses = near_misses(text, SETTING_TYPES)
    known = ", ".join(SETTING_TYPES)
    raise Slip("FJ021.type", 0, len(text), only(misses), found=text, similar=did_you_mean(misses), known=known)


def _answer(name: str, text: str, kind: FieldType | None) -> Value:
    return typed(text, Field(f"settings.{name}", kind, "")) if kind else None


def _answered(desk: Desk, setting: Setting) -> Setting:
    """The setting with the shop's answer from shop.yaml; whether that one fits is told where it stands."""
    answer = desk.around.answers.get(desk.title, {}).get(setting.name)
    if answer is None:
        return setting
    try:
        return replace(setting, value=_answer(setting.name, answer, FieldType(setting.type)))
    except Slip:
        return setting
