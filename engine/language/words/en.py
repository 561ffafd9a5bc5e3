"""The checker's sentences in English."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "FJ042.unknown": ('"{found}" is not a length of time.', "write a number and a unit, such as 3 days"),
    "FJ042.better": ('"{found}" is not a length of time.', "{better}"),
    "FJ042.unit": ('"{unit}" is not a unit of time.{hint}', "{better}"),
    "FJ044.length": (
        '"{found}" is a length of time; here a moment is needed: counted from what?',
        "{found} from now",
    ),
    "FJ044.unknown": (
        '"{found}" is not a moment.',
        "name a deadline or a date of the case, such as 4 days before send_back_by",
    ),
    "FJ044.side": ('"{found}" must say before or after.', "{better}"),
}
