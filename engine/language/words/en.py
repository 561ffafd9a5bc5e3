"""The checker's sentences in English: what is wrong, and what to do where no ready line can be shown."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "FJ035.unknown": ('There is no setting "{found}" in this playbook.{similar}', "name one of its settings: {known}"),
    "FJ042.unknown": ('"{found}" is not a length of time.', "write a number and a unit, such as 3 days"),
    "FJ042.better": ('"{found}" is not a length of time as it is written here.', ""),
    "FJ042.unit": (
        '"{unit}" is not a unit of time.',
        "use minutes, hours, days, weeks, months, working hours or working days",
    ),
    "FJ043.unknown": (
        'There is no deadline "{found}" in this playbook.{similar}',
        "name one of its deadlines ({known}) or a date of the case, such as notice.received_at",
    ),
    "FJ044.length": ('"{found}" is a length of time, but a moment is needed: counted from what?', ""),
    "FJ044.unknown": ('"{found}" is not a moment.', "write it like 4 days before send_back_by"),
    "FJ044.side": (
        '"{found}" mixes up before, after and from: one counts "from now", and "after" everything else.',
        "",
    ),
    "FJ044.alarm": ('"{found}" does not say how long before the deadline.', ""),
    "FJ045.unknown": (
        'The case has no field "{found}".{similar}',
        "use a field of the catalogue, such as order.number",
    ),
    "FJ046.sign": ('"{found}" is a sign of programming languages; a playbook says it in words.', ""),
    "FJ046.several": ('"{found}" is more than one value.', ""),
    "FJ046.form": (
        '"{found}" cannot be read as a condition.',
        'write a field, a comparison and a value, such as "order.country is DK"',
    ),
    "FJ047.currency": ('"{found}" is a number, but {path} is money: {found} of what?', ""),
    "FJ048.value": ('"{found}" cannot be compared with {path}, which is a {type}.', "write {example}"),
    "FJ048.choice": ('"{found}" is not among the choices of {path}.{similar}', "write one of: {known}"),
    "FJ048.fields": ("{path} is a {type}, but {other} is a {other_type}.", "compare two fields of one kind"),
    "FJ048.order": ('{path} is a {type}; it cannot be compared by "{sign}".', 'use "is" or "is not"'),
    "FJ048.moment": ("{path} is a {type}, and no point in time.", "name a date, a moment or a deadline"),
    "FJ048.length": ("{path} is a {type}, and no length of time.", "name a setting that is a duration"),
    "FJ008.condition": (
        "A bracket of this condition has no partner.",
        "put the missing bracket, or take this one away",
    ),
}
