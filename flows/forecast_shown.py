"""A forecast as the command line prints it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.shown import print_table
from lifecycle.calibration import Calibration, Outcome, by_date, calibrate
from lifecycle.forecast import PlanForecast
from lifecycle.forecast_words import BASIS_NAMES, OUTLOOK_MEANS, OUTLOOK_NAMES, PACE_NAMES
from lifecycle.paces import Pace
from lifecycle.pathway_words import STEP_NAMES
from models.words import Outlook

NOBODY = "No plan has its vote before it: there is nothing to foresee."


def print_network(told: Sequence[PlanForecast], on: date, lang: str) -> None:
    """How many plans make which session, then plan by plan, those that will miss it first."""
    if not told:
        print(NOBODY)
        return
    counts = Counter((one.target.code, one.outlook) for one in told)
    print_table(
        f"forecast of {on}",
        ("session", *(OUTLOOK_NAMES[outlook].said_in(lang) for outlook in Outlook)),
        [
            (target, *(counts[target, outlook] or "" for outlook in Outlook))
            for target in sorted({one.target.code for one in told})
        ],
    )
    worst = sorted(told, key=lambda one: (-list(Outlook).index(one.outlook), one.reference))
    print_table(
        "plan by plan",
        ("plan", "aims at", "outlook", *(PACE_NAMES[p].said_in(lang) for p in Pace), "held up by"),
        [
            (
                one.reference, one.target.code, OUTLOOK_NAMES[one.outlook].said_in(lang),
                *(one.sessions[pace].code for pace in Pace),
                STEP_NAMES[one.holding].said_in(lang) if one.holding else "",
            )
            for one in worst
        ],
    )  # fmt: skip


def print_plan(told: PlanForecast, lang: str) -> None:
    """One plan: what it makes, and until when each of its steps may be settled."""
    print(f"{told.reference}: {OUTLOOK_MEANS[told.outlook].said_in(lang)}")
    print(f"aims at {told.target.code}, which opens on {told.target.opens_on}")
    for pace in Pace:
        session, ready = told.sessions[pace], told.submits_on[pace]
        name = PACE_NAMES[pace].said_in(lang)
        print(f"  {name}: ready on {ready}, session {session.code} of {session.opens_on}")
    print_table(
        "remaining steps",
        ("step", "opens", "due", *(PACE_NAMES[pace].said_in(lang) for pace in Pace),
         "last safe date", "last possible date", "rests on"),
        [
            (
                STEP_NAMES[step.key].said_in(lang), step.opens_on, step.due_on or "",
                *(step.ends[pace] for pace in Pace), step.last.safe_on, step.last.latest_on,
                BASIS_NAMES[step.basis].said_in(lang) + (f" ({step.seen})" if step.seen else ""),
            )
            for step in told.steps
        ],
    )  # fmt: skip


def print_calibration(found: Sequence[Outcome]) -> None:
    """The share of forecasts that came true, date by date, then of all."""
    if not found:
        print(
            "No forecast was kept yet: brief-coordinators keeps one a week, a replay one a month."
        )
        return
    print_table(
        "forecasts held against what came",
        ("made on", "on track, made it", "at risk, made it", "to miss, missed it",
         "voted within the range", "voted at the usual one", "open", "left"),
        [_row(str(one.made_on), one) for one in by_date(found)] + [_row("all", calibrate(found))],
    )  # fmt: skip


def _row(name: str, one: Calibration) -> tuple[Any, ...]:
    shares = (one.on_track, one.at_risk, one.will_miss, one.ranges, one.usual)
    return (name, *(str(share) if share.of else "" for share in shares), one.open, one.left)


def plain(told: PlanForecast) -> dict[str, Any]:
    """A forecast as plain data."""
    return {
        "plan": told.reference,
        "made_on": told.made_on,
        "stage": told.stage,
        "target": told.target,
        "outlook": told.outlook,
        "sessions": {pace.value: told.sessions[pace] for pace in Pace},
        "submits_on": {pace.value: told.submits_on[pace] for pace in Pace},
        "held_up_by": told.holding,
        "steps": [
            {
                "step": step.key,
                "state": step.state,
                "opens_on": step.opens_on,
                "due_on": step.due_on,
                **{pace.value: step.ends[pace] for pace in Pace},
                "last_safe_on": step.last.safe_on,
                "last_possible_on": step.last.latest_on,
                "rests_on": step.basis,
                "seen": step.seen,
            }
            for step in told.steps
        ],
    }


def plain_calibration(found: Sequence[Outcome]) -> list[Calibration]:
    """One row a date, and last that of all, whose date is null."""
    return [*by_date(found), calibrate(found)]
