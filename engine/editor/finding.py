"""Where a thing comes from, and every place that names it."""

from __future__ import annotations

from engine.editor.mention import Mention, Role, Sort, Spot, Thing
from engine.editor.workshop import Workshop


def definitions(workshop: Workshop, mention: Mention, language: str) -> tuple[Spot, ...]:
    """Where the thing at the cursor comes from: its line in a playbook or shop.yaml, or the message's own file."""
    thing = mention.thing
    match thing.sort:
        case Sort.MESSAGE:
            file = workshop.message_file(thing.name, language)
            return (Spot(file, 1, 1, 0),) if file else ()
        case Sort.PERSON if thing.name == "owner":
            return _owner(workshop)
        case Sort.SETTING:
            found = (*workshop.defined(thing), *(one for one in workshop.uses(thing) if one.role is Role.ANSWERED))
        case _:
            found = workshop.defined(thing)
    own = tuple(one for one in found if one.spot.file == mention.spot.file)
    others = tuple(one for one in found if one not in own)
    return tuple(one.spot for one in (own if own and thing.sort is Sort.DEADLINE else (*own, *others)))


def references(workshop: Workshop, thing: Thing) -> tuple[Spot, ...]:
    """Every place that names a thing."""
    return tuple(one.spot for one in workshop.uses(thing))


def _owner(workshop: Workshop) -> tuple[Spot, ...]:
    words = workshop.uses(Thing(Sort.WORD, "owner", "shop.yaml"))
    return tuple(one.spot for one in words)
