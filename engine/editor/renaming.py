"""Give a thing that the owner named herself another name, everywhere at once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from engine.editor.edits import Edit, Move, Rewrite
from engine.editor.labels import label
from engine.editor.mention import Mention, Role, Sort, Spot, Thing
from engine.editor.workshop import Workshop
from engine.errors import PlaybookError
from engine.language import Folder, Mistake, check

_SMALL = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN = re.compile(r"[^\W\d_](?:[\w'’.-]| (?=[\w'’-]))*")
_BY_FORM = {
    Sort.DEADLINE: _SMALL,
    Sort.SETTING: _SMALL,
    Sort.REMEMBERED: _SMALL,
    Sort.MESSAGE: _SMALL,
    Sort.STEP: _PLAIN,
    Sort.PERSON: _PLAIN,
}
_KEPT = frozenset({"owner", "now", "go on", "yes", "no", "true", "false", "null", "mail"})
_SPLITS = re.compile(r"\b(?:answers|is answered|is skipped|is asked|is told|fails)\b")
"""Words by which a story takes a sentence apart; a name that held one could not be told from the rest."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to get another name, in whose language a refusal is told."""

    workshop: Workshop
    mention: Mention
    language: str

    def spot(self) -> Spot:
        """The name that would change; a clear refusal where there is none."""
        thing = self.mention.thing
        if thing.sort not in _BY_FORM or thing.name in _KEPT:
            raise self._refusal("not_yours", thing.name)
        if not self._exists(thing):
            raise self._refusal("unnamed", thing.name)
        return self.mention.spot

    def to(self, name: str) -> Rewrite:
        """Every change that the new name needs."""
        self.spot()
        thing = self.mention.thing
        self._check(thing, name)
        edits = tuple(Edit(one.spot, name) for one in self.workshop.uses(thing))
        moves = (Move(f"messages/{thing.name}", f"messages/{name}"),) if thing.sort is Sort.MESSAGE else ()
        rewrite = Rewrite(edits, moves)
        self._prove(rewrite)
        return rewrite

    def _prove(self, rewrite: Rewrite) -> None:
        """A name that is missed somewhere would be a new mistake: then nothing is changed at all."""
        before = Counter(_kind(one) for one in self._errors(self.workshop.folder))
        after = self._errors(rewrite.applied(self.workshop.folder))
        new = [one for one in after if before[_kind(one)] < sum(_kind(one) == _kind(other) for other in after)]
        if new:
            raise self._refusal("lost", "", place=f"{new[0].file}:{new[0].line}")

    def _errors(self, folder: Folder) -> tuple[Mistake, ...]:
        return check(folder, self.workshop.around).errors

    def _check(self, thing: Thing, name: str) -> None:
        form = _BY_FORM[thing.sort]
        if not form.fullmatch(name) or name in _KEPT or _SPLITS.search(name):
            raise self._refusal("small" if form is _SMALL else "plain", name)
        if name != thing.name and self._is_taken(thing, name):
            raise self._refusal("taken", name)

    def _is_taken(self, thing: Thing, name: str) -> bool:
        """Whether any thing that could be confused with it bears the name already."""
        others = {one for one in self.workshop.by_thing if one.name == name}
        match thing.sort:
            case Sort.MESSAGE:
                return name in self.workshop.folder.messages
            case Sort.PERSON | Sort.STEP:
                return any(one.sort in {Sort.PERSON, Sort.STEP} for one in others)
            case _:
                return any(one.sort is thing.sort for one in others)

    def _exists(self, thing: Thing) -> bool:
        if thing.sort is Sort.MESSAGE:
            return thing.name in self.workshop.folder.messages
        return any(one.role is Role.DEFINED for one in self.workshop.uses(thing))

    def _refusal(self, kind: str, name: str, **given: str) -> PlaybookError:
        return PlaybookError(label(kind, self.language, name=name, **given))


def _kind(mistake: Mistake) -> str:
    """The kind of a mistake and its file's own name; a folder may have got another name, and lines stay."""
    return f"{mistake.kind} {mistake.file.rpartition('/')[2]} {mistake.line}"


def nothing_here(language: str) -> PlaybookError:
    """The answer where no name stands under the cursor."""
    return PlaybookError(label("nothing", language))
