"""One language's sentences, written one a line: `kind: what is wrong => how to put it right`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_QUOTED = re.compile(r'("[^"]*")')
_STEP = re.compile(r"(?<!\w)an? (\w+) step( of meanwhile)?(?!\w)")
NONE_YET = "there is none yet"
_PHRASED = frozenset({"similar", "owner", "wanted", "type", "other_type", "lines"})
"""Details that the checker puts together from its own English words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sentences by their kind, each with its fix; `phrases` stand in place of English words inside the details."""

    sentences: Mapping[str, tuple[str, str]]
    phrases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, phrases: str = "") -> Sheet:
        """The sheet of a language, from the text of its file."""
        lines = (line.partition(": ") for line in text.strip().splitlines())
        sentences = {kind: _halves(said) for kind, _, said in lines}
        pairs = (line.partition(" = ") for line in phrases.strip().splitlines())
        return cls(sentences, {english: own for english, _, own in pairs})

    def say(self, kind: str, details: Mapping[str, str]) -> tuple[str, str]:
        """What is wrong, and how to put it right."""
        message, fix = self.sentences[kind]
        own = {name: self.phrase(text) if name in _PHRASED else text for name, text in details.items()}
        if details.get("known") == NONE_YET:
            own["known"] = self.phrase(NONE_YET)
        if "remedy" in details:
            own["remedy"] = self._remedy(details["remedy"])
        return message.format_map(own), fix.format_map(own)

    def word(self, kind: str, **details: object) -> str:
        """A word or sentence of the frame around the mistakes."""
        return self.sentences[kind][0].format_map(details)

    def phrase(self, text: str) -> str:
        """A piece put together from the checker's English words, in this language; quotations stay as they are."""
        if not self.phrases:
            return text
        return "".join(part if part.startswith('"') else self._own(part) for part in _QUOTED.split(text))

    def _remedy(self, text: str) -> str:
        """Its beginning in this language; what is to be written stays as it is."""
        begun = next(
            (english for english in self.phrases if english.startswith("Write") and text.startswith(english)), ""
        )
        return self.phrases[begun] + text.removeprefix(begun) if begun else text

    def _own(self, text: str) -> str:
        text = _STEP.sub(self._step, text)
        for english in sorted(self.phrases, key=len, reverse=True):
            if english in text:
                text = re.sub(rf"(?<!\w){re.escape(english)}(?!\w)", lambda _: self.phrases[english], text)  # noqa: B023
        return text

    def _step(self, match: re.Match[str]) -> str:
        name = "a step of meanwhile" if match[2] else "a step"
        return self.phrases.get(name, match[0]).replace("{verb}", match[1])


def _halves(said: str) -> tuple[str, str]:
    message, _, fix = said.partition(" =>")
    return message, fix.strip()
