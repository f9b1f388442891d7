"""Whether the tables are what the history tells: a changed state alone is invisible to hashes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from audit.replaying import STEP_FIELDS, ReplayedPlan, begun
from lifecycle.rows import PLAN, STEP
from models.log import LOG_CHAIN

STEP_COLUMNS = (
    STEP.state, STEP.due_on, STEP.original_due_on, STEP.done_on, STEP.outcome, STEP.asked_on,
    STEP.asked_until,
)  # fmt: skip
PLAN_COLUMNS = (PLAN.opened_on, PLAN.stage, PLAN.entered_on, PLAN.session_code, PLAN.session_on)
PLAN_FIELDS = ("opened_on", "stage", "entered_on", "session", "session_on")
STREAM = {"yield_per": AT_ONCE}


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
            self._compare(plan.reference, PLAN_FIELDS, [getattr(plan, n) for n in PLAN_FIELDS], row)
        self._end_steps()

    def _end_steps(self) -> None:
        query = select(STEP.plan_id, STEP.key, STEP.occurrence, *STEP_COLUMNS)
        for number, key, n, *kept in self._session.execute(query, execution_options=STREAM):
            plan = self._plans.get(number)
            told = plan.steps.pop((key, n), None) if plan else None
            place = f"{self._references.get(number, f'plan {number}')}, {key} {n}"
            if told is None:
                self._say(place, "no entry tells of this step")
            else:
                self._compare(place, STEP_FIELDS, list(told.values()), (None, *kept))
        for plan in self._plans.values():
            for key, n in plan.steps:
                self._say(f"{plan.reference}, {key} {n}", "the history tells of it, the table not")

    def _compare(
        self, place: str, names: tuple[str, ...], told: list[Any], row: Row[Any] | tuple[Any, ...]
    ) -> None:
        for name, mine, kept in zip(names, told, row[1:], strict=True):
            shown = kept.isoformat() if isinstance(kept, date) else kept
            if mine != shown:
                self._say(place, f"{name} is {shown} in the table, {mine} by the history")

    def _say(self, place: str, told: str) -> None:
        self._findings.add(FindingKind.STATE, place, told)
