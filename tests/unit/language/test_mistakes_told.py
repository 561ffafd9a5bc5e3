"""For each of these mistakes the checker shows the right place and says what to do; a person decides how."""

from __future__ import annotations

import pytest

from tests.unit.language.marked import HEAD, OTHER, SHOP, checked, marked, told, with_steps

FILES = [
    ("FJ003", HEAD + "  - end: done\n‹-›--\nplaybook: Two\n"),
    ("FJ003", HEAD.replace("about", "‹<›<") + "  - end: done\n"),
    ("FJ004", HEAD + "  - end: done\n‹about›: Again\n"),
    ("FJ004", HEAD.replace("Sample", "‹Other›") + "  - end: done\n"),
    ("FJ008", HEAD + "  - end: ‹[›[[\n"),
    ("FJ011", HEAD.replace("one_case_per: return", "‹one case per return›") + "  - end: done\n"),
    ("FJ020", "‹playbook›: Sample\nabout: One.\nstarts_when: return requested\none_case_per: return\n"),
    ("FJ020", HEAD.replace("One sentence.", "").replace("about: ", "‹about›:") + "  - end: done\n"),
    ("FJ021", HEAD.replace("steps:\n", "steps: ‹do it›\n")),
    ("FJ021", HEAD.replace("type: duration", "type: ‹time›") + "  - end: done\n"),
    ("FJ043", HEAD.replace("law: return shipment", "kind: goal\n    due: 1 day after ‹nothing_like_it›\n    warn: [{at: 3 hours before, tell: owner, say: x}]") + "  - end: done\n"),
    ("FJ049", HEAD.replace("  send_back_by:\n    law: return shipment", "  ‹send_back_by›:\n    done_when: refund issued") + "  - end: done\n"),
    ("FJ049", HEAD.replace("  send_back_by:", "  ‹send_back_by›:").replace("law: return shipment", "kind: goal") + "  - end: done\n"),
    ("FJ049", HEAD.replace("  send_back_by:", "  ‹send_back_by›:").replace("law: return shipment", "due: 1 day after case.opened_at") + "  - end: done\n"),
    ("FJ049", HEAD.replace("  send_back_by:", "  ‹send_back_by›:").replace("law: return shipment", "kind: legal\n    due: 1 day after case.opened_at") + "  - end: done\n"),
    ("FJ049", HEAD.replace("  send_back_by:", "  ‹send_back_by›:").replace("law: return shipment", "law: return shipment\n    due: 1 day after case.opened_at") + "  - end: done\n"),
    ("FJ062", HEAD.replace("  refund_by:", "  ‹refund_by›:").replace("    warn:\n      - {at: 3 days before, tell: owner, say: The refund is due}\n", "") + "  - end: done\n"),
    ("FJ062", HEAD.replace("  send_back_by:", "  ‹send_back_by›:").replace("law: return shipment", "kind: goal\n    due: 1 day after case.opened_at") + "  - end: done\n"),
    ("FJ048", HEAD.replace("value: 10 days", "value: ‹maybe›").replace("type: duration", "type: yes or no") + "  - end: done\n"),
    ("FJ042", HEAD.replace("value: 10 days", "value: ‹soon›") + "  - end: done\n"),
    ("FJ080", HEAD.replace("One sentence.", "‹sk_live_abcdef1234567890›") + "  - end: done\n"),
    ("FJ080", HEAD.replace("One sentence.", "‹aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3f›") + "  - end: done\n"),
]  # fmt: skip
STEPS = [
    ("FJ004", "- send: hello\n  name: twice\n- ‹s›end: hello\n  name: twice\n- end: done"),
    (
        "FJ004",
        (
            "- together:\n    - - wait_for: [return received]\n        until: send_back_by\n        if_too_late: go on\n"
            "    - - ‹w›ait_for: [return received]\n        until: send_back_by\n        if_too_late: go on\n- end: done"
        ),
    ),
    ("FJ013", "- end: done\n‹elsewhere: 1›"),
    ("FJ020", "- ‹if›: order.country is DK\n- end: done"),
    ("FJ020", "- ‹ask›: What?\n  who: owner\n  answer_within: 2 days\n  if_too_late: go on\n- end: done"),
    ("FJ020", "- do: refund\n  ‹remember_as›:\n  amount: return.refund_total\n- end: done"),
    ("FJ021", "- if: order.country is DK\n  then: ‹stop it›\n- end: done"),
    ("FJ021", "- ‹nothing to do›\n- end: done"),
    ("FJ021", "- ‹-› end: done\n- end: done"),
    (
        "FJ021",
        "- ask: What?\n  who: owner\n  answer_within: 2 days\n  if_too_late: go on\n  answers: ‹yes›\n- end: done",
    ),
    ("FJ021", "- for_each: ‹all lines›\n  steps: [{send: hello}]\n- end: done"),
    ("FJ021", "- for_each: line in ‹order.number›\n  steps: [{send: hello}]\n- end: done"),
    ("FJ021", "- do: refund\n  amount: return.refund_total\n  remember_as: ‹My Label›\n- end: done"),
    ("FJ024", "- ‹perhaps›: hello\n- end: done"),
    (
        "FJ024",
        "- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - ‹do›: refund\n  if_too_late: go on\n- end: done",
    ),
    (
        "FJ025",
        (
            "- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - ‹a›t: send_back_by\n      every: 2 days\n"
            "      send: hello\n  if_too_late: go on\n- end: done"
        ),
    ),
    ("FJ026", "- send: hello\n  ‹colour›: red\n- end: done"),
    ("FJ030", "- wait_for: [‹the moon rises›]\n  until: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ031", "- send: ‹something_else›\n- end: done"),
    ("FJ031", "- wait_for: [‹something_else› sent]\n  until: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ032", "- tell: ‹Brunhilde›\n  say: Look\n- end: done"),
    ("FJ042", "- wait: a ‹while›\n- end: done"),
    ("FJ044", "- wait_for: [return received]\n  until: ‹2026-12-24›\n  if_too_late: go on\n- end: done"),
    ("FJ045", "- if: ‹weather.sun› is yes\n  then: go on\n- end: done"),
    ("FJ045", "- send: hello\n  must_show: [order.number, ‹weather.sun›]\n- end: done"),
    ("FJ045", "- remember: {‹weather.sun›: yes}\n- end: done"),
    ("FJ046", "- if: ‹order.country DK›\n  then: go on\n- end: done"),
    ("FJ008", "- if: ‹(order.country is DK›\n  then: go on\n- end: done"),
    ("FJ048", "- if: order.country is ‹Denmark›\n  then: go on\n- end: done"),
    ("FJ048", "- if: ‹order.number› > 5\n  then: go on\n- end: done"),
    ("FJ048", "- if: return.refund_total > ‹order.number›\n  then: go on\n- end: done"),
    ("FJ048", "- wait: 2 days after ‹order.number›\n- end: done"),
    ("FJ048", "- wait: ‹settings.free_return› after send_back_by\n- end: done"),
    ("FJ048", "- do: refund\n  amount: ‹order.number›\n- end: done"),
    ("FJ048", "- remember: {return.statutory: ‹perhaps›}\n- end: done"),
    ("FJ061", "- end: done\n- ‹s›end: hello"),
    ("FJ061", "- together:\n    - - ‹e›nd: done\n    - - send: hello\n- end: done"),
    ("FJ063", "- wait_for: [return received]\n  until: send_back_by\n  if_too_late:\n    - ‹s›end: hello\n- end: done"),
    ("FJ063", "- send: hello\n  if_it_fails:\n    - ‹t›ell: owner\n      say: Look\n- end: done"),
    ("FJ063", "- ‹s›end: hello"),
    ("FJ063", "- if: order.country is DK\n  then: [{end: a}]\n  else: go on\n- ‹s›end: hello"),
    ("FJ063", "- ‹g›o on"),
    ("FJ063", "- ‹i›f: order.country is DK\n  then:\n    - end: done"),
]


@pytest.mark.parametrize(("code", "text"), FILES + [(code, with_steps(steps)) for code, steps in STEPS])
def test_the_mistake_is_found_once_at_its_place_and_says_what_to_do(code: str, text: str) -> None:
    broken, line, column, length = marked(text)

    [mistake] = checked(broken).mistakes

    assert told(mistake) == (code, line, column, length)
    assert mistake.fix
    assert "None" not in mistake.text()


SHOPS = [
    ("FJ020", SHOP.replace("name: Nordlys\n", "", 1).replace("legal_name", "‹l›egal_name")),
    ("FJ021", SHOP.replace("{DK: [da]}", "{DK: ‹da›}")),
    ("FJ021", SHOP.replace("to me only", "‹to me›")),
    ("FJ021", SHOP.replace("Europe/Copenhagen", "‹Europe/Kopenhagen›")),
    ("FJ021", SHOP + "hours: ‹nine to five›\n"),
    ("FJ021", SHOP + "contact_hour: ‹25:00›\n"),
    ("FJ021", SHOP + "‹closed_days›: [2026-02-30]\n"),
    ("FJ026", SHOP + "‹colour›: red\n"),
    ("FJ032", SHOP.replace("owner: Anna", "owner: ‹Ana›")),
    ("FJ032", SHOP.replace("[Mads]", "[Mads, ‹Brunhilde›]")),
    ("FJ035", SHOP + "settings: {‹Othr›: {free: no}}\n"),
    ("FJ035", SHOP + "settings: {Other: {‹free›: no}}\n"),
    ("FJ055", SHOP.replace("{DK: [da]}", "{DK: [da], ‹XX›: [da]}")),
    ("FJ080", SHOP.replace("from: hej", "password: ‹hunter2›, from: hej")),
]


@pytest.mark.parametrize(("code", "text"), SHOPS)
def test_a_mistake_in_shop_yaml_is_found_once_at_its_place(code: str, text: str) -> None:
    broken, line, column, length = marked(text)

    [mistake] = checked(broken, "shop.yaml").mistakes

    assert told(mistake) == (code, line, column, length)


def test_a_secret_may_be_named() -> None:
    assert checked(SHOP.replace("from: hej", "password: secret mail_password, from: hej"), "shop.yaml").mistakes == ()


def test_playbooks_that_run_each_other_in_a_circle_are_told_once() -> None:
    text = OTHER.replace("Other", "Sample").replace("end: done", "run: Sample")

    [mistake] = checked(text).mistakes

    assert (mistake.code, mistake.line) == ("FJ034", 6)


def test_a_file_that_is_not_utf_8_is_told_with_its_line() -> None:
    from engine.language import Folder, check
    from tests.unit.language.marked import FILES as SOUND
    from tests.unit.language.marked import SURROUNDINGS

    found = check(Folder({**SOUND, "sample.yaml": b"playbook: S\nabout: \xe6\n"}), SURROUNDINGS)

    assert [(m.code, m.line) for m in found.mistakes] == [("FJ007", 2)]


@pytest.mark.parametrize("text", ["a" * 300_000, "[" * 60 + "]" * 60, "a: [" * 20_000])
def test_a_file_that_is_too_large_or_too_deep_is_refused(text: str) -> None:
    assert [m.code for m in checked(text).mistakes] == ["FJ007"]


def test_a_broken_file_leaves_the_others_usable() -> None:
    found = checked("playbook: [")

    assert found.broken == ("sample",)
    assert set(found.playbooks) == {"Other"}
