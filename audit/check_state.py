"""Whether the tables are what the history tells: a changed state alone is invisible to hashes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from audit.replaying import OPENING, SAID_LATER, STEP_FIELDS, ReplayedPlan, begun
from lifecycle.pathway import VERSIONS
from lifecycle.rows import PLAN, STEP
from models.log import LOG_CHAIN
from models.plan import Plan

STEP_COLUMNS = (
    STEP.state, STEP.due_on, STEP.original_due_on, STEP.done_on, STEP.outcome, STEP.asked_on,
    STEP.asked_until, STEP.opened_on, STEP.settled_on, STEP.due_rule, STEP.moved_because,
)  # fmt: skip
PLAN_COLUMNS = (
    PLAN.opened_on, PLAN.stage, PLAN.entered_on, PLAN.session_code, PLAN.session_on,
    PLAN.resume_stage, PLAN.suspended_on, PLAN.basis, PLAN.filed, PLAN.content_adopted, PLAN.cycle,
    PLAN.collectivity_code, PLAN.cohort_id, PLAN.pathway_version,
)  # fmt: skip
PLAN_FIELDS = (
    "opened_on", "stage", "entered_on", "session", "session_on", "resume_stage", "suspended_on",
    "basis", "filed", "content_adopted",
)  # fmt: skip
# The rest of a plan and of its steps is left out: `check_on`, `next_at` and `last_rung` say only
# when the engine looks or writes again, and `version` counts hands; no past is told by them.
STREAM = {"yield_per": AT_ONCE}
TABLES = {version: table.digest for version, table in VERSIONS.items()}
Kept = Mapping[str, Any]


class CheckState:
    """Replays every plan from its entries and compares it with the plan's and the steps' rows."""

    def __init__(self, session: Session, references: Mapping[int, str], findings: Findings) -> None:
        self._session, self._references, self._findings = session, references, findings
        self._plans: dict[int, ReplayedPlan] = {}

    def see(self, row: LogRow) -> None:
        """Let an entry happen to its plan."""
        if row.chain == LOG_CHAIN or row.said is None:
            return
        known = self._plans.get(row.chain)
        if known is None:
            self._plans[row.chain] = begun(row.said)
        else:
            known.take(row.said)

    def end(self) -> None:
        """Compare every plan and every step with its row."""
        rows = self._session.execute(select(PLAN.id, *PLAN_COLUMNS), execution_options=STREAM)
        for row in rows:
            plan = self._plans.get(row.id)
            if plan is None:
                self._say(self._references[row.id], "no history tells of it")
                continue
            self._compare(plan.reference, _told(plan), _kept(row))
        self._end_steps()

    def _end_steps(self) -> None:
        query = select(
            STEP.plan_id, STEP.key, STEP.occurrence, STEP.stage, PLAN.pathway_version, *STEP_COLUMNS
        ).join(Plan, PLAN.id == STEP.plan_id)
        rows = self._session.execute(query, execution_options=STREAM)
        for number, key, n, stage, version, *kept in rows:
            plan = self._plans.get(number)
            told = plan.steps.pop((key, n), None) if plan else None
            place = f"{self._references.get(number, f'plan {number}')}, {key} {n}"
            if told is None:
                self._say(place, "no entry tells of this step")
                continue
            self._compare(place, told, dict(zip(STEP_FIELDS + SAID_LATER, kept, strict=True)))
            self._compare(place, _stage_of(version, key), {"stage": stage})
        for plan in self._plans.values():
            for key, n in plan.steps:
                self._say(f"{plan.reference}, {key} {n}", "the history tells of it, the table not")

    def _compare(self, place: str, told: Mapping[str, Any], kept: Kept) -> None:
        """Compare what the history tells; of what it does not tell nothing is found."""
        for name, mine in told.items():
            shown = kept[name]
            shown = shown.isoformat() if isinstance(shown, date) else shown
            if mine != shown:
                self._say(place, f"{name} is {shown} in the table, {mine} by the history")

    def _say(self, place: str, told: str) -> None:
        self._findings.add(FindingKind.STATE, place, told)


def _told(plan: ReplayedPlan) -> dict[str, Any]:
    """What the history tells of a plan.

    An entry names its table by digest. One that a release has since reworded is nobody's any more:
    of its version nothing is known.
    """
    told = {name: getattr(plan, name) for name in PLAN_FIELDS} | plan.opening
    return told | ({"table": plan.table} if plan.table in TABLES.values() else {})


def _kept(row: Sequence[Any]) -> dict[str, Any]:
    """The same of its row; a version that is none of ours has no digest."""
    *kept, version = row[1:]
    names = (*PLAN_FIELDS, *OPENING)
    shown = dict(zip(names, kept, strict=True))
    return shown | {"table": TABLES.get(version), "filed": shown["filed"] or {}}


def _stage_of(version: str, key: str) -> dict[str, str]:
    """The stage in which a version of the table asks a step, when it knows it."""
    rule = VERSIONS[version].by_key.get(key) if version in VERSIONS else None
    return {"stage": rule.stage} if rule else {}
