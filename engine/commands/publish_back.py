"""`fjorten publish --back`: an older text comes back as a new version, and into the folder only if the owner says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from engine.commands.assembly import Ready
from engine.commands.drafts import Draft
from engine.commands.publishing import Next, Past, Plan, waiting_cases
from engine.errors import FjortenError
from engine.language.freezing import SETTINGS
from engine.language.letters import decode
from engine.language.version import Version
from engine.rehearsal.differing import differing
from engine.store.versions import Publication


@dataclass(frozen=True, slots=True)
class Back:
    """The older version that is meant, beside what new cases follow now."""

    publication: Publication
    version: Version
    before: str

    @property
    def is_in_use(self) -> bool:
        """Whether new cases follow this text already."""
        return self.version.digest == self.before


def back_to(number: int, only: str, past: Past) -> Back:
    """The version of that number; without one, the text before the one that new cases follow."""
    slug = _meant(only, past)
    before = past.published.get(slug, "")
    found = [one for one in past.history if one.slug == slug and one.digest]
    chosen = [one for one in found if one.number == number] if number else [o for o in found if o.digest != before]
    if not chosen:
        numbers = ", ".join(str(one.number) for one in found)
        what = f"there is no version {number} of it." if number else "there is no older text of it."
        raise FjortenError(
            what, where=past.titles[slug], remedy=f"There are: {numbers}. See fjorten publish --history."
        )
    return Back(chosen[-1], past.version(chosen[-1].digest), before)


def plan_back(back: Back, past: Past, language: str) -> Plan:
    """What going back would do; the stories of the folder are about the newer text and prove nothing here."""
    slug = back.publication.slug
    draft = Draft(slug, back.version.main, back.version, back.before)
    before = past.version(back.before) if back.before else None
    told = differing(before, back.version, language)
    named, count = waiting_cases((draft,), past)
    return Plan(
        (Next(draft, past.next_number(slug), told),), (), (), named, count - len(named), back.publication.number
    )


def to_write(back: Back, ready: Ready) -> dict[str, str]:
    """The files of the folder that would read differently, with the text that they would get."""
    texts = {path: text for path, text in back.version.texts.items() if path != SETTINGS}
    return {path: text for path, text in texts.items() if _in_folder(path, ready) != text}


def other_answers(back: Back, ready: Ready) -> dict[str, str]:
    """The answers under `settings:` that differ, as they were then; they stand in shop.yaml, which is written by hand."""
    then = json.loads(back.version.texts.get(SETTINGS, "{}"))
    now = {title: json.loads(version.texts[SETTINGS]).get(title, {}) for title, version in ready.versions.items()}
    return {
        f"{title}: {name}": answer
        for title, answers in then.items()
        for name, answer in answers.items()
        if now.get(title, {}).get(name, answer) != answer
    }


def difference_of(path: str, text: str, ready: Ready) -> Iterator[str]:
    """How a file would change, line by line."""
    before = (_in_folder(path, ready) or "").splitlines()
    yield from unified_diff(before, text.splitlines(), f"{path} (now)", path, n=1, lineterm="")


def write_back(texts: dict[str, str], folder: Path) -> None:
    """Put the older texts into the folder."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _in_folder(path: str, ready: Ready) -> str | None:
    content = ready.folder.files.get(path)
    return None if content is None else decode(content)


def _meant(only: str, past: Past) -> str:
    """The playbook that is named, or the only one that has an older text."""
    known = {slug: title for slug, title in past.titles.items() if only or _has_older(slug, past)}
    slugs = [slug for slug, title in known.items() if only in ("", slug, title)]
    if len(slugs) == 1:
        return slugs[0]
    if not known:
        raise FjortenError("No playbook has an older text yet.", remedy="See fjorten publish --history.")
    names = ", ".join(sorted(known.values()))
    raise FjortenError("Which playbook is to go back?", remedy=f"Name one with --only: {names}.")


def _has_older(slug: str, past: Past) -> bool:
    """Whether a text other than the one that new cases follow was published once."""
    digests = {one.digest for one in past.history if one.slug == slug and one.digest}
    return bool(digests - {past.published.get(slug, "")})
