"""The numbers that events and cases go by: order, return, complaint, lines, customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Keys:
    """The numbers that an event or a case goes by; empty where it has none."""

    order: str = ""
    lines: frozenset[str] = frozenset()
    returned: str = ""
    complaint: str = ""
    customer: str = ""


def keys_of(data: Mapping[str, Any]) -> Keys:
    """The numbers that an event's data name."""
    order, returned, complaint, customer = (_part(data, g) for g in ("order", "return", "complaint", "customer"))
    lines = returned.get("lines") or complaint.get("lines") or ()
    ids = frozenset(str(line.get("id", "")) for line in lines if isinstance(line, Mapping)) - {""}
    number, its_return, its_complaint = (str(part.get("number") or "") for part in (order, returned, complaint))
    return Keys(number, ids, its_return, its_complaint, str(customer.get("email") or "").casefold())


def keys_by_path(values: Mapping[str, Any]) -> Keys:
    """The numbers that a case goes by, from its fields by their path."""
    groups: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        group, _, name = path.partition(".")
        groups.setdefault(group, {})[name] = value
    return keys_of(groups)


def _part(data: Mapping[str, Any], group: str) -> Mapping[str, Any]:
    part = data.get(group)
    return part if isinstance(part, Mapping) else {}
