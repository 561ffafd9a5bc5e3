"""What a legal date is made of: whose law, which facts, and the pinned result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from whenever import Date, Instant

Party = Literal["consumer", "trader"]
Confidence = Literal["high", "medium", "low"]
HoldState = Literal["none", "held", "released"]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose law counts: the customer's country, and the region where the law needs one."""

    country: str
    region: str = ""
    zone: str = ""  # IANA zone of the consumer; empty: the country's own
    trader_zone: str = ""  # IANA zone of the shop; empty: as the consumer's
    trader_country: str = ""  # for the shop's banking days; empty: the consumer's


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact of the case that may start, hold, release or move a period."""

    type: str
    time: Instant
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Start:
    """The fact from which a period counts, and why it is this one."""

    time: Instant
    because: str
    identity: str  # the same start event gives the same identity, whatever order the facts came in
    index: int  # of the happening that decided; -1 when a field of the case did
    instead: str = ""  # id of the rule that counts from here in place of the one asked about


@dataclass(frozen=True, slots=True)
class Hold:
    """Whether the law lets the shop wait, and since when it may or may not."""

    state: HoldState
    reason: str
    since: Instant | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A legal date that was counted once: its last day, its end, and where it comes from."""

    rule: str
    start: Instant
    last_day: Date  # consumer: the latest defensible day; trader: the earliest
    end: Instant  # exclusive: the first moment that is too late
    latest: Date  # what could be argued
    safe_by: Date  # the shop's prudent day
    party: Party
    confidence: Confidence
    basis: str
    source: str
    steps: tuple[str, ...]
    doubt: str = ""

    def to_dict(self) -> dict[str, object]:
        """The deadline as plain texts, for the journal and for JSON."""
        return {
            "rule": self.rule,
            "start": self.start.format_iso(),
            "last_day": self.last_day.format_iso(),
            "end": self.end.format_iso(),
            "latest": self.latest.format_iso(),
            "safe_by": self.safe_by.format_iso(),
            "party": self.party,
            "confidence": self.confidence,
            "basis": self.basis,
            "source": self.source,
            "steps": list(self.steps),
            "doubt": self.doubt,
        }

    @classmethod
    def from_dict(cls, texts: Mapping[str, object]) -> Self:
        """The deadline that `to_dict` wrote down."""
        steps = texts["steps"]
        return cls(
            rule=str(texts["rule"]),
            start=Instant.parse_iso(str(texts["start"])),
            last_day=Date.parse_iso(str(texts["last_day"])),
            end=Instant.parse_iso(str(texts["end"])),
            latest=Date.parse_iso(str(texts["latest"])),
            safe_by=Date.parse_iso(str(texts["safe_by"])),
            party="trader" if texts["party"] == "trader" else "consumer",
            confidence=_confidence(str(texts["confidence"])),
            basis=str(texts["basis"]),
            source=str(texts["source"]),
            steps=tuple(str(step) for step in steps) if isinstance(steps, list | tuple) else (),
            doubt=str(texts.get("doubt", "")),
        )


def _confidence(word: str) -> Confidence:
    match word:
        case "high" | "medium":
            return word
        case _:
            return "low"
