"""Why plans have not advanced, grouped by cause: the same guard, the same step, the same people.

One plan has one cause: what stands against the first way that it would take by itself. The rest of
what was looked at stands beside it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from lifecycle.board import newest_plans
from lifecycle.facts import ASKED, PlanFacts
from lifecycle.language import Phrase
from lifecycle.plans import STOPPED
from lifecycle.rows import PLAN, read_facts
from lifecycle.tracks import counted
from lifecycle.why import WayOut, ways_out
from models.collectivity import Collectivity
from models.words import Role, Stage, StepState, Track

MOVES = "moves"  # nothing stands against it: the next run takes it
MOVES_SAID = Phrase(
    "لا شيء يمنعه: ينتقل عند التشغيل المقبل.",
    "Rien ne s’y oppose\u00a0: il avance au prochain passage.",
    "Nothing stands against it: the next run moves it.",
)
STANDS = "stands_still"
STANDS_SAID = Phrase(
    "البرنامج معلق أو منسحب: القرار للتنسيق.",
    "Le plan est suspendu ou retiré\u00a0: la coordination décide.",
    "The plan is suspended or withdrawn: a coordinator decides.",
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """One plan that has not advanced: since when, and when it is looked at again.

    `state` is that of the step of the cause. `again_on` is the civil date of the next look or of
    the next letter, None while the plan waits for people alone: what they report is looked at at
    once. `way` holds every guard, true and false.
    """

    plan_id: int
    reference: str
    collectivity_code: str
    region_code: str
    stage: Stage
    since: date
    again_on: date | None
    state: StepState | None
    way: WayOut | None


@dataclass(slots=True)
class Cause:
    """A cause and its plans: the guard that does not hold, the step, and who can unblock it."""

    guard: str
    said: Phrase
    step: str | None
    unblocked_by: Role
    plans: list[Stuck] = field(default_factory=list)

    @property
    def since(self) -> date:
        """Since when the first of them has waited."""
        return min(one.since for one in self.plans)


def causes(
    session: Session,
    *,
    on: date,
    cohort: str | None = None,
    region: str | None = None,
    track: Track | None = None,
) -> list[Cause]:
    """Every newest plan that is not concluded, under its cause; the commonest cause first.

    Of one track: the network's openness programmes when neither it nor a cohort is named.
    """
    query = newest_plans(cohort, counted(track, cohort)).where(PLAN.stage != Stage.COMPLETED)
    if region:
        query = query.join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        query = query.where(Collectivity.region_code == region)
    found: dict[tuple[str, str | None, Role], list[Stuck]] = defaultdict(list)
    said: dict[str, Phrase] = {}
    for facts in read_facts(session, list(session.scalars(query))).values():
        guard, phrase, step, who, stuck = cause_of(facts, on)
        said[guard] = phrase
        found[guard, step, who].append(stuck)
    told = [
        Cause(
            guard, said[guard], step, who, sorted(plans, key=lambda one: (one.since, one.plan_id))
        )
        for (guard, step, who), plans in found.items()
    ]
    return sorted(told, key=lambda one: (-len(one.plans), one.guard, one.step or ""))


def cause_of(facts: PlanFacts, today: date) -> tuple[str, Phrase, str | None, Role, Stuck]:
    """The cause of one plan: the guard by name, its sentence, the step, who unblocks it. Pure."""
    if facts.stage in STOPPED:
        since = facts.suspended_on or facts.entered_on
        stuck = _stuck(facts, None, None, since)
        return STANDS, STANDS_SAID, None, Role.NATIONAL_COORDINATOR, stuck
    ways = [way for way in ways_out(facts, today) if way.by_itself]
    way = next((one for one in ways if one.may), ways[0])
    if way.may:
        stuck = _stuck(facts, way, None, facts.entered_on)
        return MOVES, MOVES_SAID, None, Role.NATIONAL_COORDINATOR, stuck
    # A date that has not come is nobody's doing: what people can do is named before it.
    reasons = sorted(way.reasons, key=lambda one: not any(k in facts.steps for k in one.looked_at))
    reason = reasons[0]
    step = next((key for key in reason.looked_at if key in facts.pathway.by_key), None)
    stuck = _stuck(facts, way, step, reason.since or facts.entered_on)
    return reason.guard, reason.phrase, step, reason.unblocked_by, stuck


def _stuck(facts: PlanFacts, way: WayOut | None, step: str | None, since: date) -> Stuck:
    known = facts.step(step) if step else None
    looks = [facts.check_on, way.opens_on if way else None]
    looks += [one.next_at for one in facts.steps.values() if one.state in ASKED]
    return Stuck(
        plan_id=facts.id,
        reference=facts.reference,
        collectivity_code=facts.collectivity_code,
        region_code=facts.region_code,
        stage=facts.stage,
        since=since,
        again_on=min((on for on in looks if on), default=None),
        state=known.state if known else None,
        way=way,
    )
