"""`fjorten test`: play the stories beside the playbooks, and say what did not come true."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from engine.commands.reading import language_for, owners_language_option
from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.errors import FjortenError
from engine.language.checker import stories_of
from engine.language.mistakes import as_text, in_order
from engine.language.similar import near_misses
from engine.language.story_reading import StoryFile
from engine.rehearsal.judging import Failure, Verdict, judge
from engine.rehearsal.playing import play
from engine.rehearsal.report import Headings, headings
from engine.rehearsal.script import of_story
from engine.rehearsal.updating import difference, updated

_MOST_NAMED = 5
"""How many stories are named where none was found."""


@dataclass(frozen=True, slots=True)
class Tested:
    """One file of stories, and how each of them came out."""

    file: StoryFile
    verdicts: tuple[Verdict, ...]

    @property
    def failures(self) -> int:
        """How many stories did not come true."""
        return sum(bool(verdict.failures) for verdict in self.verdicts)


@click.command("test", epilog="Example: fjorten test playbooks --story Denmark")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default="playbooks")
@click.option("--story", "part", default="", help="Only stories whose title holds these words.")
@click.option("--update", is_flag=True, help="Show how the stories would have to read, and write it if you agree.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@owners_language_option
def test(path: Path, part: str, form: str | None, language: str | None, *, update: bool) -> None:
    """Play the stories of a shop's folder, or of one file, and say what happened instead where one is not true.

    Ends with 1 if a story does not come true or cannot be read.
    """
    begun = time.perf_counter()
    shop = read_for_rehearsal(path)
    say = headings(language_for(shop.shop, language))
    tested = tuple(_tested(shop, path, part, say.language))
    if part and not any(one.verdicts or one.file.report.mistakes for one in tested):
        raise _no_such_story(part, [story.title for one in tested for story in one.file.stories])
    unread = in_order(tuple(mistake for one in tested for mistake in one.file.report.mistakes))
    if form == "json":
        click.echo(
            json.dumps([verdict_as_json(verdict) for one in tested for verdict in one.verdicts], ensure_ascii=False)
        )
    else:
        click.echo(_for_people(tested, as_text(unread, say.language), time.perf_counter() - begun, say))
    if update:
        _update(shop, tested, say)
    if unread or any(one.failures for one in tested):
        raise SystemExit(1)


def _tested(shop: Rehearsed, path: Path, part: str, language: str) -> Iterator[Tested]:
    for file in stories_of(shop.texts, shop.checked.playbooks, shop.around):
        if not _is_asked_for(file, path, shop):
            continue
        chosen = [story for story in file.stories if part.casefold() in story.title.casefold()]
        yield Tested(file, tuple(judge(story, play(of_story(story), shop.stage), language) for story in chosen))


def _no_such_story(part: str, titles: Sequence[str]) -> FjortenError:
    """A choice that chooses nothing is a mistake, and names the stories whose words are nearest."""
    wanted = part.casefold().split()
    close = [title for title in titles if any(near_misses(word, title.casefold().split()) for word in wanted)]
    listed = "; ".join((close or titles)[:_MOST_NAMED])
    remedy = (
        f"{'Similar are' if close else 'The first ones are'}: {listed}." if titles else "There are no stories here."
    )
    return FjortenError(f'no story has "{part}" in its title.', where="--story", remedy=remedy)


def _is_asked_for(file: StoryFile, path: Path, shop: Rehearsed) -> bool:
    """A folder means all; a file of stories itself; a playbook the stories beside it."""
    if path.is_dir():
        return True
    name = path.resolve().relative_to(shop.folder.resolve()).as_posix()
    slugs = {playbook.title: f"{playbook.slug}.yaml" for playbook in shop.checked.playbooks.values()}
    return name == file.report.file or any(slugs.get(story.playbook) == name for story in file.stories)


def _for_people(tested: tuple[Tested, ...], unread: str, seconds: float, say: Headings) -> str:
    parts = [unread] if unread else []
    for one in tested:
        parts += [untrue(one.file.report.file, verdict, say) for verdict in one.verdicts if verdict.failures]
    count, failed = sum(len(one.verdicts) for one in tested), sum(one.failures for one in tested)
    summary = "story_none" if not count else "story_some" if failed else "story_all"
    return "\n\n".join([*parts, say(summary, count=count, true=count - failed, seconds=f"{seconds:.1f}")])


def untrue(file: str, verdict: Verdict, say: Headings) -> str:
    """A story that did not come true, and what happened instead."""
    head = say("story_false", file=file, line=verdict.story.place.line, title=verdict.story.title)
    return "\n".join([head, *(_failure(failure, say) for failure in verdict.failures)])


def _failure(failure: Failure, say: Headings) -> str:
    place = say("story_line", line=failure.line)
    shown = place if failure.line else " " * len(place)
    return f"  {shown}{failure.text}\n  {' ' * len(place)}{failure.instead}"


def verdict_as_json(verdict: Verdict) -> dict[str, object]:
    """A story and how it came out, for programs."""
    failures = [
        {"expected": one.text, "line": one.line, "instead": one.instead, "better": one.better}
        for one in verdict.failures
    ]
    return {
        "story": verdict.story.title,
        "playbook": verdict.story.playbook,
        "file": verdict.story.place.file,
        "came_true": not failures,
        "failures": failures,
    }


def _update(shop: Rehearsed, tested: tuple[Tested, ...], say: Headings) -> None:
    """Show what would change, and write it only where the owner says yes."""
    for one in tested:
        path = shop.folder / one.file.report.file
        before = path.read_text(encoding="utf-8")
        after = updated(before, one.verdicts)
        if after == before:
            continue
        click.echo(difference(before, after, one.file.report.file, say))
        if click.confirm(say("story_write"), default=False):
            path.write_text(after, encoding="utf-8")
            click.echo(say("story_written", path=path))
        else:
            click.echo(say("story_unwritten"))
