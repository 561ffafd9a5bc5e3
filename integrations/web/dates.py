"""Days and times on the pages, short enough for a list, by the clock of the shop."""

from __future__ import annotations

from dataclasses import dataclass

from babel.dates import format_skeleton
from whenever import Date, Instant

_LOCALES = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Dates:
    """How one reader's pages write days and times."""

    language: str
    zone: str

    @property
    def locale(self) -> str:
        """Babel's name for the language."""
        return _LOCALES.get(self.language, self.language)

    def day(self, day: Date) -> str:
        """`Thu 24 Dec 2026`, as the language writes it."""
        return format_skeleton("yMMMEd", day.to_stdlib(), locale=self.locale)

    def moment(self, moment: Instant) -> str:
        """`24 Dec 2026, 10:00`, as the language writes it."""
        local = moment.to_tz(self.zone).to_plain().to_stdlib()
        day = format_skeleton("yMMMEd", local.date(), locale=self.locale)
        return f"{day} · {local:%H:%M}"

    def machine(self, moment: Instant) -> str:
        """The moment for the `datetime` of a `<time>`."""
        return moment.format_iso()
