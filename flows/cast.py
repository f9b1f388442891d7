"""The people of a replay: on each day, the reports, reviews and decisions that they make."""

import heapq
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from flows.pace import illustrated, leaving_day, report_day
from flows.scenario import Profile, Scenario, lot
from lifecycle import acts
from lifecycle.acts import Act
from lifecycle.clock import Clock
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.facts import ASKED, PlanFacts, StepFacts
from lifecycle.rows import PLAN, STEP, read_facts
from lifecycle.rulebook import Rulebook, read_rulebook
from models.base import table_of
from models.database import reading, writing
from models.plan import Plan
from models.words import FactBasis, Stage, StepState

REVIEWER = acts.coordinator("replay")
REPORTER = acts.focal_point("replay")
Planned = tuple[date, int, str, str, int]  # the day, the plan, the trigger, the step, occurrence


@dataclass(slots=True)
class Cast:
    """The acts that are still to come, the earliest first."""

    scenario: Scenario
    cohort_id: int
    salt: str = ""
    coming: list[Planned] = field(default_factory=list)
    planned: set[tuple[int, str, str, int]] = field(default_factory=set)

    def plan_ahead(self, engine: Engine, today: date) -> None:
        """Decide when each step that is open or waits for a review will be acted on."""
        with reading(engine) as session:
            numbers = self._unplanned(session)
            facts = read_facts(session, sorted(numbers))
        for plan in facts.values():
            self._plan_withdrawal(plan, today)
            for step in plan.steps.values():
                self._plan_step(plan, step, today)

    def next_day(self) -> date | None:
        """The day of the next act; None when nobody does anything any more."""
        return self.coming[0][0] if self.coming else None

    def act(self, engine: Engine, clock: Clock, cause: str) -> list[Answer]:
        """Do everything that is planned up to today, each through the door."""
        today = clock.today()
        due: list[Planned] = []
        while self.coming and self.coming[0][0] <= today:
            due.append(heapq.heappop(self.coming))
        if not due:
            return []
        self.salt = today.isoformat()  # of the day only: a replay may go on with another cast
        with writing(engine) as session:
            facts = read_facts(session, sorted({number for _, number, *_ in due}))
            rules = read_rulebook(session)
            return self._fire(session, facts, rules, due, clock, cause)

    def _fire(
        self,
        session: Session,
        facts: dict[int, PlanFacts],
        rules: Rulebook,
        due: list[Planned],
        clock: Clock,
        cause: str,
    ) -> list[Answer]:
        answers: list[Answer] = []
        for actor, reports in ((REPORTER, True), (REVIEWER, False)):
            batch = [
                self._act(facts[number], trigger, key, clock.today())
                for _, number, trigger, key, _ in due
                if (trigger == acts.REPORT) == reports
            ]
            occasion = Occasion(actor, clock.now(), cause, self._salt)
            answers += fire_many(session, batch, occasion, facts=facts, rules=rules)
        return answers

    def _salt(self) -> str:
        """A salt that is the same in every replay, so that its history is, byte for byte."""
        self.salt = f"{int(lot('salt', self.salt, self.scenario.cohort) * 2**48):064x}"
        return self.salt

    def _unplanned(self, session: Session) -> set[int]:
        """The plans with an open or reported step that nothing is planned for."""
        rows = session.execute(
            select(STEP.plan_id, STEP.key, STEP.state, STEP.occurrence)
            .join(table_of(Plan), PLAN.id == STEP.plan_id)
            .where(PLAN.cohort_id == self.cohort_id)
            .where(STEP.state.in_([*ASKED, StepState.REPORTED]))
            .where(PLAN.stage.not_in([Stage.SUSPENDED, Stage.WITHDRAWN]))
        )
        return {
            number
            for number, key, state, occurrence in rows
            if (number, _trigger(state), key, occurrence) not in self.planned
        }

    def _plan_step(self, plan: PlanFacts, step: StepFacts, today: date) -> None:
        if step.state not in (*ASKED, StepState.REPORTED):
            return
        trigger = _trigger(step.state)
        if trigger == acts.REPORT:
            known = self._documented(plan, step)
            on = known or report_day(plan, step, self.scenario)
        else:
            drawn = lot(plan.reference, step.key, step.occurrence, "review")
            on = (step.done_on or today) + timedelta(days=round(1 + 3 * drawn))
        self._put(on, today, (plan.id, trigger, step.key, step.occurrence))

    def _plan_withdrawal(self, plan: PlanFacts, today: date) -> None:
        profile = self.scenario.profiles[plan.collectivity_code]
        if profile == Profile.WITHDRAWS and plan.cycle == 1:
            on = leaving_day(plan.collectivity_code)
            self._put(on, today, (plan.id, "withdraw", "", 0))

    def _put(self, on: date | None, today: date, what: tuple[int, str, str, int]) -> None:
        """Plan an act once, on a working day, never in the past."""
        if what in self.planned:
            return
        self.planned.add(what)
        if on is not None:
            number, trigger, key, occurrence = what
            heapq.heappush(
                self.coming, (_weekday(max(on, today)), number, trigger, key, occurrence)
            )

    def _documented(self, plan: PlanFacts, step: StepFacts) -> date | None:
        found = self.scenario.documented.get((plan.collectivity_code, step.key))
        first = plan.cycle == 1 and step.occurrence == 1
        return found.on if found and first else None

    def _act(self, plan: PlanFacts, trigger: str, key: str, today: date) -> Act:
        if trigger == "withdraw":
            reason = "No reason was published (illustration)."
            return Act(plan.id, trigger, reason=reason, basis=FactBasis.ILLUSTRATIVE)
        if trigger == acts.ACCEPT:
            return Act(plan.id, trigger, step=key, basis=FactBasis.ILLUSTRATIVE)
        return self._report(plan, plan.steps[key], today)

    def _report(self, plan: PlanFacts, step: StepFacts, today: date) -> Act:
        known = self.scenario.documented.get((plan.collectivity_code, step.key))
        if known and plan.cycle == 1 and step.occurrence == 1:
            return Act(
                plan.id,
                acts.REPORT,
                step=step.key,
                fields=known.fields,
                effective_on=known.on,
                basis=FactBasis.DOCUMENTED,
                source=known.source,
            )
        rule = plan.pathway.by_key[step.key]
        fields = {f.key: illustrated(f, plan, step, today) for f in rule.evidence}
        return Act(plan.id, acts.REPORT, step=step.key, fields=fields, basis=FactBasis.ILLUSTRATIVE)


def _trigger(state: StepState) -> str:
    return acts.ACCEPT if state == StepState.REPORTED else acts.REPORT


def _weekday(on: date) -> date:
    return on + timedelta(days=(7 - on.weekday()) % 7 if on.weekday() > 4 else 0)
