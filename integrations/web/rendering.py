"""From a template and what is to be shown to a page, with the words, dates and form guard of its reader."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.law.wording import unbroken
from integrations.web.dates import Dates
from integrations.web.headlines import headline
from integrations.web.languages import language_for, words_in
from integrations.web.needs import Needs

MOST = 500
"""How many of anything a page lists; it says so when there are more."""

_COOKIE = "fjorten_form"
_KEY = secrets.token_bytes(32)
"""New with each start: a form from before is sent once more, and nobody can make one up."""


def page(request: Request, template: str, status: int = 200, **shown: Any) -> Response:
    """The page, in the reader's language; the form guard's cookie goes along."""
    needs: Needs = request.app.state.needs
    language = language_for(request)
    guard = request.cookies.get(_COOKIE) or secrets.token_urlsafe(24)
    told = {
        "w": words_in(language),
        "language": language,
        "dates": Dates(language, needs.shop().time_zone),
        "shop": needs.shop(),
        "operators": needs.operators,
        "path": request.url.path,
        "token": _token(guard),
        "most": MOST,
    }
    answer = HTMLResponse(unbroken(_environment().get_template(template).render(told | shown)), status)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.set_cookie(_COOKIE, guard, httponly=True, samesite="strict", path="/")
    return answer


def is_our_form(request: Request, form: dict[str, str]) -> bool:
    """Whether a form was filled in on a page that we gave to this browser."""
    guard = request.cookies.get(_COOKIE, "")
    return bool(guard) and hmac.compare_digest(_token(guard).encode(), form.get("token", "").encode())


def _token(guard: str) -> str:
    return hmac.new(_KEY, guard.encode(), hashlib.sha256).hexdigest()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("integrations.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = _moment
    made.filters["headline"] = headline
    return made


def _moment(moment: Any, dates: Dates) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(dates.machine(moment), dates.moment(moment))
