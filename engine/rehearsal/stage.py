"""What a rehearsal is played with: the shop as it is today, its playbooks, and stand-ins for the integrations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.case.in_force import InForce
from engine.language.catalogue import Field, FieldType
from engine.language.fields import field_value
from engine.language.playbook import Ask, Playbook, Setting, Step
from engine.language.shop import Shop
from engine.language.version import Version
from engine.rehearsal.post import Write, written
from engine.rehearsal.rehearsal import Perform, Told, nothing_to_do

Steps = Callable[[list[Told]], Perform]
"""Makes the stand-ins for one case; the notes that they would send go into the list."""


def idle(_told: list[Told]) -> Perform:
    """Integrations that always succeed and have nothing to say."""
    return nothing_to_do


@dataclass(frozen=True, slots=True)
class Stage:
    """The shop, the version that a new case of each playbook gets (by title), and who writes and performs."""

    shop: Shop
    versions: Mapping[str, Version]
    steps: Steps = idle
    write: Write = written

    def in_force(self, title: str, settings: Mapping[str, str]) -> InForce:
        """What a case of this playbook goes by, with the owner's answers replaced where a story gives others."""
        version = self.versions[title]
        if settings:
            books = {name: _answered(playbook, settings) for name, playbook in version.playbooks.items()}
            version = replace(version, playbooks=books)
        return InForce(version, self.shop)

    def steps_of(self, title: str) -> tuple[Step, ...]:
        """Every step that a case of this playbook can come to."""
        return tuple(step for playbook in self.versions[title].playbooks.values() for step in playbook.all_steps)

    def question(self, title: str, key: str) -> Ask | None:
        """The step behind an open question of a case."""
        asks = [step for step in self.steps_of(title) if isinstance(step, Ask) and step.key in key]
        return max(asks, key=lambda ask: len(ask.key), default=None)


def _answered(playbook: Playbook, answers: Mapping[str, str]) -> Playbook:
    return replace(playbook, settings=tuple(_setting(setting, answers) for setting in playbook.settings))


def _setting(setting: Setting, answers: Mapping[str, str]) -> Setting:
    if setting.name not in answers:
        return setting
    field = Field(setting.name, FieldType(setting.type), "")
    return replace(setting, value=field_value(field, answers[setting.name]))
