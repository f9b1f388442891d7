"""Which council session a plan will make: the rest of its way to the vote, walked at three paces.

Pure: facts, what was seen of each step, and today's date. What comes after the vote is no matter of
sessions and is not foreseen here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, sqrt

from lifecycle.council import Session
from lifecycle.deadlines import due_date
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.language import StepRule
from lifecycle.last_dates import LastDates, last_dates
from lifecycle.paces import Basis, Pace, Paces
from lifecycle.rulebook import AGENDA_CLOSES, Rulebook
from models.words import Outlook, Stage, StepState

TO_THE_COUNCIL = (Stage.JOINING, Stage.CO_CREATION)
BEFORE_THE_VOTE = (*TO_THE_COUNCIL, Stage.COUNCIL_APPROVAL)
AGENDA, VOTE = "put_on_agenda", "council_vote"


@dataclass(frozen=True, slots=True)
class StepForecast:
    """When one remaining step is settled at each pace, and until when it may safely be.

    `opens_on` is the day it opened, or is foreseen to at the usual pace. `last` says the dates
    after which the session aimed at is no longer safe, and no longer possible. `seen` is how many
    ended steps the days rest on.
    """

    key: str
    state: StepState
    opens_on: date
    due_on: date | None
    ends: Mapping[Pace, date]
    last: LastDates
    basis: Basis
    seen: int


@dataclass(frozen=True, slots=True)
class PlanForecast:
    """What is foreseen of one plan on a civil date.

    `target` is the session aimed at; `sessions` the one it makes at each pace; `submits_on` when
    its programme is ready for the council. `holding` is the first step that is foreseen to end
    after its last safe date, None when none is.
    """

    plan_id: int
    reference: str
    collectivity_code: str
    region_code: str
    cohort_id: int
    stage: Stage
    made_on: date
    target: Session
    outlook: Outlook
    sessions: Mapping[Pace, Session]
    submits_on: Mapping[Pace, date]
    steps: tuple[StepForecast, ...]
    holding: str | None


def forecast(facts: PlanFacts, today: date, paces: Paces, rules: Rulebook) -> PlanForecast | None:
    """The forecast of a plan on a civil date; None when no vote is before it or it stands still."""
    if facts.stage not in BEFORE_THE_VOTE or facts.session_on is None:
        return None
    vote = facts.step(VOTE) if facts.stage == Stage.COUNCIL_APPROVAL else None
    if vote is not None and vote.done_on is not None:
        return None  # the council has spoken; the table does the rest
    target = Session(facts.session_code or "", facts.session_on)
    quick = _Walk(facts, today, Pace.QUICKEST, paces, rules)
    usual = _Walk(facts, today, Pace.USUAL, paces, rules)
    walks = {
        Pace.QUICKEST: (quick, False),
        Pace.USUAL: (usual, False),
        Pace.SLOW: (usual, True),
    }
    sessions = {pace: walk.session(target, slow=slow) for pace, (walk, slow) in walks.items()}
    steps = _steps(walks, facts, paces, target, rules)
    return PlanForecast(
        plan_id=facts.id,
        reference=facts.reference,
        collectivity_code=facts.collectivity_code,
        region_code=facts.region_code,
        cohort_id=facts.cohort_id,
        stage=facts.stage,
        made_on=today,
        target=target,
        outlook=outlook(target, sessions),
        sessions=sessions,
        submits_on={pace: walk.ready_on(slow=slow) for pace, (walk, slow) in walks.items()},
        steps=steps,
        holding=next((s.key for s in steps if s.ends[Pace.USUAL] > s.last.safe_on), None),
    )


def outlook(target: Session, sessions: Mapping[Pace, Session]) -> Outlook:
    """Whether the session aimed at is made: at a slow pace, at some pace, or at none."""
    if sessions[Pace.SLOW].opens_on <= target.opens_on:
        return Outlook.ON_TRACK
    if sessions[Pace.QUICKEST].opens_on <= target.opens_on:
        return Outlook.AT_RISK
    return Outlook.WILL_MISS


class _Walk:
    """The rest of the way at one pace, on a copy of the facts.

    Each step also has its spread: how much later it ends when it is slow. Spreads of steps that
    follow one another add up as variances do, for nobody is slow at everything (as in PERT).
    """

    def __init__(
        self, facts: PlanFacts, today: date, pace: Pace, paces: Paces, rules: Rulebook
    ) -> None:
        self.facts = replace(facts, steps=dict(facts.steps))
        self._today, self._pace, self._paces, self._rules = today, pace, paces, rules
        self.ended: dict[str, StepFacts] = {}
        self._variance: dict[str, int] = {}
        self._entered_with = 0
        for stage in stages_left(facts.stage):
            self._through(stage)

    def ends(self, key: str, *, slow: bool = False) -> date:
        """When a step is settled; with `slow`, the spread of its way there later."""
        end = self.ended[key].settled_on
        assert end is not None  # noqa: S101 - every step of the walk was settled on it
        return end + timedelta(days=ceil(sqrt(self._variance[key]))) if slow else end

    def ready_on(self, *, slow: bool = False) -> date:
        """When the programme is ready for the council."""
        keys = [key for key, step in self.ended.items() if step.stage in TO_THE_COUNCIL]
        entered = max(self.facts.entered_on, self._today)
        return max([entered, *(self.ends(key, slow=slow) for key in keys)])

    def session(self, target: Session, *, slow: bool = False) -> Session:
        """The council session that is made."""
        reachable = self._rules.first_reachable
        if any(step.stage in TO_THE_COUNCIL for step in self.ended.values()):
            return reachable(self.facts, self.ready_on(slow=slow))
        on_agenda = self.ends(AGENDA, slow=slow) if AGENDA in self.ended else self._today
        if max(on_agenda, self._today) <= target.opens_on:
            return target
        return reachable(self.facts, self._today, target.opens_on)

    def _through(self, stage: Stage) -> None:
        """Settle what is left of a stage; the next one is entered when its last step is."""
        facts = self.facts
        rules = facts.pathway.steps_of(stage)
        for rule in rules:
            step = facts.step(rule.key)
            after_the_vote = VOTE in (rule.key, *rule.after)
            if not after_the_vote and not (step and step.is_settled):
                self._settle(rule, step)
        for rule in rules if stage in TO_THE_COUNCIL else ():
            end = facts.steps[rule.key].settled_on if rule.key in self.ended else None
            if rule.needed and end and end >= facts.entered_on:
                facts.entered_on, self._entered_with = end, self._variance[rule.key]

    def _settle(self, rule: StepRule, known: StepFacts | None) -> None:
        step = replace(known) if known else StepFacts(rule.key, 1, rule.stage, StepState.WAITING)
        self.facts.steps[rule.key] = self.ended[rule.key] = step
        variance = 0
        if step.opened_on:
            step.original_due_on = step.due_on  # more time that was given counts as given
        else:
            step.opened_on, variance = self._opening(rule)
            due = due_date(self.facts, step, self._rules.days)
            step.due_on = step.original_due_on = due.on if due else None
        season = self.facts.calendar.dates.get(rule.season.name) if rule.season else None
        ends = self._paces.ends(rule, step, self._pace, self._today, season)
        slow = self._paces.ends(rule, step, Pace.SLOW, self._today, season)
        self._variance[rule.key] = variance + max(0, (slow - ends).days) ** 2
        step.done_on, step.settled_on = step.done_on or ends, ends

    def _opening(self, rule: StepRule) -> tuple[date, int]:
        """When a step opens, after the last of those before it, and the variance of the way there.

        What was settled before today has none.
        """
        opened, variance = self.facts.entered_on, self._entered_with
        for key in rule.after:
            before = self.facts.step(key)
            if before and before.settled_on and before.settled_on >= opened:
                opened, variance = before.settled_on, self._variance.get(key, 0)
        return opened, variance


def stages_left(stage: Stage) -> tuple[Stage, ...]:
    """The stages from one to the one that ends with the vote."""
    return (
        BEFORE_THE_VOTE[BEFORE_THE_VOTE.index(stage) :]
        if stage != BEFORE_THE_VOTE[-1]
        else (stage,)
    )


def _steps(
    walks: Mapping[Pace, tuple[_Walk, bool]],
    facts: PlanFacts,
    paces: Paces,
    target: Session,
    rules: Rulebook,
) -> tuple[StepForecast, ...]:
    """The remaining steps in the table's order, each with its dates."""
    usual = walks[Pace.USUAL][0].ended
    closes = target.opens_on - AGENDA_CLOSES
    last = last_dates(facts, list(usual), closes, target.opens_on, paces, rules.days)
    told = []
    for key, step in usual.items():
        rule, known = facts.pathway.by_key[key], facts.step(key)
        basis = paces.basis(rule)
        seen = {Basis.COHORT: paces.cohort, Basis.NETWORK: paces.network}.get(basis, {})
        told.append(
            StepForecast(
                key=key,
                state=known.state if known else StepState.WAITING,
                opens_on=step.opened_on or facts.entered_on,
                due_on=step.due_on,
                ends={pace: walk.ends(key, slow=slow) for pace, (walk, slow) in walks.items()},
                last=last[key],
                basis=basis,
                seen=seen[key].ended if key in seen else 0,
            )
        )
    return tuple(told)
