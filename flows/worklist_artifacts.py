"""What the dashboard shows of the worklist: which plan, since when, what to do; nobody's words."""

from typing import Any

from flows.artifacts import day
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES, full_name
from lifecycle.worklist import Line, Worklist, what_to_do


def worklist_rows(found: Worklist) -> list[dict[str, Any]]:
    """Everything that waits for a coordinator, list after list, the oldest first."""
    return [_row(line) for _, lines in found.lists() for line in lines]


def _row(line: Line) -> dict[str, Any]:
    place = full_name(line.kind, line.name_ar, line.name_fr).fr if line.kind else ""
    return {
        "Plan": line.reference or "",
        "Collectivity": place,
        "Since": day(line.since) if line.since else "",
        "Step": STEP_NAMES[line.step_key].fr if line.step_key else "",
        "Role": ROLE_NAMES[line.role].fr if line.role else "",
        "What to do": what_to_do(line).fr,
    }
