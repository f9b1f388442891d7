"""What the dashboard shows of the forecast and of the causes: who will miss which session, why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from flows.artifacts import day, markdown_table
from lifecycle.calibration import Calibration
from lifecycle.causes import Cause
from lifecycle.forecast import PlanForecast
from lifecycle.forecast_words import OUTLOOK_NAMES
from lifecycle.language import Phrase
from lifecycle.paces import Pace
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES
from models.words import Outlook

WORST_FIRST = (Outlook.WILL_MISS, Outlook.AT_RISK)


def forecast_markdown(
    told: Sequence[PlanForecast],
    names: Mapping[str, Phrase],
    calibration: Calibration,
    on: date,
    base_url: str,
) -> str:
    """The sessions aimed at with their outlook, then every plan that may miss its own.

    Args:
        told: the forecasts of a date.
        names: full names of the collectivities by code.
        calibration: how far earlier forecasts came true.
        on: the date.
        base_url: of the portal.
    """
    counts = Counter(one.outlook for one in told)
    lines = [
        f"# Forecast of {day(on)}",
        f"**{counts[Outlook.WILL_MISS]}** plans will miss the session they aim at, "
        f"**{counts[Outlook.AT_RISK]}** may; {counts[Outlook.ON_TRACK]} are on track.",
        _sessions(told) if told else "No plan has its vote before it.",
        *_plans(told, names, base_url),
        "## How far to believe it",
        _believed(calibration),
        f"[The forecast in the portal]({base_url}/work/forecast)",
    ]
    return "\n\n".join(lines)


def _sessions(told: Sequence[PlanForecast]) -> str:
    counts = Counter((one.target.code, one.outlook) for one in told)
    held: dict[str, Counter[str]] = {}
    for one in told:
        if one.holding:
            held.setdefault(one.target.code, Counter())[one.holding] += 1
    rows = []
    for target in sorted({one.target.code for one in told}):
        step = held.get(target, Counter()).most_common(1)
        worst = f"{STEP_NAMES[step[0][0]].fr} ({step[0][1]})" if step else ""
        rows.append([target, *(counts[target, outlook] or "" for outlook in Outlook), worst])
    header = ["Session", *(f"{OUTLOOK_NAMES[o].en} / {OUTLOOK_NAMES[o].fr}" for o in Outlook)]
    return markdown_table([*header, "Held up most by"], rows)


def _plans(told: Sequence[PlanForecast], names: Mapping[str, Phrase], base_url: str) -> list[str]:
    parts = []
    for outlook in WORST_FIRST:
        rows = [_row(one, names, base_url) for one in told if one.outlook == outlook]
        if rows:
            name = OUTLOOK_NAMES[outlook]
            header = ["Plan", "Collectivité", "Aims at", "Usual pace", "Held up by", "Safe until"]
            parts += [f"## {name.en} / {name.fr}", markdown_table(header, rows)]
    return parts


def _row(one: PlanForecast, names: Mapping[str, Phrase], base_url: str) -> list[str]:
    held = next((step for step in one.steps if step.key == one.holding), None)
    return [
        f"[{one.reference}]({base_url}/work/plans/{one.reference})",
        names[one.collectivity_code].fr,
        one.target.code,
        one.sessions[Pace.USUAL].code,
        STEP_NAMES[held.key].fr if held else "",
        day(held.last.safe_on) if held else "",
    ]


def _believed(calibration: Calibration) -> str:
    if not (calibration.on_track.of or calibration.will_miss.of):
        return "No earlier forecast can be held against what came yet."
    return (
        f"Of earlier forecasts: {calibration.on_track} on track made their session, "
        f"{calibration.at_risk} at risk made it, {calibration.will_miss} that were to miss it did; "
        f"{calibration.ranges} votes lay between the quickest and the slow session."
    )


def causes_markdown(found: Sequence[Cause], on: date, base_url: str) -> str:
    """Why plans have not advanced, the commonest cause first."""
    stuck = sum(len(one.plans) for one in found)
    rows = [
        [
            len(one.plans),
            f"{one.said.en} / {one.said.fr}",
            STEP_NAMES[one.step].fr if one.step else "",
            ROLE_NAMES[one.unblocked_by].fr,
            day(one.since),
        ]
        for one in found
    ]
    header = ["Plans", "What stands against it", "Étape", "Who can unblock it", "Since"]
    first = found[0] if found else None
    most = f" Most wait for: **{STEP_NAMES[first.step].fr}**." if first and first.step else ""
    return "\n\n".join(
        [
            f"# Why plans have not advanced, on {day(on)}",
            f"{stuck} plans, by cause.{most}",
            markdown_table(header, rows) if rows else "Nothing is stuck.",
            f"[Plan by plan, in the portal]({base_url}/work/why)",
        ]
    )
