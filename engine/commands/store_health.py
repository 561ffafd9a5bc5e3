"""The doctor's look at the database: does it open, does it count time alike, who works on it, what lies in it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from engine.case.journal import first_break
from engine.commands.findings import Finding, ill, watch, well
from engine.run.clocks import RealClock
from engine.store import Store, cases, engines, inbox, journals, lists, messages
from engine.store.messages import MessageState
from engine.store.moments import machine_now

_SILENT = 30.0
_APART = 2.0
_JOURNALS = 200
"""How many of the newest cases have their journals read from the first entry to the last."""


def examine_store(store: Store) -> Iterator[Finding]:
    """Everything about a database that opens."""
    stages = store.read_now(cases.count_by_stage)
    told = ", ".join(f"{count} {stage.value}" for stage, count in stages.items()) or "no case yet"
    yield well("database", f"It opens: {told}.")
    yield from store.read_now(lambda conn: tuple(_clocks(conn)))
    yield from store.read_now(lambda conn: tuple(_engines(conn)))
    yield from store.read_now(lambda conn: tuple(_journals(conn)))
    yield from store.read_now(lambda conn: tuple(_left_lying(conn)))


def _clocks(conn: Connection) -> Iterator[Finding]:
    apart = abs(float(conn.execute(select(machine_now())).scalar_one()) - RealClock().machine())
    if apart > _APART:
        yield ill(
            "clock", f"The database's clock is {apart:.0f} seconds apart from this machine's.", "Set both by NTP."
        )


def _engines(conn: Connection) -> Iterator[Finding]:
    known = engines.known(conn)
    living = [engine for engine in known if engine.silent < _SILENT]
    for engine in known:
        if engine not in living:
            what = f"The engine on {engine.host} (process {engine.pid}) was last heard of {engine.silent:.0f} s ago."
            yield watch("engine", what, "If it died, start it again: it carries on where it was.")
    if living:
        yield well("engine", f"{len(living)} at work.")
    elif not known:
        yield watch("engine", "None is at work.", "`fjorten up` starts one.")


def _journals(conn: Connection) -> Iterator[Finding]:
    newest = lists.list_cases(conn, lists.Wanted(limit=_JOURNALS))
    broken = [case.number for case in newest if first_break(case.number, journals.journal(conn, case.number))]
    if broken:
        what = f"The journals of these cases are not as they were written: {', '.join(map(str, broken))}."
        yield ill("journals", what, "Somebody has changed the database; take it from a backup.")
    elif newest:
        yield well("journals", f"The newest {len(newest)} are whole.")


def _left_lying(conn: Connection) -> Iterator[Finding]:
    if strays := len(inbox.unmatched(conn)):
        yield watch("inbox", f"{strays} events fit no case.", "Look at the page /unmatched.")
    troubled = messages.not_sent(conn, MessageState.STOP, MessageState.UNKNOWN, MessageState.BOUNCED)
    if troubled:
        yield watch("mails", f"{len(troubled)} were refused, came back or may be lost.", "Look at the page /mailbox.")
