"""The examples that `explain FJ026` shows are true: the wrong one gives exactly that mistake, the right one none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engine.commands.folder import load_folder, surroundings
from engine.language import Folder, check
from engine.language.gathering import told_once
from engine.rehearsal.explaining_code import codes, explain_code

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
AROUND = surroundings()
EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "engine" / "rehearsal" / "explaining_codes" / "examples.yaml").read_text("utf-8")
)
FROM_HUNT = {"FJ054", "FJ058", "FJ059", "FJ064", "FJ065", "FJ066", "FJ075", "FJ076"}
HEAD = """\
playbook: Example
about: What we do.
starts_when: {start}
one_case_per: {per}
settings:
  free_return: {{question: Do you pay?, type: yes or no, value: no}}
deadlines:
  send_back_by:
    law: return shipment
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn: [{{at: 3 days before, tell: owner, say: Soon}}]
steps:
  - if: settings.free_return is yes
    then: go on
"""
MAIL = "---\nsubject: Mail\nkind: service\n---\n"
LEADS_ON = "\nReply to this mail.\n"


def indented(text: str, by: str = "  ") -> str:
    return "".join(f"{by}{line}\n" for line in text.split("\n"))


def playbook(example: str, start: str = "return requested", per: str = "return") -> str:
    head = HEAD.format(start=start, per=per)
    first = example.lstrip("\t -").partition(":")[0]
    match first:
        case "about" | "starts_when":
            line = next(line for line in head.split("\n") if line.startswith(first))
            return head.replace(line, example) + "  - end: done\n"
        case "law":
            return head.replace("law: refund after withdrawal", example) + "  - end: done\n"
        case "refund_by":
            before, _, rest = head.partition("  refund_by:\n")
            return before + indented(example) + rest.partition("say: Soon}]\n")[2] + "  - end: done\n"
        case "first_answer":
            goal = "    warn: [{at: 10 minutes before, tell: owner, say: Soon}]\n" if "due:" in example else ""
            return head.replace("steps:\n", indented(example) + goal + "steps:\n", 1) + "  - end: done\n"
        case _:
            end = "" if "- end: refunded" in example or example.startswith("- run") else "  - end: done\n"
            return head + indented(example) + end


def mail(example: str, code: str) -> str:
    if code == "FJ074":
        return MAIL.replace("kind: service", example) + "Get 10 % off your next order." + LEADS_ON
    return MAIL + example + ("\n" if code == "FJ073" else LEADS_ON)


def files(code: str, example: str) -> dict[str, str]:
    """The example, where it would stand in a shop's folder."""
    shop = SHIPPED.files["shop.yaml"].decode()  # type: ignore[union-attr]
    match code:
        case "FJ007":
            return {
                "example.yaml": playbook("- send: return_closed") + ("# note\n" * 40_000 if "300" in example else "")
            }
        case "FJ055":
            accepted = next(line for line in shop.split("\n") if line.startswith("accept_unverified:"))
            return {"shop.yaml": shop.replace(accepted, example).replace("sells_to:\n", "sells_to:\n  PL: [en]\n")}
        case "FJ057":
            story = f"playbook: Return requested\nstories:\n  - story: One\n    happens:\n      {example}\n"
            return {"stories/example.yaml": story + "    expect:\n      - never: refund\n"}
        case "FJ080":
            line = next(line for line in shop.split("\n") if line.lstrip().startswith("password:"))
            return {"shop.yaml": shop.replace(line, f"  {example}")}
        case "FJ052" | "FJ053" | "FJ056" | "FJ070" | "FJ071" | "FJ072" | "FJ073" | "FJ074":
            complaint = code in {"FJ070", "FJ073"}
            start = ("complaint received", "complaint") if complaint else ("return requested", "return")
            must = "\n  must_show: [refund_by]" if code == "FJ052" else ""
            texts = {"example.yaml": playbook(f"- send: example{must}", *start)}
            if code == "FJ073":
                texts["example.yaml"] = texts["example.yaml"].replace("  send_back_by:\n", "  answer_by:\n", 1)
            written = {
                f"messages/example/{language}.md": MAIL + "{{ refund_by | date }}\n"
                for language in ("da", "nb", "sv", "fi", "de")
            }
            return {**texts, **written, "messages/example/en.md": mail(example, code)}
        case _:
            return {"example.yaml": playbook(example)}


def told(code: str, which: str) -> list[str]:
    found = told_once(check(Folder({**SHIPPED.files, **files(code, EXAMPLES[code][which])}), AROUND).mistakes)
    return [mistake.text() for mistake in found]


CHECKED = [code for code in EXAMPLES if code not in FROM_HUNT | {"FJ050", "FJ051"}]


@pytest.mark.parametrize("code", CHECKED)
def test_the_wrong_example_is_that_mistake_and_the_right_one_none(code: str) -> None:
    wrong = told(code, "wrong")

    assert [text.split()[1] for text in wrong] == [code], wrong
    assert told(code, "right") == []


def test_a_missing_language_and_a_missing_shop_are_those_mistakes() -> None:
    lacking = {path: text for path, text in SHIPPED.files.items() if path != "messages/return_closed/nb.md"}
    without = {path: text for path, text in SHIPPED.files.items() if path != "shop.yaml"}

    assert {mistake.code for mistake in check(Folder(lacking), AROUND).mistakes} == {"FJ050"}
    assert [mistake.code for mistake in check(Folder(without), AROUND).mistakes] == ["FJ051"]


@pytest.mark.parametrize("language", ["da", "nb", "sv", "fi", "de", "en"])
def test_every_code_is_explained_in_every_language_with_its_example(language: str) -> None:
    assert set(codes()) == set(EXAMPLES)
    for code, example in EXAMPLES.items():
        said = explain_code(code, language)
        assert all(line in said for line in (*example["wrong"].split("\n"), *example["right"].split("\n")))
