"""The forecast and the causes in the words of a page, for the regions that its reader sees."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lifecycle.calibration import Calibration, Share
from lifecycle.causes import Cause
from lifecycle.collectivity_names import names_of
from lifecycle.forecast import PlanForecast
from lifecycle.forecast_words import BASIS_NAMES, OUTLOOK_MEANS, OUTLOOK_NAMES, PACE_NAMES
from lifecycle.forecasts import forecast_plans
from lifecycle.paces import Pace
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES, STEP_NAMES
from models.words import Language, Outlook
from notifications.session_names import session_name
from portal.paces_of_day import paces_of_day

WORST_FIRST = (Outlook.WILL_MISS, Outlook.AT_RISK, Outlook.ON_TRACK)


def sessions_told(told: Sequence[PlanForecast], language: Language) -> list[dict[str, Any]]:
    """The sessions aimed at, the next one first, each with its plans by outlook."""
    counts = Counter((one.target.code, one.outlook) for one in told)
    targets = {one.target.code: one.target.opens_on for one in told}
    return [
        {
            "name": session_name(code, language) or code,
            "code": code,
            "opens_on": targets[code],
            "counts": [(outlook.value, counts[code, outlook]) for outlook in Outlook],
        }
        for code in sorted(targets, key=lambda code: (targets[code], code))
    ]


def plans_told(
    session: Session, told: Sequence[PlanForecast], language: Language
) -> list[dict[str, Any]]:
    """Each plan in a line, those that will miss their session first."""
    names = names_of(session, [one.collectivity_code for one in told])
    order = {outlook: place for place, outlook in enumerate(WORST_FIRST)}
    lines = sorted(told, key=lambda one: (order[one.outlook], one.target.opens_on, one.reference))
    return [_line(one, names[one.collectivity_code].said_in(language), language) for one in lines]


def plan_told(
    session: Session, plan_id: int, language: Language, today: date
) -> dict[str, Any] | None:
    """The forecast of one plan with its remaining steps; None when nothing is foreseen of it."""
    told = forecast_plans(session, on=today, plans=[plan_id], paces=paces_of_day(session, today))
    if not told:
        return None
    (one,) = told
    return {
        **_line(one, "", language),
        "paces": [
            {
                "name": PACE_NAMES[pace].said_in(language),
                "session": session_name(one.sessions[pace].code, language),
                "opens_on": one.sessions[pace].opens_on,
                "ready_on": one.submits_on[pace],
            }
            for pace in Pace
        ],
        "steps": [
            {
                "name": STEP_NAMES[step.key].said_in(language),
                "usual": step.ends[Pace.USUAL],
                "safe_on": step.last.safe_on,
                "latest_on": step.last.latest_on,
                "basis": BASIS_NAMES[step.basis].said_in(language),
                "seen": step.seen,
                "holds": step.key == one.holding,
            }
            for step in one.steps
        ],
    }


def causes_told(
    session: Session, found: Sequence[Cause], language: Language
) -> list[dict[str, Any]]:
    """Each cause with its plans, in the words of the page."""
    names = names_of(session, [plan.collectivity_code for one in found for plan in one.plans])
    return [
        {
            "said": one.said.said_in(language),
            "step": STEP_NAMES[one.step].said_in(language) if one.step else "",
            "who": ROLE_NAMES[one.unblocked_by].said_in(language),
            "since": one.since,
            "plans": [
                {
                    "reference": plan.reference,
                    "name": names[plan.collectivity_code].said_in(language),
                    "stage": STAGE_NAMES[plan.stage].said_in(language),
                    "since": plan.since,
                    "again_on": plan.again_on,
                    "holding": [r.phrase.said_in(language) for r in plan.way.holding]
                    if plan.way
                    else [],
                }
                for plan in one.plans
            ],
        }
        for one in found
    ]


def believed(calibration: Calibration) -> list[tuple[str, Share]]:
    """The shares of earlier forecasts that came true, those that there are, by word."""
    shares = (
        ("true_on_track", calibration.on_track),
        ("true_at_risk", calibration.at_risk),
        ("true_will_miss", calibration.will_miss),
        ("true_ranges", calibration.ranges),
    )
    return [(word, share) for word, share in shares if share.of]


def _line(one: PlanForecast, name: str, language: Language) -> dict[str, Any]:
    first, last = one.sessions[Pace.QUICKEST], one.sessions[Pace.SLOW]
    held = next((step for step in one.steps if step.key == one.holding), None)
    return {
        "reference": one.reference,
        "name": name,
        "region": one.region_code,
        "outlook": OUTLOOK_NAMES[one.outlook].said_in(language),
        "outlook_key": one.outlook.value,
        "means": OUTLOOK_MEANS[one.outlook].said_in(language),
        "target": session_name(one.target.code, language),
        "target_on": one.target.opens_on,
        "usual": session_name(one.sessions[Pace.USUAL].code, language),
        "first": session_name(first.code, language),
        "last": session_name(last.code, language) if last.code != first.code else "",
        "held_by": STEP_NAMES[held.key].said_in(language) if held else "",
        "safe_on": held.last.safe_on if held else None,
    }
