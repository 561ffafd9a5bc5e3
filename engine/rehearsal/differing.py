"""What differs between two versions of a playbook, in the sentences in which a playbook is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import PurePosixPath

from babel import Locale

from engine.language.freezing import messages_of
from engine.language.playbook import Playbook
from engine.language.version import Version
from engine.rehearsal.differing_steps import Difference, Telling, steps_differ
from engine.rehearsal.explaining import dates
from engine.rehearsal.explaining_subjects import subject_in, subjects_of
from engine.rehearsal.explaining_voice import Voice
from engine.rehearsal.publishing import say_in, words_in


@dataclass(frozen=True, slots=True)
class Differing:
    """Everything that differs in one playbook of a version, with its messages and the owner's answers."""

    playbook: str
    differences: tuple[Difference, ...]


def differing(old: Version | None, new: Version, language: str) -> tuple[Differing, ...]:
    """Playbook by playbook, the version's own first; one that is new to it is told in one line."""
    found = (
        Differing(title, tuple(_differ(title, old, new, language)))
        for title in sorted(new.playbooks, key=new.main.__ne__)
    )
    gone = (title for title in old.playbooks if title not in new.playbooks) if old else ()
    left = (Differing(title, (Difference("gone", say_in(language, "no_longer_run")),)) for title in gone)
    return tuple(one for one in (*found, *left) if one.differences)


def _differ(title: str, old: Version | None, new: Version, language: str) -> Iterator[Difference]:
    fresh = new.playbook(title)
    before = old.playbooks.get(title) if old else None
    if old is None or before is None:
        yield Difference("new", say_in(language, "new_playbook"))
        return
    telling = Telling(_voice(before, old, language), _voice(fresh, new, language), words_in(language))
    told = (*_head(before, fresh, telling), *_dates(before, fresh, telling), *steps_differ(before, fresh, telling))
    yield from told
    if not told:
        yield from _unsaid(before, fresh, old, new, language)
    yield from _messages(before, fresh, old, new, language)


def _voice(playbook: Playbook, version: Version, language: str) -> Voice:
    return Voice.of(playbook, language, subjects_of(playbook, version, language))


def _head(old: Playbook, new: Playbook, telling: Telling) -> Iterator[Difference]:
    """The title page of a playbook: what it is about, what starts a case, and the owner's answers."""
    lines = zip(_title_page(old, telling.old), _title_page(new, telling.new), strict=True)
    yield from (Difference("changed", now, was) for was, now in lines if now != was)
    before, after = ({one.name: one for one in playbook.settings} for playbook in (old, new))
    for name, setting in after.items():
        answer = telling.new.value(setting.value)
        if name not in before:
            yield Difference("new", telling.say("answer", question=setting.question, answer=answer))
        elif (was := telling.old.value(before[name].value)) != answer:
            yield Difference("answer", telling.say("answer", question=setting.question, answer=answer), was)
        elif setting.question != before[name].question:
            yield Difference("changed", setting.question, before[name].question)
    yield from (Difference("gone", one.question) for name, one in before.items() if name not in after)


def _title_page(playbook: Playbook, voice: Voice) -> tuple[str, ...]:
    only = voice.say("only_if", condition=voice.condition(playbook.only_if)) if playbook.only_if else ""
    starts = voice.say("starts", event=voice.event(playbook.starts_when))
    return playbook.about, f"{starts} {only}".strip(), voice.say("per", subject=voice.word(playbook.one_case_per))


def _dates(old: Playbook, new: Playbook, telling: Telling) -> Iterator[Difference]:
    before, after = _clocks(old, telling.old), _clocks(new, telling.new)
    for name, told in after.items():
        if name not in before:
            yield Difference("new", told)
        elif told != before[name]:
            yield Difference("changed", told, before[name])
    yield from (Difference("gone", told) for name, told in before.items() if name not in after)


def _clocks(playbook: Playbook, voice: Voice) -> dict[str, str]:
    """Each date that is watched, told in its sentences with when it is kept and who is warned."""
    return {
        clock.name: " ".join(line.text for line in dates(replace(playbook, deadlines=(clock,)), voice) if line.depth)
        for clock in playbook.deadlines
    }


def _unsaid(before: Playbook, fresh: Playbook, old: Version, new: Version, language: str) -> Iterator[Difference]:
    """What no sentence tells: notes and spacing, or a part that the explanation leaves out; then the lines themselves."""
    was, now = (_file_of(playbook, version) for playbook, version in ((before, old), (fresh, new)))
    if was == now:
        return
    if replace(before, digest="") == replace(fresh, digest=""):
        yield Difference("note", say_in(language, "only_notes"))
    else:
        yield Difference("changed", say_in(language, "lines_differ"), lines=_lines(was, now))


def _file_of(playbook: Playbook, version: Version) -> str:
    names = (f"{playbook.slug}{ending}" for ending in (".yaml", ".yml"))
    return next((version.texts[name] for name in names if name in version.texts), "")


def _messages(before: Playbook, fresh: Playbook, old: Version, new: Version, language: str) -> Iterator[Difference]:
    was, now = _letters(before, old), _letters(fresh, new)
    for path in sorted(was.keys() | now.keys()):
        if was.get(path) == now.get(path):
            continue
        mail = _mail(path, now.get(path) or was[path], language)
        if path not in was:
            yield Difference("new", mail)
        elif path not in now:
            yield Difference("gone", mail)
        else:
            yield Difference("mail", mail, lines=_lines(was[path], now[path]))


def _letters(playbook: Playbook, version: Version) -> dict[str, str]:
    sent = messages_of(playbook)
    texts = ((PurePosixPath(path), path) for path in version.texts if path.startswith("messages/"))
    return {path: version.texts[path] for pure, path in texts if pure.parts[1] in sent}


def _mail(path: str, text: str, language: str) -> str:
    name, code = PurePosixPath(path).parts[1], PurePosixPath(path).stem
    known = Locale.parse(language).languages
    return say_in(language, "mail", subject=subject_in(text) or name, language=known.get(code, code))


def _lines(was: str, now: str) -> tuple[str, ...]:
    """The lines that went and came, without those that stayed."""
    _, _, *found = unified_diff(was.splitlines(), now.splitlines(), n=0, lineterm="")
    return tuple(f"{line[0]} {line[1:]}" for line in found if line[0] in "+-" and line[1:].strip())
