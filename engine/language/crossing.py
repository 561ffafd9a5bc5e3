"""Checks over more than one file: playbooks that run each other, shared deadlines, the shop's answers, the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.language.arguments import typed
from engine.language.building import Draft
from engine.language.catalogue import Field, FieldType
from engine.language.conditions import Both, Compare, Condition, Either, Not, holds
from engine.language.folder import Folder, Surroundings
from engine.language.freezing import runs_of
from engine.language.grammar import SETTING_TYPES
from engine.language.nodes import Items, Node, Pairs, Text
from engine.language.playbook import Clock, Kind, Playbook, Run
from engine.language.report import Report
from engine.language.shop import Shop
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip

Playbooks = Mapping[str, Playbook]
Drafts = Mapping[str, Draft]


def check_runs(playbooks: Playbooks, drafts: Drafts) -> None:
    """Write down playbooks that run each other in a circle, once a circle."""
    told: set[frozenset[str]] = set()
    for title in playbooks:
        circle = next(_circles(playbooks, (title,)), ())
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            step = next(s for s in playbooks[title].all_steps if isinstance(s, Run) and s.playbook == circle[1])
            drafts[title].report.add("FJ034.circle", step.place, length=3, circle=" -> ".join(circle))


def _circles(playbooks: Playbooks, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for title in runs_of(playbooks[path[-1]]):
        if title == path[0]:
            yield (*path, title)
        elif title in playbooks and title not in path:
            yield from _circles(playbooks, (*path, title))


def check_shared_deadlines(playbooks: Playbooks, drafts: Drafts) -> None:
    """Write down a deadline that two playbooks of one case define differently."""
    for title, playbook in playbooks.items():
        for other in _run_by(playbooks, title):
            theirs = {clock.name: clock for clock in playbooks[other].deadlines}
            for clock in playbook.deadlines:
                if clock.name in theirs and not _same(clock, theirs[clock.name]):
                    place, length = clock.place, len(clock.name)
                    drafts[title].report.add("FJ004.deadline", place, length=length, found=clock.name, other=other)


def _run_by(playbooks: Playbooks, title: str) -> tuple[str, ...]:
    found: list[str] = []
    waiting = list(runs_of(playbooks[title]))
    while waiting:
        other = waiting.pop()
        if other in playbooks and other not in found and other != title:
            found.append(other)
            waiting += runs_of(playbooks[other])
    return tuple(found)


def _same(clock: Clock, other: Clock) -> bool:
    return (clock.law, clock.kind, clock.due) == (other.law, other.kind, other.due)


def check_clocks(playbooks: Playbooks, drafts: Drafts, surroundings: Surroundings, shop: Shop | None) -> None:
    """Write down clocks that warn nobody, and rules that a country sold to does not know."""
    for title, playbook in playbooks.items():
        for clock in playbook.deadlines:
            where = f'in deadline "{clock.name}"'
            if not clock.alarms and (clock.kind is not Kind.LEGAL or surroundings.law_ours(clock.law)):
                kind = "FJ062.legal" if clock.kind is Kind.LEGAL else "FJ062.own"
                drafts[title].report.add(kind, clock.place, length=len(clock.name), where=where, found=clock.name)
            countries = [country for country in (shop.sells_to if shop else ()) if _possible(playbook.only_if, country)]
            _check_countries(drafts[title].report, clock, surroundings, countries)


def _possible(condition: Condition | None, country: str) -> bool:
    """Whether a case of that country can pass `only_if`, as far as the country alone decides."""
    match condition:
        case Compare(path="order.country"):
            return holds(condition, lambda _: country)
        case Not(part=Compare(path="order.country") as part):
            return not holds(part, lambda _: country)
        case Both(parts):
            return all(_possible(part, country) for part in parts)
        case Either(parts):
            return any(_possible(part, country) for part in parts)
        case _:
            return True


def _check_countries(report: Report, clock: Clock, surroundings: Surroundings, countries: list[str]) -> None:
    known = surroundings.law_countries
    asked = [country for country in countries if clock.law and (known is None or country in known)]
    missing = [country for country in asked if not surroundings.law_known(clock.law, country, "")]
    if missing:
        listed, length = ", ".join(missing), len(clock.name)
        report.add("FJ055.rule", clock.place, length=length, law=clock.law, countries=listed)


def check_answers(report: Report, root: Node | None, playbooks: Mapping[str, Pairs], lost: tuple[str, ...]) -> None:
    """Write down answers in shop.yaml that no playbook asks for, or that do not fit the question."""
    settings = root.get("settings") if isinstance(root, Pairs) else None
    for title, answers in settings.pairs if isinstance(settings, Pairs) else ():
        if title.value in lost:
            continue
        if title.value not in playbooks:
            misses = near_misses(title.value, playbooks)
            similar = did_you_mean(misses)
            slip = Slip("FJ035.playbook", 0, len(title.value), only(misses), found=title.value, similar=similar)
            report.add_slip(slip, title)
        elif isinstance(answers, Pairs):
            _check_answers_of(report, title.value, answers, playbooks[title.value])


def _check_answers_of(report: Report, title: str, answers: Pairs, playbook: Pairs) -> None:
    settings = playbook.get("settings")
    if settings is None and near_misses("settings", playbook.names):
        return  # the word itself is misspelt, and that is told where it stands
    known = settings.names if isinstance(settings, Pairs) else ()
    for key, value in answers.pairs:
        setting = settings.get(key.value) if isinstance(settings, Pairs) else None
        if setting is None:
            misses = near_misses(key.value, known)
            details = {"found": key.value, "title": title, "similar": did_you_mean(misses)}
            report.add_slip(Slip("FJ035.answer", 0, len(key.value), only(misses), **details), key)
        elif isinstance(value, Text) and (kind := _kind(setting)):
            field = Field(key.value, kind, "")
            report.tried(lambda text=value.value, field=field: typed(text, field), value)  # type: ignore[misc]


def _kind(setting: Node) -> FieldType | None:
    kind = setting.get("type") if isinstance(setting, Pairs) else None
    return FieldType(kind.value) if isinstance(kind, Text) and kind.value in SETTING_TYPES else None


def check_languages(report: Report, root: Node | None, shop: Shop | None, folder: Folder) -> None:
    """Write down languages that are sold to and that not one message is written in."""
    written = folder.languages
    node = root.get("sells_to") if isinstance(root, Pairs) and shop else None
    for _, languages in node.pairs if isinstance(node, Pairs) else ():
        for text in languages.items if isinstance(languages, Items) else ():
            if isinstance(text, Text) and written and text.value not in written:
                misses = near_misses(text.value, written)
                details = {"missing": text.value, "known": ", ".join(sorted(written)), "similar": did_you_mean(misses)}
                report.add_slip(Slip("FJ050.none", 0, len(text.value), only(misses), **details), text)


def check_sells_to(report: Report, root: Node | None, shop: Shop | None, surroundings: Surroundings) -> None:
    """Write down countries sold to whose law is not known, or rests on sources that nobody has confirmed."""
    node = root.get("sells_to") if isinstance(root, Pairs) else None
    if shop is None or not isinstance(node, Pairs) or surroundings.law_countries is None:
        return
    for key, _ in node.pairs:
        if key.value not in surroundings.law_countries:
            known = ", ".join(surroundings.law_countries)
            report.add("FJ055.country", key.place, length=2, country=key.value, known=known)
        elif surroundings.law_unverified(key.value) and key.value not in shop.accept_unverified:
            report.add("FJ055.unverified", key.place, length=2, country=key.value)
