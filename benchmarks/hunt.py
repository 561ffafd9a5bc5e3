"""How long a hunt over the shipped playbooks takes, in every country: `python benchmarks/hunt.py`."""

from __future__ import annotations

import time
from pathlib import Path

from engine.commands.rehearsing import read_for_rehearsal
from engine.language.fields import moment_in
from engine.rehearsal.hunting import Limits
from engine.rehearsal.hunting_whole import Quarry, hunt

_FOLDER = Path(__file__).resolve().parents[1] / "playbooks"


def main() -> None:
    """Print the seconds of one core, and how many states were seen."""
    shop = read_for_rehearsal(_FOLDER)
    quarry = Quarry(shop.stage, moment_in(shop.shop.time_zone, "2026-11-02 09:05"), tuple(shop.shop.sells_to))
    begun = time.process_time()
    found = hunt(quarry, tuple(shop.checked.playbooks), Limits(), lambda _seen, _left: None)
    used = time.process_time() - begun
    print(
        f"{used:.1f} s, {found.states} states, {len(found.open)} open, {len(found.finds)} found, whole: {found.whole}"
    )


if __name__ == "__main__":
    main()
