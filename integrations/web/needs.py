"""What the doors and pages are given when they are opened: they make nothing themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.language.shop import Shop
from engine.run.doors import Intake, Mails, Staff, Versions, Views
from engine.run.ports import Clock


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of senders, never shown; several of one sender serve a change of secret."""

    events: tuple[str, ...] = field(default=(), repr=False)
    woocommerce: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Needs:
    """All that the doors and pages work with; `shop` gives shop.yaml as it is now, `operators` the Prefect address."""

    intake: Intake
    views: Views
    mails: Mails
    staff: Staff
    clock: Clock
    secrets: Secrets
    shop: Callable[[], Shop]
    versions: Versions
    operators: str = ""
