"""The pages for staff: cases, the mailbox, events without a case, versions."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from itertools import groupby

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from engine.errors import FjortenError
from engine.rehearsal.publishing import say_in
from engine.rehearsal.telling import Teller
from engine.rehearsal.timeline import sentences
from engine.store.inbox import EventState, Outcome
from integrations.web.body import read_form
from integrations.web.languages import language_for, words_in
from integrations.web.mail_parts import take_apart
from integrations.web.needs import Needs
from integrations.web.questions import anchor, blanks, read_answer
from integrations.web.rendering import MOST, is_our_form, page

_MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


async def show_cases(request: Request) -> Response:
    """`GET /cases`: every case, the newest first."""
    return page(request, "cases.html", cases=await _needs(request).views.cases(MOST))


async def show_case(request: Request) -> Response:
    """`GET /cases/17`: where the case stands, what it asks, what has happened."""
    return await _case_page(request, status=200)


async def take_answer(request: Request) -> Response:
    """`POST /cases/17/answers`: a person answers a question."""
    needs, form = _needs(request), await read_form(request)
    number, words = request.path_params["case"], words_in(language_for(request))
    view = await needs.views.case(number)
    question = next((q for q in view.questions if q.key == form.get("question")), None) if view else None
    if view is None or not is_our_form(request, form):
        return await _case_page(request, 404 if view is None else 403, wrong=words["try_again"])
    if question is None:
        return await _case_page(request, 200, said=words["known_answer"])
    try:
        given = read_answer(question, form, words, needs.shop().time_zone)
        outcome = await needs.staff.answer(number, question.key, given)
    except FjortenError as error:
        return await _case_page(request, 400, wrong=str(error), form=form)
    return await _case_page(
        request, 200, said=words["taken" if outcome is Outcome.NEW else "known_answer"], hide=question.key
    )


async def show_mailbox(request: Request) -> Response:
    """`GET /mailbox`: every mail as it was written, of one case or language if one is asked for."""
    wanted, language = request.query_params.get("case", ""), request.query_params.get("language", "")
    case = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None  # noqa: PLR2004  # as far as numbers go
    mails = await _needs(request).mails.newest(case=case, language=language, limit=MOST)
    return page(request, "mailbox.html", mails=mails, case=wanted, chosen=language)


async def show_mail(request: Request) -> Response:
    """`GET /mailbox/5`: one mail as the customer sees it, its text part, its headers."""
    mail = await _needs(request).mails.mail(request.path_params["mail"])
    if mail is None:
        return _nowhere(request)
    return page(request, "mail.html", mail=mail, letter=take_apart(mail.body))


async def show_mail_html(request: Request) -> Response:
    """`GET /mailbox/5/html`: the HTML part alone, in a sandbox in which nothing runs and nothing is fetched."""
    mail = await _needs(request).mails.mail(request.path_params["mail"])
    if mail is None:
        return _nowhere(request)
    return Response(take_apart(mail.body).html, 200, {"Content-Security-Policy": _MAIL_POLICY}, "text/html")


async def show_unmatched(request: Request) -> Response:
    """`GET /unmatched`: the events that fit no case."""
    return await _unmatched_page(request, status=200)


async def take_assignment(request: Request) -> Response:
    """`POST /unmatched/9`: a person says which case an event belongs to."""
    form, words = await read_form(request), words_in(language_for(request))
    wanted = form.get("case", "").strip()
    if not is_our_form(request, form):
        return await _unmatched_page(request, 403, wrong=words["try_again"])
    case = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0  # noqa: PLR2004  # as far as numbers go
    if await _needs(request).views.case(case) is None:
        return await _unmatched_page(request, 400, wrong=words["no_such_case"].format(case=wanted))
    try:
        await _needs(request).staff.assign(request.path_params["event"], case)
    except FjortenError as error:
        return await _unmatched_page(request, 400, wrong=str(error))
    return await _unmatched_page(request, 200, said=words["assigned"].format(case=case))


async def show_versions(request: Request) -> Response:
    """`GET /versions`: what new cases follow since when, and what differs in the shop's folder."""
    needs, language = _needs(request), language_for(request)
    history, draft = await needs.versions.history(), await needs.versions.draft(language)
    by_playbook = [(title, list(group)) for title, group in groupby(history, key=lambda one: one.playbook)]
    return page(request, "versions.html", playbooks=by_playbook, draft=draft, say=partial(say_in, language))


async def show_style(_: Request) -> Response:
    """`GET /style.css`: how the pages look."""
    text = files("integrations.web").joinpath("static", "style.css").read_text("utf-8")
    return Response(text, 200, {"Cache-Control": "max-age=3600"}, "text/css")


async def go_to_cases(_: Request) -> Response:
    """`GET /`: the cases are the way in."""
    return RedirectResponse("/cases", 303)


def _needs(request: Request) -> Needs:
    needs: Needs = request.app.state.needs
    return needs


def _nowhere(request: Request) -> Response:
    return page(request, "nowhere.html", 404)


async def _case_page(
    request: Request,
    status: int,
    *,
    said: str = "",
    wrong: str = "",
    hide: str = "",
    form: dict[str, str] | None = None,
) -> Response:
    needs, number = _needs(request), request.path_params["case"]
    view = await needs.views.case(number)
    if view is None:
        return _nowhere(request)
    journal = await needs.views.journal(number)
    return page(
        request,
        "case.html",
        status,
        view=view,
        questions=[(q, anchor(q), blanks(q)) for q in view.questions if q.key != hide],
        timeline=sentences(journal, language_for(request), needs.shop().time_zone),
        mails=await needs.mails.newest(case=number, language="", limit=MOST),
        said=said,
        wrong=wrong,
        form=form or {},
    )


async def _unmatched_page(request: Request, status: int, *, said: str = "", wrong: str = "") -> Response:
    needs = _needs(request)
    strays = await needs.views.strays(MOST)
    teller = Teller.in_language(language_for(request), needs.shop().time_zone)
    shown = {"strays": strays, "teller": teller, "conflict": EventState.CONFLICT}
    return page(request, "unmatched.html", status, said=said, wrong=wrong, **shown)


ROUTES: list[Route] = [
    Route("/", go_to_cases),
    Route("/style.css", show_style),
    Route("/cases", show_cases),
    Route("/cases/{case:int}", show_case),
    Route("/cases/{case:int}/answers", take_answer, methods=["POST"]),
    Route("/mailbox", show_mailbox),
    Route("/mailbox/{mail:int}", show_mail),
    Route("/mailbox/{mail:int}/html", show_mail_html),
    Route("/unmatched", show_unmatched),
    Route("/versions", show_versions),
    Route("/unmatched/{event:int}", take_assignment, methods=["POST"]),
]
