"""How many legal dates Fjorten counts in a second on one core: `python benchmarks/deadlines.py`. Aim: 20,000."""

from __future__ import annotations

import time

from whenever import Instant

from engine.law import Jurisdiction, count, countries, find_rule

GOAL = 20_000
ROUNDS = 2_000
WORDS = ("withdrawal", "return shipment", "refund after withdrawal", "delivery", "burden of proof")


def main() -> None:
    """Count deadlines of every country from many starts, and say how fast it went."""
    pairs = [(find_rule(word, where), where) for where in map(Jurisdiction, countries()) for word in WORDS]
    first = Instant.from_utc(2025, 1, 1, 9)
    starts = [first.add(hours=7 * number) for number in range(ROUNDS)]
    for rule, where in pairs:
        count(rule, first, where)
    counted = 0
    began = time.perf_counter()
    for number, start in enumerate(starts):
        for rule, where in pairs[number % 7 :: 7]:
            count(rule, start, where)
            counted += 1
    speed = counted / (time.perf_counter() - began)
    print(f"{counted} deadlines, {speed:,.0f} a second (aim {GOAL:,}: {speed / GOAL:.1f} times)")


if __name__ == "__main__":
    main()
