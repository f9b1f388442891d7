"""Elections renew councils: what they change, the decision, and who is missing since.

A decision for the whole network: a national coordinator takes it, on a preview.
"""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.batches import apply_batch
from lifecycle.cohorts import NoSuchCohort
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.pathway_words import KIND_NAMES, ROLE_NAMES, full_name
from lifecycle.plan_search import choices
from lifecycle.previews import Preview, PreviewChanged, preview
from lifecycle.renewal import nobody_left
from lifecycle.renewal_gaps import Gap, gaps
from models.database import reading, writing
from models.words import CollectivityKind, Language
from portal.pages import language_of, page, site_of, viewer_of
from portal.preview_shown import preview_shown
from portal.renewal_form import FIELDS, RenewalForm, read_renewal_form
from portal.renewal_words import renewal_words
from portal.route_table import Access, Page

PATH, CAUSE = "/work/renewal", "portal:renewal"
FIRST = 50  # plans that miss somebody; the command line lists all


def renewal_page(request: Request) -> Response:
    """GET /work/renewal: the form, and the plans that miss somebody since the last elections."""
    return _form(request, RenewalForm(dict.fromkeys(FIELDS, "")))


def renew_page(request: Request) -> Response:
    """POST /work/renewal: the preview; with its digest, the decision."""
    form, language = read_renewal_form(request.state.form), language_of(request)
    site, digest = site_of(request), request.state.form.get("digest")
    if form.problems or "back" in request.state.form:
        return _form(request, form, 422 if form.problems else 200)
    occasion = Occasion(viewer_of(request).actor, site.clock.now(), CAUSE)
    try:
        with writing(site.engine) as session:
            question = form.question(session, occasion)
            if not isinstance(digest, str):
                told = preview(session, question.work(), question.asked)
                return _preview(request, form, told, session)
            done = apply_batch(
                session, question.make, kind=question.kind, asked=question.asked,
                reason=question.reason, occasion=occasion, digest=digest,
            )  # fmt: skip
    except NoSuchCohort:
        form.problems["cohort"] = "no_cohort"
        return _form(request, form, 422)
    except Refused as refused:
        form.problems["elected_on"] = refused.phrase.said_in(language)
        return _form(request, form, 422)
    except PreviewChanged as changed:
        with reading(site.engine) as session:
            return _preview(request, form, changed.preview, session, 409)
    said = {"lang": language.value, "recorded": len(done.told.done)}
    return RedirectResponse(f"{PATH}?{urlencode(said)}", 303)


def _form(request: Request, form: RenewalForm, status: int = 200) -> Response:
    language, site = language_of(request), site_of(request)
    words, arabic = renewal_words(language), language is Language.ARABIC
    with reading(site.engine) as session:
        offered = choices(session, ())
        missing = gaps(session, site.clock.today())
    recorded = request.query_params.get("recorded", "")
    return page(
        request,
        "renewal.html",
        status,
        s=words,
        form=form.values,
        problems={name: words.get(said, said) for name, said in form.problems.items()},
        kinds=[(kind.value, KIND_NAMES[kind].said_in(language)) for kind in CollectivityKind],
        regions=[(code, ar if arabic else fr) for code, ar, fr in offered.regions],
        cohorts=[(code, ar if arabic else fr) for code, ar, fr in offered.cohorts],
        gaps=[_gap(one, language) for one in missing[:FIRST]],
        count=len(missing),
        recorded=recorded if recorded.isascii() and recorded.isdigit() else "",
    )


def _gap(one: Gap, language: Language) -> dict[str, Any]:
    """A plan that misses somebody, in the words of the page."""
    return {
        "reference": one.reference,
        "name": full_name(one.kind, one.name_ar, one.name_fr).said_in(language),
        "renewed_on": one.renewed_on,
        "missing": [ROLE_NAMES[role].said_in(language) for role in one.missing],
        "named": [ROLE_NAMES[role].said_in(language) for role in one.named],
    }


def _preview(
    request: Request, form: RenewalForm, told: Preview, session: Session, status: int = 200
) -> Response:
    language = language_of(request)
    shown = preview_shown(session, told, language)
    names = {plan["reference"]: plan["name"] for plan in shown["done"]}
    today = site_of(request).clock.today()
    return page(
        request,
        "renewal_preview.html",
        status,
        s=renewal_words(language),
        told=shown,
        form=form.values,
        elected_on=form.elected_on,
        early=form.elected_on is not None and form.elected_on > today,
        mandates=sum(len(one.ended) for one in told.done),
        nobody=[(reference, names[reference]) for reference in nobody_left(told)],
        changed=status == 409,
    )


RENEWAL_PAGES = (
    Page(PATH, renewal_page, Access.NATIONAL),
    Page(PATH, renew_page, Access.NATIONAL, ("POST",)),
)
