"""Make the dictionaries by which the store keeps journals and mails small: `python benchmarks/dictionaries.py FOLDER`.

A dictionary in use is never changed: what was written by it could not be read any more. A better one gets a new number.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

from benchmarks.samples import Sample, samples
from engine.store.compact import as_json
from engine.store.views import in_json

PLAYBOOKS = ("Refund issued", "Return received", "Delayed shipment", "Complaint", "Return requested")
LARGEST = 24_000
NEW = 0.17
"""A sample that shrinks to a smaller part than this has nothing to teach."""


def main(folder: Path) -> None:
    """Write both dictionaries: the commonest at the end, where they cost least to point at."""
    played = [sample for title in PLAYBOOKS for days in (9, 0) for sample in samples(title, 10, days=days)]
    (folder / "journal_2.txt").write_bytes(_learned(_spoken(played)))
    lines = (
        line for sample in played for mail in reversed(sample.mails) for line in mail.body.splitlines(keepends=True)
    )
    (folder / "letters_2.txt").write_bytes(_learned(lines))


def _spoken(played: list[Sample]) -> Iterable[bytes]:
    for sample in played:
        for fact in sample.facts:
            yield as_json(fact.data)
        yield as_json(sample.view, in_json)
        yield as_json(sample.new.listens)
        yield as_json(sample.new.reopens)


def _learned(seen: Iterable[bytes]) -> bytes:
    """What each sample has that those after it do not have."""
    known = b""
    for one in dict.fromkeys(reversed(list(seen))):
        if len(known) + len(one) < LARGEST and len(_small(one, known)) > NEW * len(one):
            known = one + known
    return known


def _small(one: bytes, known: bytes) -> bytes:
    squeezing = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=known) if known else zlib.compressobj(9)
    return squeezing.compress(one) + squeezing.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
