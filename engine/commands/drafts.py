"""The shop's folder beside what is published of it: the folder is the draft, new cases follow what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.commands.assembly import Ready
from engine.language.version import Version
from engine.run.frozen import slug_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A playbook that reads differently in the folder than what new cases follow.

    `fresh` is the version that the folder holds, or nothing where its file is gone; `before` is the digest of what is
    published, empty if nothing is.
    """

    slug: str
    title: str
    fresh: Version | None
    before: str


def drafts(ready: Ready, published: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Draft, ...]:
    """What `fjorten publish` would change; `titles` are those of what is published, by slug."""
    return (*_changed(ready, published), *_gone(ready, published, titles))


def _changed(ready: Ready, published: Mapping[str, str]) -> Iterator[Draft]:
    for title, version in ready.versions.items():
        before = published.get(slug_of(version), "")
        if version.digest != before:
            yield Draft(slug_of(version), title, version, before)


def _gone(ready: Ready, published: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[Draft]:
    """What nobody finds in the folder any more; a file that is only broken is still there."""
    there = {*ready.slugs}
    for slug, digest in published.items():
        if slug not in there:
            yield Draft(slug, titles.get(slug, slug), None, digest)


def in_one_line(found: tuple[Draft, ...]) -> str:
    """What the engine says about drafts: it never publishes by itself."""
    names = ", ".join(draft.title for draft in found)
    return f"The folder differs from what is published: {names}. New cases follow what is published; `fjorten publish` shows the difference."
