"""Values given on the command line as `path=value`, read by the types of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.errors import FjortenError, PlaybookError
from engine.language.catalogue import FIELDS, FieldType
from engine.language.fields import field_value, moment_in, plain
from engine.language.similar import did_you_mean, near_misses
from engine.law import countries


def read_values(settings: Iterable[str], zone: str) -> dict[str, Any]:
    """`refund.amount=499 DKK` and its like, as plain values by path; a moment without a zone is the shop's."""
    return dict(_one(setting, zone) for setting in settings)


def known_country(text: str) -> str:
    """A country whose law is known here, in two letters."""
    code, known = text.strip().upper(), countries()
    if code in known:
        return code
    near = did_you_mean(near_misses(code, known)).strip()
    raise FjortenError(
        f'no law is known here for "{text}".', where="--country", remedy=near or f"Write one of: {', '.join(known)}."
    )


def in_groups(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Values by path as the data of an event: `{"refund": {"amount": …}}`."""
    groups: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        group, _, name = path.partition(".")
        groups.setdefault(group, {})[name] = value
    return groups


def _one(setting: str, zone: str) -> tuple[str, Any]:
    path, equals, raw = setting.partition("=")
    path = path.strip()
    if not equals:
        raise FjortenError(f'"{setting}" sets nothing.', where="--set", remedy="Write it like refund.means=card.")
    if path not in FIELDS:
        near = did_you_mean(near_misses(path, FIELDS)).strip()
        raise FjortenError(f'there is no field "{path}".', where="--set", remedy=near)
    if FIELDS[path].type is FieldType.LINES:
        raise FjortenError(f"{path} is a list of lines.", where="--set", remedy="Give it in a JSON file with --file.")
    return path, plain(_moment(raw, zone) if FIELDS[path].type is FieldType.MOMENT else field_value(FIELDS[path], raw))


def _moment(raw: str, zone: str) -> Any:
    try:
        return field_value(FIELDS["order.placed_at"], raw)
    except PlaybookError:
        return moment_in(zone, raw)
