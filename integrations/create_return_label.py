"""`do: create return label`: your customer gets the link to a paid return label for this order.

The label is made by your carrier's or shipping platform's return portal. Its address stands in shop.yaml:
`connections: {return label: {link: "https://…/{order}", carrier: PostNord}}`; `{order}`, `{return}`, `{case}`,
`{country}` and `{language}` in it are filled from the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote

from engine.case.note import Note
from engine.run.steps import Call, Done, NothingDone, Result

_PLACES = {
    "order": "order.number",
    "return": "return.number",
    "country": "order.country",
    "language": "customer.language",
}

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


async def create_return_label(call: Call, /) -> Result:
    """Find the label's link, keep it in the case and show it to the customer."""
    connection = call.shop.connections.get("return label", {})
    missing = _unusable(connection, call)
    if missing:
        return NothingDone(missing)
    label = connection["link"].format_map(_filled(call))
    fields = {"return.label": label} | ({"return.carrier": connection["carrier"]} if "carrier" in connection else {})
    return Done(note=Note("The return label is ready."), fields=fields, value=label)


def _unusable(connection: Mapping[str, str], call: Call) -> Note | None:
    link = connection.get("link", "")
    if not link.startswith("https://"):
        return Note("shop.yaml names no return portal. Write connections: return label: link: https://… in it.")
    filled = _filled(call)
    unknown = [name for name in _names(link) if name not in filled]
    if unknown:
        return Note(
            "the link of the return portal asks for “{unknown}”. It can hold {known}.", **_asked(unknown, filled)
        )
    empty = [name for name in _names(link) if not filled[name]]
    return Note("the return portal needs “{name}”, and the case has none.", name=empty[0]) if empty else None


def _asked(unknown: list[str], filled: Mapping[str, str]) -> dict[str, str]:
    return {"unknown": unknown[0], "known": ", ".join(filled)}


def _names(link: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(link) if name is not None)


def _filled(call: Call) -> dict[str, str]:
    known = {name: quote(str(call.lookup(path) or ""), safe="") for name, path in _PLACES.items()}
    return known | {"case": str(call.case)}
