"""What a case goes by at this moment: its frozen playbooks, and the shop as it is today."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import LawError
from engine.language.playbook import Playbook, Run
from engine.language.shop import Shop
from engine.language.version import Version
from engine.law import Jurisdiction, WorkingTime, zone_of


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that the case began with, and today's shop.yaml."""

    version: Version
    shop: Shop

    def reachable(self, title: str) -> tuple[Playbook, ...]:
        """A playbook and every playbook that it can run, itself first."""
        found = [self.version.playbook(title)]
        for playbook in found:
            runs = (step.playbook for step in playbook.all_steps if isinstance(step, Run))
            known = {other.title for other in found}
            found += [self.version.playbook(run) for run in dict.fromkeys(runs) if run not in known]
        return tuple(found)

    def jurisdiction(self, country: str, region: str) -> Jurisdiction:
        """Whose law counts for a customer of that country."""
        return Jurisdiction(
            country, region, self.customer_zone(country, region), self.shop.time_zone, self.shop.country
        )

    def customer_zone(self, country: str, region: str) -> str:
        """The customer's time zone; the shop's own where the country is not in the law's data."""
        try:
            return zone_of(country, region)
        except LawError:
            return self.shop.time_zone

    def working_time(self) -> WorkingTime:
        """When the shop works: its hours, its country's holidays, its own closed days."""
        shop = self.shop
        return WorkingTime(shop.time_zone, shop.country, "", shop.hours.by_weekday, shop.closed_days)
