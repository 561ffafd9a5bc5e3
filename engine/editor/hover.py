"""What stands under the cursor, told to the owner in her language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from whenever import Date, Instant

from engine.editor.in_shop import shop_word
from engine.editor.in_stories import story_word
from engine.editor.labels import label
from engine.editor.law_text import law_text
from engine.editor.mention import Mention, Sort, Thing
from engine.editor.word_help import meaning
from engine.editor.workshop import Workshop
from engine.errors import FjortenError
from engine.language.catalogue import EVENTS_BY_WORDS, FIELDS, LINE_FIELDS, EventKind, Field
from engine.language.grammar import ALARM, BESIDE, CLOCK, COMMON, SETTING, TOP, VERBS, Word
from engine.language.nodes import Items, Pairs, Text
from engine.language.values import Money
from engine.language.words import sheet_of
from engine.messages.languages import language_of
from engine.messages.source import read
from engine.messages.wording import FILTERS, Reader
from engine.rehearsal.explaining_code import explain_code
from engine.rehearsal.explaining_voice import table_in
from engine.rehearsal.telling import Teller

_BLOCKS: Mapping[str, tuple[Word, ...]] = {
    "playbook": TOP,
    "deadlines": CLOCK,
    "settings": SETTING,
    "warn": ALARM,
    "meanwhile": (*BESIDE, VERBS["send"].first, *VERBS["send"].words, VERBS["tell"].first, *VERBS["tell"].words),
    **{verb.name: (verb.first, *verb.words) for verb in VERBS.values()},
}
_SAMPLES = (
    Date(2026, 12, 28),
    Instant.from_utc(2026, 12, 28, 9, 5),
    Money("DKK", Decimal("499.00")),
    Decimal("2.5"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: in whose language, and as the playbooks of which file mean it."""

    workshop: Workshop
    thing: Thing
    language: str
    titles: tuple[str, ...] = ()


def told(workshop: Workshop, mention: Mention, language: str) -> str:
    """What is named at a place, in Markdown; nothing where nothing is known of it."""
    return about(workshop, mention.thing, language, workshop.titles_of(mention.spot.file))


def about(workshop: Workshop, thing: Thing, language: str, titles: tuple[str, ...] = ()) -> str:
    """What a thing is, in Markdown."""
    asked = Asked(workshop, thing, language, titles)
    return "\n\n".join(line for line in _TOLD[thing.sort](asked) if line)


def _word(asked: Asked) -> Iterator[str]:
    home = asked.thing.home.partition("/")[0]
    if home in {"shop.yaml", "story", "stories"}:
        about = (
            shop_word(asked.thing.home, asked.thing.name) if home == "shop.yaml" else story_word(home, asked.thing.name)
        )
        yield f"**{asked.thing.name}**: {about}" if about else ""
        return
    word = next((one for one in (*_BLOCKS.get(asked.thing.home, ()), *COMMON) if one.name == asked.thing.name), None)
    if word is not None:
        yield f"**{word.name}**: {meaning(word.about, asked.language)}"
        yield f"```yaml\n{word.name}: {word.example}\n```" if word.example else ""


def _message(asked: Asked) -> Iterator[str]:
    file = asked.workshop.message_file(asked.thing.name, asked.language)
    if not file:
        return
    try:
        source = read("\n".join(asked.workshop.page(file).lines))
    except FjortenError:
        yield f"{label('message', asked.language)} `{asked.thing.name}`"
        return
    yield f"{label('message', asked.language)}: **{source.subject}**"
    yield _line("kind", source.kind, asked.language)
    yield _line("languages", ", ".join(sorted(asked.workshop.folder.messages[asked.thing.name])), asked.language)
    yield _line("sent_by", ", ".join(asked.workshop.senders(asked.thing.name)), asked.language)


def _deadline(asked: Asked) -> Iterator[str]:
    node = asked.workshop.node(asked.thing, asked.titles)
    if node is None:
        return
    law, kind, due, done = (_text(node, name) for name in ("law", "kind", "due", "done_when"))
    said = table_in(asked.language)["sentences"]
    yield f"{label('deadline', asked.language)} **{asked.thing.name}** ({said.get(f'kind_{kind}' if not law else 'kind_legal', kind)})"
    yield _line("due", f"`{due}`" if due else "", asked.language)
    yield _line("done_when", f"`{done}`" if done else "", asked.language)
    if law:
        yield law_text(law, asked.workshop.countries, asked.language)


def _setting(asked: Asked) -> Iterator[str]:
    node = asked.workshop.node(asked.thing, asked.titles)
    if node is None:
        return
    answer, preset = asked.workshop.answer(asked.thing, asked.titles), _text(node, "value")
    yield f"{label('setting', asked.language)}: **{_text(node, 'question')}**"
    yield f"({_type(_text(node, 'type'), asked.language)})"
    yield _line("answer", f"`{answer}`", asked.language) if answer else _line("preset", f"`{preset}`", asked.language)


def _remembered(asked: Asked) -> Iterator[str]:
    yield f"{label('remembered', asked.language)}: `remembered.{asked.thing.name}`"
    places = (f"{one.spot.file}:{one.spot.line}" for one in asked.workshop.defined(asked.thing))
    yield _line("from", ", ".join(places), asked.language)


def _step(asked: Asked) -> Iterator[str]:
    yield label("step", asked.language)


def _playbook(asked: Asked) -> Iterator[str]:
    page = asked.workshop.playbooks.get(asked.thing.name)
    if page and page.pairs:
        yield f"{label('playbook', asked.language)} **{asked.thing.name}** (`{page.file}`)"
        yield _text(page.pairs, "about")


def _person(asked: Asked) -> Iterator[str]:
    root = asked.workshop.page("shop.yaml").pairs
    people, teams = (root.get("people"), root.get("teams")) if root else (None, None)
    team = teams.get(asked.thing.name) if isinstance(teams, Pairs) else None
    person = people.get(asked.thing.name) if isinstance(people, Pairs) else None
    if asked.thing.name == "owner":
        yield f"**owner**: {label('owner', asked.language)} ({_text(root, 'owner') if root else ''})"
    elif isinstance(team, Items):
        members = ", ".join(item.value for item in team.items if isinstance(item, Text))
        yield f"{label('team', asked.language)} **{asked.thing.name}**: {members}"
    elif isinstance(person, Pairs):
        yield f"{label('person', asked.language)} **{asked.thing.name}**: {_text(person, 'email')}"
        yield _text(person, "hours")


def _event(asked: Asked) -> Iterator[str]:
    kind = EVENTS_BY_WORDS.get(asked.thing.name)
    if kind is None:
        return
    said = Teller.in_language(asked.language, "UTC").event(kind.type)
    yield f"{label('event', asked.language)} **{kind.words}**: {kind.about if asked.language == 'en' else said}"
    yield _line("carries", ", ".join(_groups(kind)), asked.language)


def _groups(kind: EventKind) -> tuple[str, ...]:
    return tuple(f"`{group}`" for group in kind.groups)


def _field(asked: Asked) -> Iterator[str]:
    yield from _of_field(
        FIELDS.get(asked.thing.name), table_in(asked.language)["fields"].get(asked.thing.name, ""), asked.language
    )


def _line_field(asked: Asked) -> Iterator[str]:
    yield from _of_field(LINE_FIELDS.get(asked.thing.name), label("line_field", asked.language), asked.language)


def _of_field(field: Field | None, said: str, language: str) -> Iterator[str]:
    if field is None:
        return
    yield f"`{field.path}` ({_type(field.type, language)})"
    yield field.about if language == "en" else said
    yield _line("choices", ", ".join(field.choices), language)


def _law(asked: Asked) -> Iterator[str]:
    yield law_text(asked.thing.name, asked.workshop.countries, asked.language)


def _integration(asked: Asked) -> Iterator[str]:
    schema = (asked.workshop.around.step_schemas or {}).get(asked.thing.name)
    if schema is None:
        return
    said = table_in(asked.language)["words"].get(asked.thing.name, "") if asked.language != "en" else ""
    yield f"{label('integration', asked.language)} **{asked.thing.name}**"
    yield said or str(schema.get("description", ""))
    required = tuple(schema.get("required", ()))
    yield _line("needs", ", ".join(required), asked.language)
    yield _line(
        "takes", ", ".join(name for name in schema.get("properties", {}) if name not in required), asked.language
    )


def _filter(asked: Asked) -> Iterator[str]:
    write = FILTERS.get(asked.thing.name)
    if write:
        reader = Reader(language_of(asked.language), "UTC")
        shown = dict.fromkeys(text for sample in _SAMPLES if (text := write(sample, reader)))
        yield f"**{asked.thing.name}**. {label('filter', asked.language)}: {' · '.join(shown)}"


def _code(asked: Asked) -> Iterator[str]:
    try:
        yield explain_code(asked.thing.name, asked.language)
    except FjortenError:
        return


def _line(name: str, value: str, language: str) -> str:
    return f"{label(name, language)}: {value}" if value else ""


def _type(name: str, language: str) -> str:
    return sheet_of(language).phrase(name)


def _text(node: Pairs, name: str) -> str:
    found = node.get(name)
    return found.value.strip() if isinstance(found, Text) else ""


_TOLD: Mapping[Sort, Callable[[Asked], Iterator[str]]] = {
    Sort.WORD: _word,
    Sort.MESSAGE: _message,
    Sort.DEADLINE: _deadline,
    Sort.SETTING: _setting,
    Sort.REMEMBERED: _remembered,
    Sort.STEP: _step,
    Sort.PLAYBOOK: _playbook,
    Sort.PERSON: _person,
    Sort.EVENT: _event,
    Sort.FIELD: _field,
    Sort.LINE_FIELD: _line_field,
    Sort.LAW: _law,
    Sort.INTEGRATION: _integration,
    Sort.FILTER: _filter,
    Sort.CODE: _code,
}
