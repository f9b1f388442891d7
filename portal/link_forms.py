"""The forms behind a link: what each asks, and how it is shown again with what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.language import FieldType, Phrase, all_said
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES
from models.words import Language, LinkAct
from portal import link_answers
from portal.answer_form import DATE_PARTS, filed_values, form_rows, posted_values
from portal.link_answers import ROLES, Posted, Problems
from portal.link_filed import filed_documents, filed_fields
from portal.link_opening import Opened
from portal.link_rendering import link_page
from portal.link_shown import show_role
from portal.link_words import EXTENSION_REASONS, LANGUAGE_NAMES
from portal.pages import language_of

# In the order of the pages, which is that of the summary of problems.
BOXES = ("until", "from", "to", "why", "more", "role", "name", "email", "language", "no")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the links of some acts.

    `do` acts within a transaction and gives what is wrong, by box. `may` tells whether the form is
    of use now. `dates` are the names of its dates: a problem leads to the first of their boxes.
    """

    name: str
    acts: tuple[LinkAct, ...]
    do: Callable[[Session, Opened, Posted], Problems]
    may: Callable[[Opened], bool] = lambda _opened: True
    methods: tuple[str, ...] = ("GET", "POST")
    dates: tuple[str, ...] = ()


ANSWERS, OF_PEOPLE = (LinkAct.ANSWER,), (LinkAct.ANSWER, LinkAct.FOLLOW)
SUCCEEDS, POST_ONLY = (LinkAct.SUCCEED,), ("POST",)
FORMS = (
    Form("report", ANSWERS, link_answers.report, lambda o: o.may_report or o.may_correct),
    Form("extension", ANSWERS, link_answers.extension, lambda o: o.may_ask_time, dates=("until",)),
    Form("absence", OF_PEOPLE, link_answers.absence, dates=("from", "to")),
    Form("successor", OF_PEOPLE, link_answers.successor),
    Form("accept", SUCCEEDS, link_answers.accept, methods=POST_ONLY),
    Form("decline", SUCCEEDS, link_answers.decline, methods=POST_ONLY),
)


def show_form(
    form: Form,
    request: Request,
    session: Session,
    opened: Opened,
    posted: Posted | None = None,
    problems: Mapping[str, Phrase] | None = None,
) -> Response:
    """A form, empty or with what was put into it and what is wrong with it (422).

    One that is of no use now leads back to the page of the link, which says why.
    """
    check_act(form, opened)
    language = language_of(request)
    if posted is None and not form.may(opened):
        return RedirectResponse(f"/l/{opened.token}?lang={language.value}", 303)
    told = dict(problems or {})
    status = 422 if told else 200
    wrong = all_said(told, language)
    facts: dict[str, Any] = {
        "problems": [(_box(form, opened, key), said) for key, said in _in_order(wrong)],
        "wrong": wrong,
        "typed": _typed(form, posted),
    }
    if form.acts == SUCCEEDS:
        return show_role(request, session, opened, status, **facts)
    facts |= _report(session, opened, posted, wrong, language) if form.name == "report" else {}
    facts |= _choices(language)
    facts["step_name"] = _step_name(opened, language)
    return link_page(request, opened, f"link_{form.name}.html", status, **facts)


def check_act(form: Form, opened: Opened) -> None:
    """A link has only the forms of its own act.

    Raises:
        HTTPException: 404.
    """
    if opened.link.act not in form.acts:
        raise HTTPException(404)


def _report(
    session: Session,
    opened: Opened,
    posted: Posted | None,
    wrong: Mapping[str, str],
    language: Language,
) -> dict[str, Any]:
    """The rows of the evidence, with what was just sent, or what was filed before."""
    rule = opened.rule
    if rule is None:
        raise HTTPException(404)
    filed = filed_values(rule, filed_fields(session, opened))
    values = posted_values(rule, posted.form) if posted else filed
    return {
        "rows": form_rows(rule, language, values, wrong),
        "correcting": opened.may_correct,
        "documents": filed_documents(session, opened),
        "lost": bool(posted and posted.received),
    }


def _choices(language: Language) -> dict[str, Any]:
    return {
        "reasons": [(key, said.said_in(language)) for key, said in EXTENSION_REASONS.items()],
        "languages": [(one.value, said.said_in(language)) for one, said in LANGUAGE_NAMES.items()],
        "roles": [(role.value, ROLE_NAMES[role].said_in(language)) for role in ROLES],
    }


def _step_name(opened: Opened, language: Language) -> str:
    key = opened.link.step_key
    return STEP_NAMES[key].said_in(language) if key else ""


def _in_order(wrong: Mapping[str, str]) -> list[tuple[str, str]]:
    """The problems in the order of their boxes; those of a step's evidence come in it already."""
    return sorted(wrong.items(), key=lambda one: BOXES.index(one[0]) if one[0] in BOXES else -1)


def _typed(form: Form, posted: Posted | None) -> dict[str, Any]:
    """What stands in the boxes of a form: dates as their three parts."""
    typed: dict[str, Any] = {name: posted.text(name) if posted else "" for name in BOXES}
    for name in form.dates:
        parts = [f"{name}-{part}" for part in DATE_PARTS]
        typed[name] = tuple(posted.text(part) if posted else "" for part in parts)
    return typed


def _box(form: Form, opened: Opened, key: str) -> str:
    """The box that a problem leads to; '' for a problem that is about none."""
    fields = {one.key: one.type for one in opened.rule.evidence} if opened.rule else {}
    is_date = key in form.dates or fields.get(key) == FieldType.DATE
    return f"{key}-day" if is_date else key
