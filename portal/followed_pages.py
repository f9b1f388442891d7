"""What became of a programme: in numbers for everybody, in words for whoever signed in."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.achieved import Achieved, achieved, by_axis, by_principle
from lifecycle.content_words import PRINCIPLE_NAMES
from lifecycle.evaluations import VIEWS
from lifecycle.monitoring import Round
from lifecycle.progress import Progress
from lifecycle.progress_words import LEVEL_NAMES, STATUS_NAMES, VIEW_NAMES
from models.database import reading
from models.words import Completion, ProgressStatus
from notifications.followed_plan import FollowedPlan
from notifications.round_paper import late_parts, opinion_said
from portal.followed_form_words import followed_form_words
from portal.followed_papers import evaluation_paper, round_paper, told_plan
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page


def rounds_page(request: Request) -> HTMLResponse:
    """GET /plans/<reference>/rounds: numbers and opinions; nobody's own words."""
    return _shown(request, whole=False)


def work_rounds_page(request: Request) -> HTMLResponse:
    """GET /work/plans/<reference>/rounds: the same with every reason and remark."""
    return _shown(request, whole=True)


def _shown(request: Request, *, whole: bool) -> HTMLResponse:
    with reading(site_of(request).engine) as session:
        told = told_plan(request, session, request.path_params["reference"])
    last = told.last_progress
    return page(
        request, "rounds.html", told=told, whole=whole,
        m=followed_form_words(language_of(request)),
        rounds=[_round(told, one, whole=whole) for one in reversed(told.rounds)],
        tables=_tables(told, last) if told.content.axes else [],
        views=_views(told), statuses=[*_names(told, STATUS_NAMES)],
        levels=[*_names(told, LEVEL_NAMES)],
    )  # fmt: skip


def _round(told: FollowedPlan, one: Round, *, whole: bool) -> dict[str, Any]:
    counts = one.counts(told.content)
    return {
        "one": one,
        "counts": [
            (STATUS_NAMES[status].said_in(told.language), counts[status])
            for status in ProgressStatus
            if status in counts
        ],
        "unreported": counts.get("", 0),
        "late_days": _late_days(one),
        "committee": opinion_said(one.committee, told),
        "civil_society": opinion_said(one.civil_society, told),
        "remarks": [o.remarks for o in (one.committee, one.civil_society) if whole and o],
        "late": late_parts(told, one) if whole else [],
    }


def _late_days(one: Round) -> int:
    known = one.reported_on and one.due_on
    return max((one.reported_on - one.due_on).days, 0) if known else 0  # type: ignore[operator]


def _tables(told: FollowedPlan, last: Progress) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The two tables of what was promised and is done: their first column, and their rows."""
    axes = by_axis(told.content, last, told.views)
    titles = {
        axis.code: f"{axis.code}. {axis.title_ar if told.language == 'ar' else axis.title_fr}"
        for axis in told.content.axes
    }
    whole = achieved(told.content.projects(), last, told.views)
    principles = by_principle(told.content, last, told.views)
    return [
        ("axis", [*((titles[code], _row(one)) for code, one in axes.items()), ("", _row(whole))]),
        (
            "principle",
            [
                (PRINCIPLE_NAMES[key].said_in(told.language), _row(o))
                for key, o in principles.items()
            ],
        ),
    ]


def _row(one: Achieved) -> dict[str, Any]:
    counts = [one.by_status.get(status, 0) for status in ProgressStatus]
    met = f"{one.met} / {one.indicators}"
    return {"activities": one.activities, "counts": [*counts, one.unreported], "met": met}


def _views(told: FollowedPlan) -> list[dict[str, Any]]:
    shown = []
    for view in VIEWS:
        one = told.views.get(view)
        levels = [rating.level for rating in one.ratings] if one else []
        shown.append(
            {
                "name": VIEW_NAMES[view].said_in(told.language),
                "author": one.author if one else "",
                "filed": one is not None,
                "counts": [levels.count(level) for level in Completion],
                "lessons": one.lessons if one else "",
            }
        )
    return shown


def _names(told: FollowedPlan, names: Any) -> list[str]:
    return [name.said_in(told.language) for name in names.values()]


FOLLOWED_PAGES = (
    Page("/plans/{reference}/rounds", rounds_page, Access.PUBLIC),
    Page("/work/plans/{reference}/rounds", work_rounds_page, Access.SIGNED_IN, personal=True),
    Page(
        "/work/plans/{reference}/rounds/{number}/report.pdf", round_paper, Access.SIGNED_IN,
        personal=True,
    ),
    Page(
        "/work/plans/{reference}/evaluation.pdf", evaluation_paper, Access.SIGNED_IN, personal=True
    ),
)  # fmt: skip
