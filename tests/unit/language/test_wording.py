"""What a message must not say is found in six languages; what only looks like it stays silent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.language import Folder, check
from engine.messages.outline import outline
from tests.unit.language.marked import FILES, SHOP, SURROUNDINGS, marked, with_steps
from tests.unit.language.wording import DEMANDS, GUILTY, HARMLESS, MARKETING, OTHERS_BLAMED, SILENT, TIMES

AROUND = replace(SURROUNDINGS, outline=outline)
STEPS = "- send: complaint_answer\n- end: done"
FINE = "\n\nReply to this mail. Svar på denne mail. Svara på mejlet. Vastaa viestiin. Bitte antworten Sie auf diese E-Mail."
COMPLAINT = with_steps(STEPS).replace("return requested", "complaint received").replace("per: return", "per: complaint")


def found(language: str, body: str, kind: str = "statutory") -> list[tuple[str, int, int, int]]:
    path = f"messages/complaint_answer/{language}.md"
    text = f"---\nsubject: Hej\nkind: {kind}\n---\n{body}"
    shop = SHOP.replace("{DK: [da]}", f"{{DK: [{language}]}}")
    files = {**FILES, "shop.yaml": shop, "sample.yaml": COMPLAINT, path: text}
    mistakes = check(Folder(files), AROUND).mistakes
    return [(m.code, m.line, m.column, m.length) for m in mistakes if m.file == path]


def place(body: str) -> tuple[str, int, int, int]:
    text, line, column, length = marked(body)
    return text, line + 4, column, length


@pytest.mark.parametrize(("language", "sentence"), DEMANDS)
def test_a_demand_for_the_original_packaging_is_found(language: str, sentence: str) -> None:
    text, line, column, length = place(f"Hej\n\n{sentence}")

    assert found(language, text + FINE) == [("FJ070", line, column, length)]


@pytest.mark.parametrize(("language", "sentence"), OTHERS_BLAMED)
def test_blame_on_carrier_or_supplier_is_found(language: str, sentence: str) -> None:
    text, line, column, length = place(f"Hej {{{{ customer.name }}}}\n\n{sentence}")

    assert found(language, text + FINE) == [("FJ072", line, column, length)]


@pytest.mark.parametrize(("language", "sentence"), MARKETING)
def test_marketing_is_found_in_a_message_that_the_law_asks_for(language: str, sentence: str) -> None:
    text, line, column, length = place(f"Hej\n\n{sentence}")

    assert found(language, text + FINE) == [("FJ074", line, column, length)]
    assert found(language, text + FINE, kind="service") == []


@pytest.mark.parametrize(("language", "sentence"), TIMES)
def test_a_time_told_in_figures_is_found_where_a_clock_counts(language: str, sentence: str) -> None:
    text, line, column, length = place(f"Hej\n\n{sentence}")

    assert found(language, text + FINE) == [("FJ056", line, column, length)]


@pytest.mark.parametrize(("language", "sentence"), SILENT)
def test_a_correct_sentence_stays_silent_however_odd_it_looks(language: str, sentence: str) -> None:
    assert found(language, f"Hej\n\n{sentence}{FINE}") == []


@pytest.mark.parametrize(("language", "code", "sentence"), GUILTY)
def test_what_shops_write_and_should_not_is_found(language: str, code: str, sentence: str) -> None:
    assert [told for told, *_ in found(language, f"Hej\n\n{sentence}{FINE}")] == [code]


@pytest.mark.parametrize(("language", "sentence"), HARMLESS)
def test_what_shops_may_write_stays_silent(language: str, sentence: str) -> None:
    assert found(language, f"Hej\n\n{sentence}{FINE}") == []


EMPTY = [
    ("da", "Hej\n\nTak for din henvendelse. Vi har modtaget den.\n\nVenlig hilsen"),
    ("nb", "Hei\n\nTakk for henvendelsen. Vi har mottatt den.\n\nVennlig hilsen"),
    ("sv", "Hej\n\nTack för ditt meddelande. Vi har tagit emot det.\n\nVänliga hälsningar"),
    ("fi", "Hei\n\nKiitos viestistäsi. Se on tullut perille.\n\nYstävällisin terveisin"),
    ("de", "Guten Tag\n\nVielen Dank für Ihre Nachricht. Sie ist eingegangen.\n\nFreundliche Grüße"),
    ("en", "Hi\n\nThank you for your message. We have received it.\n\nKind regards"),
]


@pytest.mark.parametrize(("language", "body"), EMPTY)
def test_a_message_that_leads_nowhere_is_found(language: str, body: str) -> None:
    assert [code for code, *_ in found(language, body)] == ["FJ073"]
    assert found(language, body + "\n{{ send_back_by | date }}") == []
    assert found(language, body, kind="marketing") == []


def test_a_link_to_the_closed_platform_is_an_error_in_every_language() -> None:
    text, line, column, length = place("Hej\n\nKlag på ‹ec.europa.eu/consumers/odr/main› her." + FINE)

    assert found("da", text) == [("FJ071", line, column, length)]
    assert [code for code, *_ in found("fr", "Bonjour https://ec.europa.eu/consumers/odr")] == ["FJ071"]


def test_a_warning_about_a_message_can_be_accepted_with_a_reason() -> None:
    body = "Hej\n\nPakken er forsinket på grund af strejke hos PostNord." + FINE
    accepted = "\n\n{# fjorten: accept FJ072 because the carrier asked us to name the strike #}"

    assert [code for code, *_ in found("da", body)] == ["FJ072"]
    assert found("da", body + accepted) == []


SHIPPED = Path(__file__).parents[3] / "playbooks" / "messages"


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.iterdir()))
def test_the_shipped_messages_stay_silent_even_as_complaint_texts(name: str) -> None:
    files = {f"messages/{name}/{file.name}": file.read_text("utf-8") for file in (SHIPPED / name).glob("*.md")}
    playbook = COMPLAINT.replace("complaint_answer", name)

    mistakes = check(Folder({**FILES, **files, "sample.yaml": playbook}), AROUND).mistakes

    codes = {"FJ056", "FJ070", "FJ071", "FJ072", "FJ073", "FJ074"}
    assert [m.text() for m in mistakes if m.code in codes and m.file in files] == []
