"""The checker's sentences in English: what is wrong, and what to do where no ready line can be shown."""

from __future__ import annotations

from engine.language.words.sheet import Sheet

SHEET = Sheet.read(r"""
error: Error
warning: Warning
line: line
column: column
fix: Fix
more: and {count} more
indent: put {count} spaces before it: {line}
also: The same mistake shows in {count} other lines: {places}
away: take this line away
write: write {better}
change: {file}, line {line}
mended: Mended: {count}.
ready: Of these, fjorten check --fix can mend {count}.
sound: No mistakes in {file}.
all_sound: No mistakes. Playbooks that can be used: {count}.
FJ001: There is a TAB on {lines}; indents are made of spaces. => put two spaces in place of each TAB
FJ002: There is a hard space on {lines}, which looks like a space and is none. => delete it and press the space bar
FJ003.alias: "{found}" begins with *, which has a meaning of its own here. => put the text in quotes
FJ003.anchor: "{found}" begins with &, which has a meaning of its own here. => put the text in quotes
FJ003.directive: A line with % says how to read the file; it is not needed. => take the line away
FJ003.key: The name of a field must be one text. => write name: value
FJ003.merge: << is not used in playbooks. => write the fields out
FJ003.second: A second document begins here; a file holds one. => take the line with the three dashes away
FJ003.tag: "{found}" begins with !, which has a meaning of its own here. => put the text in quotes
FJ004.deadline: The deadline "{found}" is another one in the playbook "{other}", and one case can be in both. => use the same rule in both, or give one of them another name
FJ004.event: Two branches side by side wait for the same event. => let only one of them wait for it
FJ004.field: "{found}" is written twice, first in line {line}. => take one of the two away
FJ004.item: "{found}" is written twice, first in line {line}. => begin a new entry of the list with a dash (- {found}: …), or take one of the two away
FJ004.line: This line is written twice, again right below. => take one of the two lines away
FJ004.name: The name "{found}" is used twice, first in line {line}. => give each step a name of its own
FJ004.person: "{found}" is a person and a team. => give the team a name of its own
FJ004.step: "{found}" is written twice, first in line {line}. => begin a new step with a dash (- {found}: …), or take one of the two away
FJ004.title: The playbook in {file} has the title "{found}" too. => give each playbook a title of its own
FJ005: A text that begins with two curly brackets needs quotes. => put the text in quotes
FJ006.cut: The text ends before "{rest}": # with a space before it begins a comment. => put the whole text in quotes, or put a space behind the #
FJ006.nothing: Nothing is left of this text: "{rest}" is a comment, because it begins with #. => put the text in quotes
FJ007.deep: The blocks stand inside each other more than 50 levels deep. => use fewer levels
FJ007.large: The file has {size} kB; 256 kB is the most. => split it into several playbooks
FJ007.letters: The file is not written in UTF-8. => save it as UTF-8 in your editor
FJ007.sign: There is a sign here that cannot be seen ({sign}). => delete it
FJ008.behind: Something stands behind the closing bracket. => put the whole text in quotes, or take it away
FJ008.bracket: This bracket is opened and not closed. => put the missing bracket
FJ008.condition: A bracket of this condition has no partner. => put the missing bracket, or take this one away
FJ008.escape: \ has a meaning of its own between these quotes. => use single quotes
FJ008.extra: There is one bracket or comma too many. => take it away
FJ008.inside: The quote ends before the text does. => use the other kind of quotes around the whole text
FJ008.quote: This quote is opened and not closed. => put the same quote at the end of the text
FJ010.colon: There is a colon with a space inside this text. => put the text in quotes
FJ010.sign: A text cannot begin with "{found}" unless it stands in quotes. => put the text in quotes
FJ011.dash: The dash at the beginning of this line is missing. => put a dash and a space before it
FJ011.none: This line is no field: it has no colon. => write name: value, or take the line away
FJ011.space: There is no space after the colon. => put a space after the colon
FJ013.below: What belongs to "{found}" does not begin further in than "{found}" itself. => put two more spaces before the lines that belong to it, or begin it two spaces further out
FJ013.dash: A list begins on a line of its own. => begin a new line before the dash
FJ013.indent: This line begins at a place where no line above begins. => begin it exactly below the line that it belongs to
FJ013.top: "{found}" begins too far in; it stands at the very beginning of its line. => take the spaces before it away
FJ020.answers: The question has neither answers nor fields to fill. => write answers: with one line for each
FJ020.block: The line "{found}:" is missing above "{entry}". =>
FJ020.empty: Nothing stands behind "{found}". => write {wanted} behind it, or take it away
FJ020.field: "{found}" is missing in {owner}. => {found}: {example}
FJ020.file: The file is empty. => write a playbook, or delete the file
FJ021.alarm: A warning says when (at), whom (tell) and what (say). => write at, tell and say, each on a line
FJ021.beside: Here stands a step with a time: at or every, and send or tell. => write send: or tell: with at:
FJ021.choice: "{found}" is not possible for {field}.{similar} => write one of: {known}
FJ021.day: "{found}" in {field} is no day of the calendar. => write it like 2026-12-24
FJ021.file: The file holds no fields. => begin it with playbook: and a name
FJ021.form: {field} takes {wanted}. => write it like {example}
FJ021.hours: "{found}" are no hours. => write them like Mon-Fri 9:00-17:00
FJ021.kind: "{field}" takes {wanted}. => {example}
FJ021.lines: {path} is a {type}, and no list of lines. => name a list, such as return.lines
FJ021.loop: "{found}" does not say what is gone through. => for_each: line in return.lines
FJ021.name: "{found}" cannot be a name here: small letters, digits and _ only. => write it in small letters, with _ for a space
FJ021.retry: "{found}" does not say how often and how far apart. =>
FJ021.setting: The setting "{found}" needs a question, a type and a value. => write each on a line below it
FJ021.span: The absence ends ({to}) before it begins ({begin}). => write the first day behind from, and the last one behind to
FJ021.step: Here a step is needed. => begin it with one of the verbs, such as send:
FJ021.step_text: "{found}" is no step.{similar} => begin it with one of the verbs, such as send:, or write go on
FJ021.steps: The steps of a playbook are a list. => begin each step with a dash
FJ021.stored: "{field}" is stored as one text. => write one value behind it
FJ021.subject: There cannot be one case per "{found}".{similar} => write one of: {known}
FJ021.taken: "{found}" is the name of a part of the case already. => use another name, such as line
FJ021.time: "{found}" is no time of the day. => write it like 10:00
FJ021.type: "{found}" is no type of a setting.{similar} => write one of: {known}
FJ021.yes_no: "{field}" is yes or no, not "{found}". => {field}: yes
FJ021.zone: "{found}" is no time zone. => write it like Europe/Copenhagen
FJ024: "{found}" is no kind of step.{similar} => begin the step with one of: {known}
FJ024.beside: While a case waits, only send and tell can stand here. => write send: or tell:
FJ025: A step has one verb, and here are two: "{first}" and "{second}". => begin a new step with a dash before the second
FJ025.timing: Something is sent at a moment or every so often, not both. => take at or every away
FJ026: "{found}" is not known in {owner}.{similar} => take it away, or use one of: {known}
FJ026.other: "{found}" is not known in {owner}; it belongs to a step that begins with {verb}. => write the missing line above it: - {verb}: …
FJ030.start: "{found}" comes out of a case; it cannot begin one. => write an event from outside, such as return requested
FJ030.unknown: There is no event "{found}".{similar} => write one of the events, such as: {known}
FJ031.unknown: There is no message "{found}".{similar} => write it in the folder messages/{found}, one file a language
FJ031.unsent: No playbook sends the message "{found}", so "{event}" never happens. => send it in a step, or name another event
FJ032.answerer: No question, person or team is called "{found}".{similar} => write the name of the question, or who is asked: {known}
FJ032.self: "{found}" cannot be the stand-in of "{found}". => name somebody else
FJ032.unknown: There is no person or team "{found}" in shop.yaml.{similar} => write one of: {known}
FJ033.unknown: No integration makes "{found}".{similar} => write one of: {known}
FJ034.circle: The playbooks run each other in a circle: {circle}. => end one of them without run
FJ034.unknown: There is no playbook "{found}".{similar} => write one of: {known}
FJ035.answer: The playbook "{title}" has no setting "{found}".{similar} => take it away, or use the name of one of its settings
FJ035.playbook: There is no playbook "{found}" to answer questions of.{similar} => use a playbook's title
FJ035.unknown: There is no setting "{found}" in this playbook.{similar} => name one of its settings: {known}
FJ035.unused: Nothing asks for the setting "{found}". => use it as settings.{found}, or take it away
FJ036.unknown: The law catalogue has no rule "{found}".{similar} => write one of: {known}
FJ040: A wait_for needs an end: until when do you wait? => until: {example}
FJ041.field: A question needs {found}: what happens when nobody answers? => {found}: {example}
FJ042.better: "{found}" is not a length of time as it is written here. =>
FJ042.unit: "{unit}" is not a unit of time. => use minutes, hours, days, weeks, months, working hours or working days
FJ042.unknown: "{found}" is not a length of time. => write a number and a unit, such as 3 days
FJ043.unknown: There is no deadline "{found}" in this playbook.{similar} => name one of its deadlines ({known}) or a date of the case, such as notice.received_at
FJ044.alarm: "{found}" does not say how long before the deadline. =>
FJ044.length: "{found}" is a length of time, but a moment is needed: counted from what? =>
FJ044.side: "{found}" mixes up before, after and from: one counts "from now", and "after" everything else. =>
FJ044.unknown: "{found}" is not a moment. => write it like 4 days before send_back_by
FJ045.fixed: A case cannot store anything under "{found}": that comes from elsewhere. => use another field of the case, or one of your own, such as remembered.note
FJ045.unknown: The case has no field "{found}".{similar} => use a field of the catalogue, such as order.number
FJ046.form: "{found}" cannot be read as a condition. => write a field, a comparison and a value, such as "order.country is DK"
FJ046.several: "{found}" is more than one value. =>
FJ046.sign: "{found}" is a sign of programming languages; a playbook says it in words. =>
FJ047.code: "{found}" is no currency. => write it in three capital letters, such as DKK
FJ047.currency: "{found}" is a number, but {path} is money: {found} of what? =>
FJ048.choice: "{found}" is not among the choices of {path}.{similar} => write one of: {known}
FJ048.fields: {path} is a {type}, but {other} is a {other_type}. => compare two fields of one kind
FJ048.given: "{found}" does not fit {field}, which is a {type}. => {remedy}
FJ048.length: {path} is a {type}, and no length of time. => name a setting that is a duration
FJ048.moment: {path} is a {type}, and no point in time. => name a date, a moment or a deadline
FJ048.never: This can never be true: {path} cannot be two things at once. => join the two with or, or write: {path} is one of {known}
FJ048.order: {path} is a {type}; it cannot be compared by "{sign}". => use "is" or "is not"
FJ048.value: "{found}" cannot be compared with {path}, which is a {type}. => write {example}
FJ049.both: A clock of the law has its length from there; due is for a clock of your own. => take due away
FJ049.circle: The clock "{found}" counts from itself: {circle}. => let it count from a moment of the case, such as case.opened_at
FJ049.due: This clock does not say when it ends. => due: 1 working day after case.opened_at
FJ049.kind: "{found}" is no kind of clock.{similar} => write goal, goodwill or promise
FJ049.law: A legal clock needs the rule of the law. => law: refund after withdrawal
FJ049.legal: A clock with law is a legal one. => take kind away
FJ049.nothing: The deadline "{found}" says nothing. => write law: or kind: and due: below it
FJ049.own: A clock of your own says whether it is a goal, a promise or goodwill. => kind: goal
FJ049.start: This clock says neither what law it follows nor when it ends. => law: refund after withdrawal
FJ050: The message {message} is not written in {missing}, and you sell to customers who read that. => write {files}
FJ050.none: No message is written in "{missing}", and you sell to customers who read that.{similar} => write one of: {known}, or write every message in {missing} too
FJ051.message: The message cannot be read: {what} => {remedy}
FJ051.shop: There is no shop.yaml in this folder. => make one with fjorten init
FJ052: Every customer has to read {path} in this message ({playbook} says so in must_show). => show it outside of every if: {{{{ {path} }}}}
FJ053.field: No case of the playbook "{playbook}" has a field "{found}".{similar} => use a field of the catalogue
FJ053.filter: {found} is a {type}; {filter} cannot write it. => write {{{{ {found} | {fit} }}}}
FJ053.line: A line of an order has no field "{found}".{similar} => write one of: {known}
FJ053.loop: {found} is a {type}, and no list of lines to go through. => go through return.lines
FJ053.template: {what} => {remedy}
FJ053.text: {found} is a {type}; {filter} cannot write it. => write {{{{ {found} }}}}
FJ055.country: The law of {country} is not known here. => sell to one of: {known}
FJ055.rule: You sell to {countries}, whose law has no rule "{law}". => use a clock of your own (kind: goal, and due:), or leave the country out with only_if
FJ055.unverified: The rules of {country} rest on sources that nobody has confirmed. => accept_unverified: [{country}]
FJ056: "{found}" is a fixed time in the text, but the case counts it itself ({known}). => show the date that is counted, such as {{{{ {clock} | date }}}}
FJ057.answer: {who} cannot answer "{found}" in this playbook.{similar} => write one of: {known}
FJ057.date: "{found}" is no day of the calendar. => write it like 2026-12-28
FJ057.day: "{found}" is no day of a story. => write {known}
FJ057.expect: "{found}" does not say what has to follow.{similar} => begin with {known}, never, once, case ends, or a deadline that falls on a date or is met
FJ057.follows: "{found}" cannot follow.{similar} => write a message that is sent, a person who is asked or told, or a step such as refund
FJ057.happens: "{found}" does not say when it happens.{similar} => begin with a day (day 6: return received), or write refund fails 2 times, or nobody answers
FJ057.result: No case of this playbook ends as "{found}".{similar} => write one of: {known}
FJ057.sentence: This is no sentence of a story. => write it like day 6: return received
FJ057.state: A deadline is never "{found}".{similar} => write one of: {known}
FJ057.step: No step of this playbook has the name "{found}".{similar} => write one of: {known}
FJ060: Only some customers are asked for a review ("{found}" is sent in one branch only). => send it behind the branches, the same for everybody
FJ061.after: Nobody gets here: {verb} before it has left the list. => take these steps away, or put them before
FJ061.together: {verb} cannot stand in branches side by side. => put it behind together
FJ061.ways: Nobody gets here: every way through the step "{verb}" before it ends. => take these steps away, or let one of the ways go on
FJ062.legal: Nobody is warned before the legal deadline "{found}" ends. => write warn: with at, tell and say
FJ062.own: Nobody is warned before "{found}" ends. => write warn: with at, tell and say
FJ063.block: The steps of {name} stop here without saying how the case goes on. => end the list with end, run or go on
FJ063.main: The {name} stop here, and the case would never end. => write end: and a result as the last step
FJ070: A complaint may not depend on the original packaging. => take the demand away; any box that protects the goods will do
FJ071: The platform behind {found} is closed since 20 July 2025; a link to it misleads. => take the link away, and name the complaints body: {{{{ shop.dispute_body }}}}
FJ072: "{found}" puts the blame on somebody else; for the customer it is your parcel. => say what happened and what you do about it
FJ073: This message says neither by when nor what comes next. => show a date, or say what happens next and what the customer can do
FJ074: "{found}" sells something, and this message is one that the law asks for. => take it away, or send it as a message of its own (kind: marketing)
FJ080: This looks like a secret, and files are shared and copied. => keep it as a secret, and write: secret {name}
""")
