"""The papers of a followed programme, for whoever has a link or signed in: they hold free words."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lifecycle.plans import NoSuchPlan, find_plan
from models.database import reading
from models.words import LinkAct
from notifications.evaluation_paper import evaluation_pdf
from notifications.followed_plan import FollowedPlan, followed_plan
from notifications.round_paper import round_pdf
from portal.link_opening import Opened
from portal.link_rendering import shown
from portal.pages import language_of, site_of

Paper = Callable[[Request, FollowedPlan], bytes]


async def link_round_paper(request: Request) -> Response:
    """GET /l/<token>/round.pdf: the report of the last round."""
    return await run_in_threadpool(_behind_link, request, _round)


async def link_evaluation_paper(request: Request) -> Response:
    """GET /l/<token>/evaluation.pdf: the evaluation as it stands."""
    return await run_in_threadpool(_behind_link, request, _evaluation)


def round_paper(request: Request) -> Response:
    """GET /work/plans/<reference>/rounds/<number>/report.pdf: the report of one round."""
    return _signed_in(request, _round)


def evaluation_paper(request: Request) -> Response:
    """GET /work/plans/<reference>/evaluation.pdf: the evaluation as it stands."""
    return _signed_in(request, _evaluation)


def told_plan(request: Request, session: Session, reference: str) -> FollowedPlan:
    """A plan by its reference, with its rounds and evaluations.

    Raises:
        HTTPException: 404, for no such plan.
    """
    clock = site_of(request).clock
    try:
        row = find_plan(session, reference, on=clock.today())
    except NoSuchPlan as unknown:
        raise HTTPException(404) from unknown
    return followed_plan(session, row, language_of(request).value, clock.now())


def _round(request: Request, told: FollowedPlan) -> bytes:
    last = told.rounds[-1].number if told.rounds else 0
    asked = str(request.path_params.get("number", last))
    one = told.round(int(asked)) if asked.isascii() and asked.isdigit() else None
    if one is None or not told.content.axes:
        raise HTTPException(404)
    return round_pdf(told, one)


def _evaluation(_request: Request, told: FollowedPlan) -> bytes:
    if not told.content.axes:
        raise HTTPException(404)
    return evaluation_pdf(told)


def _behind_link(request: Request, paper: Paper) -> Response:
    def show(session: Session, opened: Opened) -> Response:
        if opened.link.act == LinkAct.SUCCEED:
            raise HTTPException(404)
        return _given(request, told_plan(request, session, opened.plan.reference), paper)

    return shown(request, show)


def _signed_in(request: Request, paper: Paper) -> Response:
    with reading(site_of(request).engine) as session:
        told = told_plan(request, session, request.path_params["reference"])
    return _given(request, told, paper)


def _given(request: Request, told: FollowedPlan, paper: Paper) -> Response:
    named = f'attachment; filename="{told.plan.reference}-{_name(request)}"'
    content = paper(request, told)
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": named})


def _name(request: Request) -> str:
    """The file's name: round.pdf, round-2.pdf, evaluation.pdf."""
    number = request.path_params.get("number")
    return f"round-{number}.pdf" if number else request.url.path.rpartition("/")[2]
