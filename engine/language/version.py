"""What a case follows from its first day to its last: the playbooks, messages and settings as they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen set: the playbook that opened the case, every playbook that it can run, and their messages.

    `texts` are the files as written (`return_requested.yaml`, `messages/return_closed/da.md`, `settings.json`);
    the digest is made from them, so the same files are the same version on every machine.
    """

    main: str
    playbooks: Mapping[str, Playbook]
    texts: Mapping[str, str]
    digest: str

    def playbook(self, title: str) -> Playbook:
        """The playbook of that title."""
        return self.playbooks[title]

    def message(self, name: str, language: str) -> str | None:
        """The source of a message in a language, if the shop has written it."""
        return self.texts.get(f"messages/{name}/{language}.md")


def digest_of(main: str, texts: Mapping[str, str]) -> str:
    """The SHA-256 of a set of files, independent of their order."""
    whole = json.dumps([main, sorted(texts.items())], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
