"""Every kind of mistake as people make it: ‹wrong⇒right› is what was written, and what somebody writes instead."""

from __future__ import annotations

from tests.unit.language.marked import HEAD, OTHER, SHOP, with_steps

END = "\n- end: done"
_WAIT = "- wait_for: [return received]\n  until: send_back_by\n  if_too_late: go on"
_ASK = "- ask: Well?\n  who: owner\n  answer_within: 2 days\n  if_too_late: go on\n  answers: {Yes: go on}"
_DONE = "  - end: done\n"


def top(old: str, new: str) -> str:
    """The playbook with another line above its steps."""
    assert old in HEAD
    return HEAD.replace(old, new) + _DONE


def steps(text: str, end: str = END) -> str:
    """The playbook with these steps."""
    return with_steps(text + end)


def own_clock(words: str) -> str:
    """The playbook with a clock of its own in place of its first one."""
    return top("    law: return shipment", f"    {words}\n    warn: [{{at: 3 hours before, tell: owner, say: x}}]")


PLAYBOOKS: tuple[tuple[str, str], ...] = (
    ("FJ001", top("One sentence.", "One‹\t⇒  ›sentence.")),
    ("FJ002", top("One sentence.", "One‹\u00a0⇒ ›sentence.")),
    ("FJ003.alias", top("One sentence.", '‹*important⇒"*important"›')),
    ("FJ003.anchor", top("One sentence.", '‹&important⇒"&important"›')),
    ("FJ003.tag", top("One sentence.", '‹!important⇒"!important"›')),
    ("FJ003.directive", "‹%YAML 1.2\n---\n⇒›" + HEAD + _DONE),
    ("FJ003.key", steps("- do: refund\n  ‹[amount, currency]⇒amount›: return.refund_total")),
    ("FJ003.merge", top("about: One sentence.", "‹<<⇒about›: One sentence.")),
    ("FJ003.second", HEAD + _DONE + "‹---\nplaybook: Two\n⇒›"),
    ("FJ004.deadline", HEAD.replace("  refund_by:\n    law: refund after withdrawal", "  refund_by:\n    law: ‹return shipment⇒refund after withdrawal›") + "  - run: Other\n"),
    ("FJ004.event", steps("- together:\n    - - wait_for: [return received]\n        until: send_back_by\n        if_too_late: go on\n    - - wait_for: [‹return received⇒refund issued›]\n        until: send_back_by\n        if_too_late: go on")),
    ("FJ004.field", HEAD + _DONE + "‹about: Again\n⇒›"),
    ("FJ004.item", steps("- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - at: 4 days before send_back_by\n      send: hello\n    ‹  ⇒- ›at: 3 days before send_back_by\n      tell: owner\n      say: x\n  if_too_late: go on")),
    ("FJ004.name", steps("- send: hello\n  name: twice\n- send: hello\n  name: ‹twice⇒once›")),
    ("FJ004.step", steps("- send: hello\n‹  ⇒- ›send: hello")),
    ("FJ004.title", HEAD.replace("Sample", "‹Other⇒Sample›") + _DONE),
    ("FJ005", steps('- tell: owner\n  say: ‹{{ order.number }} is late⇒"{{ order.number }} is late"›')),
    ("FJ006.cut", steps('- tell: owner\n  say: ‹Order #123 is late⇒"Order #123 is late"›')),
    ("FJ006.nothing", top("One sentence.", '‹#1 of the shop⇒"#1 of the shop"›')),
    ("FJ007.deep", top("One sentence.", "‹" + "[" * 51 + "]" * 51 + "⇒One sentence.›")),
    ("FJ007.large", HEAD + _DONE + "‹" + "# much too long a comment\n" * 11_000 + "⇒›"),
    ("FJ007.sign", top("One sentence.", "One‹\u200b⇒›sentence.")),
    ("FJ008.behind", steps("- wait_for: [return received]‹ please⇒›\n  until: send_back_by\n  if_too_late: go on")),
    ("FJ008.bracket", steps("- wait_for: [return received‹⇒]›\n  until: send_back_by\n  if_too_late: go on")),
    ("FJ008.condition", steps("- if: (order.country is DK‹⇒)›\n  then: go on")),
    ("FJ008.escape", top("One sentence.", "‹\"C:\\data\"⇒'C:\\data'›")),
    ("FJ008.extra", top("10 days}", "10 days}‹]⇒›")),
    ("FJ008.inside", top("One sentence.", "‹'it's ours'⇒\"it's ours\"›")),
    ("FJ008.quote", top("One sentence.", '"One sentence.‹⇒"›')),
    ("FJ010.colon", top("One sentence.", '‹Returns: what we do⇒"Returns: what we do"›')),
    ("FJ010.sign", top("One sentence.", '‹@home⇒"@home"›')),
    ("FJ011.dash", top("      - {at: 3 days before, tell: owner, say: The refund is due}", "      ‹ ⇒- ›{at: 3 days before, tell: owner, say: The refund is due}\n      - {at: 1 day before, tell: owner, say: Now}")),
    ("FJ013.indent", steps(_ASK.replace("{Yes: go on}", "\n   ‹⇒ ›Yes: go on\n    No: go on\n    Maybe: go on"))),
    ("FJ011.none", steps("- wait_for: [return received]\n  until‹⇒:› send_back_by\n  if_too_late: go on")),
    ("FJ011.none", top("settings:", "settings‹⇒:›")),
    ("FJ011.space", top("one_case_per: return", "one_case_per:‹⇒ ›return")),
    ("FJ013.below", top("  send_back_by:\n    law: return shipment", "  send_back_by:\n  ‹⇒  ›law: return shipment")),
    ("FJ013.below", steps(_ASK.replace("answers: {Yes: go on}", "answers:\n  ‹⇒  ›Yes: go on"))),
    ("FJ013.dash", steps("- if: order.country is DK\n  then:‹ - ⇒\n    - ›send: hello")),
    ("FJ004.line", steps("‹- wait_for: [return received]\n⇒›- wait_for: [return received]\n  until: send_back_by\n  if_too_late: go on")),
    ("FJ013.top", HEAD.replace("steps:\n", "‹  ⇒›steps:\n") + _DONE),
    ("FJ020.block", HEAD.replace("settings:\n", "stops_when:\n  return cancelled by customer: [{end: x}]\n‹⇒settings:\n›") + _DONE),
    ("FJ020.block", HEAD.replace("deadlines:\n", "‹⇒deadlines:\n›") + _DONE),
    ("FJ013.indent", steps("- wait_for: [return received]\n  ‹ ⇒›until: send_back_by\n  if_too_late: go on")),
    ("FJ020.answers", steps(_ASK.replace("\n  answers: {Yes: go on}", "‹⇒\n  answers: {Yes: go on}›"))),
    ("FJ020.empty", steps("- send: hello\n  attach:‹⇒ [label]›")),
    ("FJ020.empty", steps(_ASK.replace("{Yes: go on}", "\n    Yes:‹⇒ go on›"))),
    ("FJ020.field", steps("- tell: owner‹⇒\n  say: Please look at this case›")),
    ("FJ020.field", top("about: One sentence.\n", "‹⇒about: One sentence.\n›")),
    ("FJ020.file", "‹# nothing yet\n⇒" + HEAD + _DONE + "›"),
    ("FJ021.alarm", top("- {at: 3 days before, tell: owner, say: The refund is due}", "- ‹owner⇒{at: 3 days before, tell: owner, say: The refund is due}›")),
    ("FJ021.beside", steps("- wait_for: [return received]\n  until: send_back_by\n  meanwhile: [‹hello⇒{every: 3 days, send: hello}›]\n  if_too_late: go on")),
    ("FJ021.file", "‹all of this is text\n⇒" + HEAD + _DONE + "›"),
    ("FJ021.kind", steps("- send: ‹[hello]⇒hello›")),
    ("FJ021.kind", steps(_ASK.replace("{Yes: go on}", "‹Yes⇒{Yes: go on}›"))),
    ("FJ021.lines", steps("- for_each: line in ‹order.number⇒return.lines›\n  steps: [{send: hello}]")),
    ("FJ021.loop", steps("- for_each: ‹all lines⇒line in return.lines›\n  steps: [{send: hello}]")),
    ("FJ021.name", steps("- do: refund\n  amount: 5 DKK\n  remember_as: ‹My Label⇒my_label›")),
    ("FJ021.retry", steps("- do: refund\n  amount: 5 DKK\n  try_again: ‹often⇒3 times, 1 hour apart›")),
    ("FJ021.retry", steps("- do: refund\n  amount: 5 DKK\n  try_again: ‹0 times, 1 hour apart⇒3 times, 1 hour apart›")),
    ("FJ021.setting", top("{question: Do you pay?, type: yes or no, value: no}", "‹no⇒{question: Do you pay?, type: yes or no, value: no}›")),
    ("FJ021.step", steps("- ‹[hello]⇒send: hello›")),
    ("FJ021.step_text", steps("- ‹nothing more⇒send: hello›")),
    ("FJ021.steps", HEAD.replace("steps:\n", "steps: ‹end it⇒[{end: done}]›\n")),
    ("FJ021.stored", steps("- remember: {return.deduction: ‹[5 DKK]⇒5 DKK›}")),
    ("FJ021.subject", top("one_case_per: return", "one_case_per: ‹parcel⇒return›")),
    ("FJ021.taken", steps("- for_each: ‹order⇒line› in return.lines\n  steps: [{send: hello}]")),
    ("FJ021.type", top("type: duration", "type: ‹time⇒duration›")),
    ("FJ021.type", top("type: duration", "type: ‹durtaion⇒duration›")),
    ("FJ021.yes_no", steps("- send: hello\n  at_once: ‹ja⇒yes›")),
    ("FJ021.yes_no", steps("- send: hello\n  at_once: ‹True⇒yes›")),
    ("FJ024", steps("- ‹mail⇒send›: hello")),
    ("FJ024", steps("- ‹sned⇒send›: hello")),
    ("FJ024.beside", steps("- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - ‹ask⇒send›: hello\n      at: 4 days before send_back_by\n  if_too_late: go on")),
    ("FJ025", steps("- send: hello\n‹  ⇒- ›end: done", "")),
    ("FJ025.timing", steps("- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - at: 4 days before send_back_by\n‹      every: 2 days\n⇒›      send: hello\n  if_too_late: go on")),
    ("FJ026", steps("- wait_for: [return received]\n  ‹unitl⇒until›: send_back_by\n  if_too_late: go on")),
    ("FJ026", steps("- tell: owner\n  ‹message⇒say›: Look")),
    ("FJ026", steps("- send: hello‹\n  to: owner⇒›")),
    ("FJ026.other", steps("- send: hello\n‹⇒- wait_for: [return received]\n›  until: send_back_by\n  if_too_late: go on")),
    ("FJ030.start", top("starts_when: return requested", "starts_when: ‹hello sent⇒return requested›")),
    ("FJ030.unknown", top("starts_when: return requested", "starts_when: ‹return reqested⇒return requested›")),
    ("FJ030.unknown", steps("- wait_for: [‹the parcel comes⇒return received›]\n  until: send_back_by\n  if_too_late: go on")),
    ("FJ031.unknown", steps("- send: ‹helo⇒hello›")),
    ("FJ031.unknown", steps("- send: ‹farewell⇒hello›")),
    ("FJ031.unsent", steps("- wait_for: [‹bye sent⇒return received›]\n  until: send_back_by\n  if_too_late: go on")),
    ("FJ031.unsent", top("done_when: refund issued", "done_when: ‹bye sent⇒refund issued›")),
    ("FJ032.unknown", steps("- tell: ‹return team⇒returns team›\n  say: Look")),
    ("FJ032.unknown", steps("- tell: ‹the boss⇒owner›\n  say: Look")),
    ("FJ033.unknown", steps("- do: ‹refnd⇒refund›\n  amount: 5 DKK")),
    ("FJ033.unknown", steps("- do: ‹pay money⇒refund›\n  amount: 5 DKK")),
    ("FJ034.circle", HEAD + "  - run: ‹Sample⇒Other›\n"),
    ("FJ034.unknown", HEAD + "  - run: ‹Othr⇒Other›\n"),
    ("FJ035.unknown", steps("- if: ‹settings.free_retrun⇒settings.free_return› is yes\n  then: go on")),
    ("FJ035.unknown", steps("- wait: ‹settings.mail_days⇒settings.post_days›")),
    ("FJ035.unused", top("settings:\n", "settings:\n‹  shoe_size: {question: How big?, type: number, value: 44}\n⇒›")),
    ("FJ036.unknown", top("law: return shipment", "law: ‹return shipmnt⇒return shipment›")),
    ("FJ036.unknown", top("law: return shipment", "law: ‹fourteen days⇒return shipment›")),
    ("FJ040", steps("- wait_for: [return received]‹⇒\n  until: send_back_by›\n  if_too_late: go on")),
    ("FJ041.field", steps(_ASK.replace("\n  answer_within: 2 days", "‹⇒\n  answer_within: 2 days›"))),
    ("FJ041.field", steps(_ASK.replace("\n  if_too_late: go on", "‹⇒\n  if_too_late: go on›"))),
    ("FJ042.better", steps("- wait: ‹two days⇒2 days›")),
    ("FJ042.better", steps("- wait: ‹P3D⇒3 days›")),
    ("FJ042.better", steps(_ASK.replace("2 days", "‹48h⇒48 hours›"))),
    ("FJ042.unit", steps("- wait: 2 ‹blinks⇒days›")),
    ("FJ042.unknown", top("value: 10 days", "value: ‹soon⇒10 days›")),
    ("FJ042.unknown", steps(_ASK.replace("2 days", "‹0 days⇒2 days›"))),
    ("FJ043.unknown", steps("- wait: until ‹sendback_by⇒send_back_by›")),
    ("FJ043.unknown", steps(_WAIT.replace("send_back_by", "‹christmas⇒send_back_by›"))),
    ("FJ044.alarm", top("3 days before", "‹3 days⇒3 days before›")),
    ("FJ044.length", steps(_WAIT.replace("send_back_by", "‹14 days⇒14 days from now›"))),
    ("FJ044.side", steps("- wait: 2 days ‹after⇒from› now")),
    ("FJ044.unknown", steps(_WAIT.replace("send_back_by", "‹2026-12-24⇒send_back_by›"))),
    ("FJ045.fixed", steps("- remember: {‹settings.post_days⇒remembered.days›: 3 days}")),
    ("FJ045.fixed", steps(_ASK + "\n  fills: [‹send_back_by⇒return.inspection›]")),
    ("FJ045.unknown", steps("- if: ‹order.contry⇒order.country› is DK\n  then: go on")),
    ("FJ045.unknown", steps("- if: ‹weather.sun⇒order.country› is DK\n  then: go on")),
    ("FJ046.form", steps("- if: ‹order.country DK⇒order.country is DK›\n  then: go on")),
    ("FJ046.several", steps("- if: order.country ‹is⇒is one of› DK, SE\n  then: go on")),
    ("FJ046.sign", steps("- if: order.country ‹==⇒is› DK\n  then: go on")),
    ("FJ046.sign", steps("- if: order.country is DK ‹&&⇒and› order.days_late > 3\n  then: go on")),
    ("FJ047.currency", steps("- if: return.refund_total > ‹5000⇒5000 DKK›\n  then: go on")),
    ("FJ047.currency", steps("- do: refund\n  amount: ‹50⇒50 DKK›")),
    ("FJ048.choice", steps("- if: complaint.decision is ‹refnd⇒refund›\n  then: go on")),
    ("FJ048.choice", steps("- if: complaint.decision is ‹bananas⇒refund›\n  then: go on")),
    ("FJ048.fields", steps("- if: return.refund_total > ‹order.number⇒order.paid_total›\n  then: go on")),
    ("FJ048.given", steps("- remember: {return.statutory: ‹perhaps⇒yes›}")),
    ("FJ048.given", top("type: yes or no, value: no", "type: yes or no, value: ‹nej⇒no›")),
    ("FJ048.length", steps("- wait: ‹settings.free_return⇒settings.post_days› after send_back_by")),
    ("FJ048.moment", steps("- wait: 2 days after ‹order.number⇒notice.received_at›")),
    ("FJ048.never", steps("- if: order.country is DK ‹and⇒or› order.country is SE\n  then: go on")),
    ("FJ048.order", steps("- if: order.number ‹> 5⇒is set›\n  then: go on")),
    ("FJ048.value", steps("- if: order.country is ‹Denmark⇒DK›\n  then: go on")),
    ("FJ049.both", top("    law: return shipment", "    law: return shipment‹\n    due: 1 day after case.opened_at⇒›")),
    ("FJ049.circle", own_clock("kind: goal\n    due: 1 day after ‹send_back_by⇒case.opened_at›")),
    ("FJ049.due", own_clock("kind: goal‹⇒\n    due: 1 working day after case.opened_at›")),
    ("FJ049.kind", own_clock("kind: ‹gaol⇒goal›\n    due: 1 day after case.opened_at")),
    ("FJ049.law", own_clock("kind: legal‹⇒\n    law: return shipment›")),
    ("FJ049.legal", own_clock("law: return shipment‹\n    kind: goal⇒›")),
    ("FJ049.nothing", top("send_back_by:\n    law: return shipment", "send_back_by:‹⇒\n    law: return shipment›")),
    ("FJ049.own", own_clock("due: 1 day after case.opened_at‹⇒\n    kind: goal›")),
    ("FJ049.start", own_clock("done_when: refund issued‹⇒\n    law: return shipment›")),
    ("FJ061.after", steps("- end: done‹\n- send: hello⇒›", "")),
    ("FJ061.ways", steps("- if: order.country is DK\n  then: [{end: a}]\n  else: [{end: b}]‹\n- send: hello⇒›", "")),
    ("FJ061.ways", steps(_ASK.replace("{Yes: go on}", "{Yes: [{end: a}], No: [{run: Other}]}") + "‹\n- end: done⇒›", "")),
    ("FJ061.together", steps("- together:\n    - - ‹end: done⇒send: hello›\n    - - send: hello")),
    ("FJ062.legal", top("    warn:\n      - {at: 3 days before, tell: owner, say: The refund is due}\n", "‹⇒    warn:\n      - {at: 3 days before, tell: owner, say: The refund is due}\n›")),
    ("FJ062.own", top("    law: return shipment", "    kind: goal\n    due: 1 day after case.opened_at‹⇒\n    warn: [{at: 3 hours before, tell: owner, say: x}]›")),
    ("FJ063.block", steps("- wait_for: [return received]\n  until: send_back_by\n  if_too_late:\n    - send: hello‹⇒\n    - go on›")),
    ("FJ063.main", steps("- send: hello‹⇒\n- end: done›", "")),
    ("FJ063.main", steps("- ‹go on⇒end: done›", "")),
    ("FJ080", top("One sentence.", "‹sk_live_abcdef1234567890⇒One sentence.›")),
)  # fmt: skip

SHOPS: tuple[tuple[str, str], ...] = (
    ("FJ004.person", SHOP.replace("teams: {returns team", "teams: {‹Mads⇒Mads's team›: [Mads], returns team")),
    ("FJ020.field", SHOP.replace("name: Nordlys\n", "‹⇒name: Nordlys\n›", 1)),
    ("FJ020.empty", SHOP.replace("country: DK", "country:‹⇒ DK›")),
    ("FJ021.choice", SHOP.replace("to me only", "‹to me⇒to me only›")),
    ("FJ021.day", SHOP + "closed_days: [‹2026-02-30⇒2026-03-02›]\n"),
    ("FJ021.form", SHOP.replace("{DK: [da]}", "{DK: ‹da⇒[da]›}")),
    ("FJ021.form", SHOP + "closed_days: [‹24 Dec⇒2026-12-24›]\n"),
    ("FJ021.hours", SHOP + "hours: ‹Mon-Fri 17:00-9:00⇒Mon-Fri 9:00-17:00›\n"),
    ("FJ021.span", SHOP.replace("{email: anna@nordlys.example}", "{email: anna@nordlys.example, away: [{from: 2026-12-05, to: ‹2026-12-03⇒2026-12-08›, stand_in: Mads}]}")),
    ("FJ021.time", SHOP + "contact_hour: ‹25:00⇒10:00›\n"),
    ("FJ021.zone", SHOP.replace("Europe/Copenhagen", "‹Europe/Kopenhagen⇒Europe/Copenhagen›")),
    ("FJ026", SHOP.replace("address: Havnegade", "‹adress⇒address›: Havnegade", 1)),
    ("FJ032.unknown", SHOP.replace("owner: Anna", "owner: ‹Ana⇒Anna›")),
    ("FJ032.self", SHOP.replace("{email: anna@nordlys.example}", "{email: anna@nordlys.example, away: [{from: 2026-12-05, to: 2026-12-08, stand_in: ‹Anna⇒Mads›}]}")),
    ("FJ035.answer", SHOP + "settings: {Other: {‹free: no⇒›}}\n"),
    ("FJ035.playbook", SHOP + "settings: {‹Othr⇒Other›: {}}\n"),
    ("FJ047.code", SHOP + "goodwill: {‹kr⇒DKK›: 50}\n"),
    ("FJ050.none", SHOP.replace("{DK: [da]}", "{DK: [‹dk⇒da›]}")),
    ("FJ055.country", SHOP.replace("{DK: [da]}", "{DK: [da]‹, XX: [da]⇒›}")),
    ("FJ080", SHOP.replace("from: hej", "password: ‹hunter2⇒secret mail_password›, from: hej")),
)  # fmt: skip

_MAIL = "---\nsubject: Hej\nkind: service\n---\nHej {{ order.number }}\n\n"
MESSAGES: tuple[tuple[str, str], ...] = (
    ("FJ051.message", _MAIL.replace("subject: Hej\n", "‹⇒subject: Hej\n›") + "Svar på denne mail.\n"),
    ("FJ052", _MAIL.replace("{{ order.number }}", "{% if order.number %}‹{{ order.number }}{% endif %}⇒{% endif %}{{ order.number }}›") + "Svar på denne mail.\n"),
    ("FJ053.field", _MAIL + "{{ ‹order.numbr⇒order.number› }} Svar på denne mail.\n"),
    ("FJ053.filter", _MAIL + "{{ order.placed_at | ‹money⇒moment› }} Svar på denne mail.\n"),
    ("FJ053.line", _MAIL + "{% for line in return.lines %}\n- {{ line.‹colour⇒name› }}\n{% endfor %}\nSvar på denne mail.\n"),
    ("FJ053.loop", _MAIL + "{% for line in ‹order.number⇒return.lines› %}\n- {{ line.name }}\n{% endfor %}\nSvar på denne mail.\n"),
    ("FJ053.template", _MAIL + "{{ order.number ‹⇒}}› Svar på denne mail.\n"),
    ("FJ053.text", _MAIL + "{{ order.channel‹ | date⇒› }} Svar på denne mail.\n"),
    ("FJ056", _MAIL + "Pengene kommer inden for ‹14 dage⇒den frist, vi viser›. Svar på denne mail.\n"),
    ("FJ071", _MAIL + "Klag her: ‹https://ec.europa.eu/consumers/odr⇒{{ shop.dispute_body }}›. Svar på denne mail.\n"),
    ("FJ072", _MAIL + "‹Fragtfirmaet har mistet pakken.⇒Pakken er væk, og det er vores ansvar.› Svar på denne mail.\n"),
    ("FJ073", _MAIL + "‹Vi har modtaget din mail.⇒Svar på denne mail.›\n"),
    ("FJ074", _MAIL.replace("kind: service", "kind: ‹statutory⇒marketing›") + "Få 10 % rabat på dit næste køb. Svar på denne mail.\n"),
)  # fmt: skip

_STORY = "playbook: Sample\nstories:\n  - story: One\n    happens:\n      - {happens}\n    expect:\n      - {expect}\n"


def story(happens: str = "nobody answers", expect: str = "case ends: done") -> str:
    """A story with these two lines."""
    return _STORY.replace("{happens}", happens).replace("{expect}", expect)


STORIES: tuple[tuple[str, str], ...] = (
    ("FJ032.answerer", story("day 1: ‹ownr⇒owner› answers Yes")),
    ("FJ057.answer", story("day 1: owner answers ‹Maybe⇒Yes›")),
    ("FJ057.date", story(expect="refund_by falls on: ‹2026-12-32⇒2026-12-31›")),
    ("FJ057.day", story("‹dya 6⇒day 6›: return received")),
    ("FJ057.expect", story(expect="‹nevr⇒never›: refund")),
    ("FJ057.follows", story(expect="never: ‹refnud⇒refund›")),
    ("FJ057.happens", story("‹return received⇒day 1: return received›")),
    ("FJ057.result", story(expect="case ends: ‹bananas⇒done›")),
    ("FJ057.sentence", story("day 7: ‹[return received]⇒return received›")),
    ("FJ057.state", story(expect="refund_by is: ‹mett⇒met›")),
    ("FJ057.step", story("day 1: ‹askng⇒asking› is skipped")),
)
STORY_PLAYBOOK = steps(_ASK + "\n  name: asking\n- do: refund\n  amount: 5 DKK")

ELSEWHERE = {
    "FJ007.letters": "test_a_file_that_is_not_utf_8_is_told_with_its_line",
    "FJ034.circle": "test_playbooks_that_run_each_other_in_a_circle_are_told_once",
    "FJ050": "test_a_language_that_is_sold_to_and_missing_is_told_once_at_the_send",
    "FJ051.shop": "test_a_folder_without_shop_yaml_is_told",
    "FJ055.rule": "test_a_rule_that_one_country_lacks_is_told_where_the_clock_stands",
    "FJ055.unverified": "test_unconfirmed_rules_must_be_accepted",
    "FJ060": "test_reviews",
    "FJ070": "test_a_demand_for_the_original_packaging_is_found",
}
"""Kinds that need more than one file, and the tests that show them."""
OTHER_WITH_CLOCK = OTHER.replace(
    "steps:",
    "deadlines:\n  refund_by:\n    law: refund after withdrawal\n    warn: [{at: 3 days before, tell: owner, say: x}]\nsteps:",
)
