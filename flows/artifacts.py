"""What the dashboard shows, from plain data: no addresses, no names of people.

The dashboard strips direction marks from Arabic, so labels are French and English, and dates are
written with the name of the month.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from lifecycle.advance import AdvanceReport
from lifecycle.board import Board, LateStep, LetterCounts
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES, STEP_NAMES, TRIGGER_NAMES, full_name
from lifecycle.shares import ALL, Share
from lifecycle.sweep_report import SweepReport
from models.words import LetterState, Stage


def day(on: date) -> str:
    """A date with the name of its month: 30 November 2026."""
    return format_date(on, "d MMMM y", locale="en")


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table; pipes inside cells are escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def board_markdown(found: Board) -> str:
    """Members by region and stage; in brackets those with a late step."""
    stages = found.stages()
    header = ["Région", "Total", *(STAGE_NAMES[stage].fr for stage in stages)]
    rows = [
        [fr, _row_total(found, code), *(_cell(found, code, stage) for stage in stages)]
        for code, _, fr in found.regions
        if _row_total(found, code)
    ]
    everybody = sum(found.counts.values())
    totals = ["**Total**", f"**{everybody}**", *(f"**{found.total(s)}**" for s in stages)]
    notes = ["In brackets: members with a late step / entre parenthèses : en retard."]
    if found.illustrative:
        notes.append(f"{found.illustrative} members follow an illustration, not a record.")
    table = markdown_table(header, [*rows, totals])
    return f"# Board of {day(found.on)}\n\n{table}\n\n" + "\n\n".join(notes)


def sweep_markdown(report: SweepReport, late: int, *, dry_run: bool, share: Share = ALL) -> str:
    """What a check of deadlines found; of a day that was shared out, what its last share found."""
    rungs = markdown_table(["Rung", "Letters"], sorted(report.by_rung.items()))
    mode = "**Dry run: nothing was written.**\n\n" if dry_run else ""
    if not share.is_all:
        mode += (
            f"All {share.of} shares of the day are done; letters and steps are share {share}.\n\n"
        )
    return (
        f"# Deadlines of {day(report.on)}\n\n{mode}"
        f"- steps that owed something: **{report.looked_at}**\n"
        f"- letters written: **{report.letters}**\n"
        f"- lower rungs skipped: **{report.skipped}**\n"
        f"- steps late today: **{late}**\n{_lost(report)}\n"
        f"{rungs if report.by_rung else 'No letter was due.'}\n" + _broken(report.broken)
    )


def _lost(report: SweepReport) -> str:
    """The deadlines that passed while the check did not run, if any."""
    if not report.lost:
        return ""
    rows = [[one.reference, STEP_NAMES[one.step].fr, day(one.due_on)] for one in report.lost]
    table = markdown_table(["Plan", "Step", "Due"], rows)
    return f"- passed while the daily check did not run: **{len(rows)}**\n\n{table}\n"


def moves_markdown(report: AdvanceReport, *, dry_run: bool) -> str:
    """What a run moved."""
    mode = "**Dry run: nothing was moved.**\n\n" if dry_run else ""
    rows = [[reference, _both(TRIGGER_NAMES[trigger])] for reference, trigger in report.moved]
    table = markdown_table(["Plan", "Transition"], rows) if rows else "No plan moved."
    looked = f"{report.looked_at} plans looked at."
    return f"# Moves of {day(report.on)}\n\n{mode}{looked}\n\n{table}\n" + _broken(report.broken)


def late_rows(late: Sequence[LateStep]) -> list[dict[str, Any]]:
    """Late steps as rows: which, since when, and who must act."""
    return [
        {
            "Plan": step.reference,
            "Collectivity": full_name(step.kind, step.name_ar, step.name_fr).fr,
            "Step": STEP_NAMES[step.step_key].fr,
            "Due": day(step.due_on),
            "Working days late": step.working_days,
            "Who must act": ROLE_NAMES[step.who].fr,
        }
        for step in late
    ]


def letters_markdown(counted: LetterCounts, last: Mapping[str, int | str], base_url: str) -> str:
    """Letters by state, what the last delivery did, and why some could not be delivered."""
    states = [
        [state, counted.by_state[state]] for state in LetterState if state in counted.by_state
    ]
    did = ", ".join(f"{name} {value}" for name, value in last.items()) or "nothing was due"
    parts = [
        "# Letters",
        f"Last delivery: {did}.",
        markdown_table(["State", "Letters"], states),
        f"{counted.replayed} of them come from a replay.",
        f"[Open the mailbox]({base_url}/outbox)",
    ]
    if counted.undeliverable:
        rows = [[key.split(":")[0], key.split(":")[-1], why] for key, why in counted.undeliverable]
        parts += ["## Undeliverable", markdown_table(["Plan", "Role", "Cause"], rows)]
    return "\n\n".join(parts)


def _broken(broken: Mapping[str, str]) -> str:
    """What could not be looked at, and why; nothing when all could."""
    if not broken:
        return ""
    return (
        "\n## Not looked at\n\n" + markdown_table(["Plan", "Cause"], sorted(broken.items())) + "\n"
    )


def _both(phrase: Any) -> str:
    return f"{phrase.en} / {phrase.fr}"


def _cell(found: Board, region: str, stage: Stage) -> str:
    plans, late = found.counts.get((region, stage), 0), found.late.get((region, stage), 0)
    return "" if not plans else f"{plans} ({late})" if late else str(plans)


def _row_total(found: Board, region: str) -> int:
    return sum(n for (of, _), n in found.counts.items() if of == region)
