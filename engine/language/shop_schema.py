"""Every field of shop.yaml, as a JSON Schema for the checker and for editors."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

HOURS = r"^\s*((Mon|Tue|Wed|Thu|Fri|Sat|Sun)(-(Mon|Tue|Wed|Thu|Fri|Sat|Sun))? \d{1,2}:\d\d-\d{1,2}:\d\d(,\s*|\s*$))+$"
_DATE = r"^\d{4}-\d\d-\d\d$"


def _text(about: str, *examples: str, **more: Any) -> Schema:
    return {"type": ["string", "number"], **_told(about, examples), **more}


def _told(about: str, examples: tuple[str, ...]) -> Schema:
    told: Schema = {"description": about, "markdownDescription": about}
    return {**told, "examples": list(examples)} if examples else told


def _form(about: str, pattern: str, wanted: str, example: str) -> Schema:
    return {"type": "string", "pattern": pattern, "errorMessage": wanted, **_told(about, (example,))}


def _choice(about: str, *choices: str) -> Schema:
    return {"type": "string", "enum": list(choices), **_told(about, (choices[0],))}


def _fields(about: str, properties: Schema, *required: str) -> Schema:
    block = {"type": "object", "properties": properties, "additionalProperties": False, **_told(about, ())}
    return {**block, "required": list(required)} if required else block


def _each(about: str, value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value, **_told(about, ())}


def _list(about: str, item: Schema) -> Schema:
    return {"type": "array", "items": item, **_told(about, ())}


def _date(about: str) -> Schema:
    return _form(about, _DATE, "a day such as 2026-12-24", "2026-12-24")


def _number(about: str, example: str) -> Schema:
    return {
        "type": ["string", "number"],
        "pattern": r"^\d+(\.\d+)?$",
        "errorMessage": "a number",
        **_told(about, (example,)),
    }


_HOURS = _form("When people work", HOURS, "hours such as Mon-Fri 9:00-17:00", "Mon-Fri 9:00-17:00")
_MAIL_ADDRESS = {"pattern": r"^[^@\s]+@[^@\s]+$", "errorMessage": "a mail address"}
_COUNTRY = _form("A country in two capital letters", r"^[A-Z]{2}$", "a country in two capital letters", "DK")
_LANGUAGE = _form("A language in two small letters", r"^[a-z]{2}$", "a language in two small letters", "da")
_SUMS = _each("An amount for each currency", _number("The amount", "50"))
_AWAY = _fields(
    "Days on which the person is away, both included, and who gets what would go to her",
    {"from": _date("The first day"), "to": _date("The last day"), "stand_in": _text("Who stands in", "Mads")},
    "from",
    "to",
    "stand_in",
)
_PERSON = _fields(
    "Somebody who answers questions and hears of alarms",
    {
        "email": _text("Where notes to this person go", "anna@shop.example", **_MAIL_ADDRESS),
        "language": _LANGUAGE,
        "hours": _HOURS,
        "away": _list("Holidays", _AWAY),
    },
    "email",
)
_MAIL = _fields(
    "The mail server and the addresses that mails carry",
    {
        "server": _text("Your mail server", "smtp.shop.example"),
        "port": {**_number("Its port", "587"), "pattern": r"^\d{1,5}$", "errorMessage": "a whole number"},
        "tls": _choice("How the connection is protected", "starttls", "tls", "none"),
        "user": _text("The name you log in with"),
        "password": _text("The name of a secret, never the password itself", "secret mail_password"),
        "from": _text("The sender that customers see", "Nordlys <hello@shop.example>"),
        "reply_to": _text("Where their answers go"),
        "archive": _text("An address that gets a copy of every mail"),
    },
    "server",
    "from",
)
_REFUNDS = _fields(
    "Who pays refunds, and how much may go without asking",
    {
        "by": _text("a person, or the words of an integration", "a person"),
        "limit_per_case": _SUMS,
        "limit_per_day": _SUMS,
    },
)
_REVIEWS = _fields(
    "Where every customer is asked how it was",
    {
        "link": _text("The page for reviews"),
        "after": _form("How long after the end", r"^\d+ days?$", "a number of days such as 1 day", "1 day"),
        "countries": _list("Where customers are asked", _COUNTRY),
    },
)
_TERMS = {"from": _date("The first day of this version"), "link": _text("Its address")}
_LINKS = _fields(
    "The shop's terms and its privacy notice",
    {"terms": _list("Each version of the terms", _fields("One version", _TERMS, "from", "link")), "privacy": _text("")},
)
_PROPERTIES: Schema = {
    "name": _text("What customers call the shop", "Nordlys"),
    "legal_name": _text("The company behind it", "Nordlys ApS"),
    "organisation_number": _text("The company's number in its register", "12345678"),
    "address": _text("The company's address", "Havnegade 1, 8000 Aarhus C"),
    "return_address": _text("Where parcels are sent back to", "Lagervej 1, 8200 Aarhus N"),
    "country": {**_COUNTRY, **_told("The shop's own country", ("DK",))},
    "time_zone": _text("The clock on your wall", "Europe/Copenhagen"),
    "email": _text("Where customers write to", "hello@shop.example", **_MAIL_ADDRESS),
    "phone": _text("Where customers call", "+45 70 12 34 56"),
    "contact_name": _text("Who signs the mails", "Freja"),
    "sells_to": _each("Each country you sell to, with its languages", {**_list("Languages", _LANGUAGE), "minItems": 1}),
    "accept_unverified": _list("Countries whose unconfirmed rules you accept", _COUNTRY),
    "sending": _choice("Where mails to customers really go", "to me only", "after my approval", "for real"),
    "paused": _choice("yes holds everything but statutory receipts", "no", "yes"),
    "mail": _MAIL,
    "owner": _text("Who hears of whatever matters most", "Anna"),
    "people": _each("Everybody who answers questions and hears alarms", _PERSON),
    "teams": _each("Names for several people", {**_list("The members", _text("A person", "Anna")), "minItems": 1}),
    "hours": _HOURS,
    "closed_days": _list("Days on which nobody works", _date("A day")),
    "contact_hour": _form(
        "When a mail goes out that is due on a day", r"^\d{1,2}:\d\d$", "a time such as 10:00", "10:00"
    ),
    "quiet_hours": _form(
        "No mails to customers then", r"^\d{1,2}:\d\d-\d{1,2}:\d\d$", "hours such as 21:00-08:00", "21:00-08:00"
    ),
    "refunds": _REFUNDS,
    "goodwill": _SUMS,
    "withdrawal_window": _form(
        "How long customers may return things", r"^\d+ days?$", "a number of days such as 30 days", "30 days"
    ),
    "reviews": _REVIEWS,
    "exemptions": _each("Goods that cannot be returned, by category, with the ground in the law", _text("The ground")),
    "links": _LINKS,
    "page_address": _text("Where customers reach the pages", "https://returns.shop.example"),
    "connections": _each("What Fjorten is connected to; secrets by name", _each("One connection", _text("A value"))),
    "settings": _each("Your answers to a playbook's questions", _each("Its answers", _text("The answer"))),
}
SHOP_SCHEMA: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "shop.yaml",
    "description": "Your shop: addresses, people, hours, limits",
    **_fields(
        "",
        _PROPERTIES,
        "name",
        "legal_name",
        "organisation_number",
        "address",
        "return_address",
        "country",
        "time_zone",
        "email",
        "phone",
        "contact_name",
        "sells_to",
        "sending",
        "mail",
        "owner",
        "people",
    ),
}
