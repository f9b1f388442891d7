"""The page to open each morning: where plans wait, what letters do, what went wrong.

Each artifact opens with one sentence that says what to look at, and leads to the portal. Nobody's
name, address or words.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.artifacts import day, markdown_table
from lifecycle.bottlenecks import Bottleneck
from lifecycle.incident_words import INCIDENT_ADVICE, INCIDENT_NAMES
from lifecycle.incidents import IncidentRow, open_incidents
from lifecycle.legal_time import CASABLANCA
from lifecycle.letter_funnel import LetterFunnel
from lifecycle.pathway_words import RUNG_NAMES, STEP_NAMES

Regions = Mapping[str, str]  # region code -> French name


def bottlenecks_sentence(found: Sequence[Bottleneck], regions: Regions, base_url: str) -> str:
    """What to look at among the places where plans wait, with a link to the portal."""
    if not found:
        return f"No plan waits at any step. [All plans]({base_url}/plans?lang=fr)"
    worst = found[0]
    step, region = STEP_NAMES[worst.step_key].fr, regions.get(worst.region_code, worst.region_code)
    return (
        f"Look first at « {step} » in {region}: {_plans(worst.waiting)} wait there, {worst.late} "
        f"of them late. [Open them]({_plans_of(base_url, worst)})"
    )


def bottleneck_rows(
    found: Sequence[Bottleneck], regions: Regions, base_url: str
) -> list[dict[str, Any]]:
    """Each step and region in which a plan waits.

    Days are working days: half of the accepted ones took at most the first number, four in five
    at most the second.
    """
    return [
        {
            "Étape": STEP_NAMES[one.step_key].fr,
            "Région": regions.get(one.region_code, one.region_code),
            "Waiting": one.waiting,
            "Late": one.late,
            "To review": one.to_review,
            "Done before": one.taken.total(),
            "Days: half, most": _days(one.usual, one.slow),
            "Review: half, most": _days(one.usual_review, one.slow_review),
            "Open": _plans_of(base_url, one),
        }
        for one in found
    ]


def letter_funnel_markdown(found: LetterFunnel, base_url: str) -> str:
    """From letters to steps that are done, rung by rung; what is counted is said below it."""
    rows = [
        [RUNG_NAMES[rung.key].en if rung.key in RUNG_NAMES else rung.key.capitalize(),
         rung.written, rung.left, rung.done, _share(found.done_by(rung.key), found.done)]
        for rung in found.rungs
    ]  # fmt: skip
    header = ["Last letter before the step was done", "Written", "Left", "Steps done", "Till here"]
    parts = [
        letters_sentence(found),
        markdown_table(header, rows),
        f"Answers through a link: **{found.by_link}** of {found.answers}, on "
        f"{found.steps_by_link} different steps.",
        "That a link was *opened* is not recorded, because scanners of mail servers open links "
        "too. An answer is a report, a correction or a request for more time; those of a replay "
        "came through no link.",
    ]
    if found.replayed:
        parts.append(f"{found.replayed} of the {found.written} letters come from a replay.")
    if found.undeliverable:
        causes = [[cause, count] for cause, count in found.undeliverable.items()]
        parts += ["## Undeliverable", markdown_table(["Cause", "Letters"], causes)]
    return "\n\n".join([*parts, f"[Open the mailbox]({base_url}/outbox?lang=fr)"])


def letters_sentence(found: LetterFunnel) -> str:
    """What to look at among the letters."""
    lost = sum(found.undeliverable.values())
    if lost:
        return f"Look first at the {lost} letters that could not be delivered: nobody reads them."
    if not found.done:
        return "No step was done yet: come back when the first letters were answered."
    late = found.done - found.done_by("eve")
    return (
        f"Look at what the last rungs bring: {late} of {found.done} steps were done only after a "
        "letter that said they were late."
    )


def incidents_sentence(found: Sequence[IncidentRow], base_url: str) -> str:
    """What to look at among the incidents."""
    still = open_incidents(found)
    if not still:
        return f"No incident is open: nothing to do here. [Worklist]({base_url}/work?lang=fr)"
    first = still[0]
    return (
        f"Look first at {first.subject}: {INCIDENT_NAMES[first.kind].en.lower()}. "
        f"{INCIDENT_ADVICE[first.kind].en} [Worklist]({base_url}/work?lang=fr)"
    )


def incident_rows_shown(found: Sequence[IncidentRow]) -> list[dict[str, Any]]:
    """Incidents, the open ones first; instants in Casablanca's time."""
    return [
        {
            "Flow": one.subject,
            "Incident": INCIDENT_NAMES[one.kind].fr,
            "What was seen": one.told,
            "Since": _instant(one.opened_at),
            "Over": _instant(one.closed_at) if one.closed_at else "open",
            "What to do": "" if one.closed_at else INCIDENT_ADVICE[one.kind].en,
        }
        for one in found
    ]


def _instant(at: datetime) -> str:
    local = at.astimezone(CASABLANCA)
    return f"{day(local.date())} {local:%H:%M}"


def _plans(number: int) -> str:
    return "1 plan" if number == 1 else f"{number} plans"


def _plans_of(base_url: str, place: Bottleneck) -> str:
    """The plans of a region on the portal: the late ones when there are some."""
    late = "&late=1" if place.late else ""
    return f"{base_url}/plans?lang=fr&region={place.region_code}{late}"


def _days(usual: int | None, slow: int | None) -> str:
    return "" if usual is None else f"{usual}, {slow}"


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""
