"""Elections renew councils: one question for many plans, to preview and then to apply as a batch.

The date is given by whoever asks; it is written nowhere. Before the election the answer can be
looked at, not applied: letters about it are never written ahead of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import RENEW_COUNCIL, Act
from lifecycle.batches import KEY, Said
from lifecycle.board import newest_plans
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import cohort_number
from lifecycle.decide_renewal import ENDED, TOLD
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import Refused, refusal
from lifecycle.long_lists import chunks
from lifecycle.mandates import Mandate, end_mandates, mandates_on
from lifecycle.previews import Preview, Work
from lifecycle.renewal_reach import roles_to_tell
from lifecycle.rows import PLAN
from lifecycle.whatif import Question
from models.collectivity import Collectivity
from models.words import BatchKind, CollectivityKind, Stage


def plans_of_councils(
    session: Session,
    *,
    kinds: Collection[CollectivityKind] = (),
    region: str | None = None,
    cohort: str | None = None,
    references: Sequence[str] = (),
) -> list[int]:
    """The newest plan of each member whose council is meant, by reference; all without a choice.

    Those that withdrew are among them: their mandates end too, and nobody is written to.

    Raises:
        NoSuchCohort: there is no such cohort.
        Refused: no plan is meant.
    """
    cohort_number(session, cohort)
    query = select(PLAN.id).join(Collectivity, Collectivity.code == PLAN.collectivity_code)
    query = query.where(PLAN.id.in_(newest_plans(cohort)))
    if kinds:
        query = query.where(Collectivity.kind.in_(kinds))
    if region:
        query = query.where(Collectivity.region_code == region)
    if references:
        query = query.where(PLAN.reference.in_(references))
    found = list(session.scalars(query.order_by(PLAN.reference)))
    if not found:
        raise refusal(
            "لا يوجد أي برنامج بهذا الاختيار.",
            "Aucun programme ne correspond à ce choix.",
            "no plan is meant: choose another kind, region, cohort or plan",
        )
    return found


def council_renewal(plans: Sequence[int], on: date, *, occasion: Occasion, reason: str) -> Question:
    """What an election of a civil date asks of these plans.

    Before that day the preview shows the plans as they stand, on the day of the election; applying
    is refused.
    """

    def make(of_batch: Said) -> Work:
        early = on > occasion.today
        if early and KEY in of_batch:
            raise _not_yet(on)
        then = replace(occasion, at=VirtualClock(on).now()) if early else occasion
        return partial(_renew, plans=plans, on=on, occasion=then, reason=reason, said=of_batch)

    asked = {"on": on.isoformat(), "plans": list(plans)}
    return Question(BatchKind.RENEW_COUNCIL, asked, reason, make)


def nobody_left(told: Preview) -> list[str]:
    """The references of the plans, still members, that no letter about it would reach."""
    return [one.reference for one in told.done if not one.letters and one.stage != Stage.WITHDRAWN]


def _not_yet(on: date) -> Refused:
    return refusal(
        f"لا يسجل التجديد قبل يوم الاقتراع ({on}): يمكن الآن عرض النتيجة فقط.",
        f"Le renouvellement ne s’enregistre qu’à partir du scrutin ({on}) ; d’ici là, seul "
        "l’aperçu est possible.",
        f"the election is on {on}: until then it can be previewed only, not applied",
    )


def _renew(
    session: Session,
    *,
    plans: Sequence[int],
    on: date,
    occasion: Occasion,
    reason: str,
    said: Said,
) -> list[Answer]:
    """Ask the door for each plan, and end the mandates of those that it was not refused for."""
    places = _places(session, plans)
    codes = sorted({code for code, _ in places.values()})
    mandates = mandates_on(session, codes, on)
    told = roles_to_tell(session, codes, occasion.today)
    wanted = [
        Act(
            number, RENEW_COUNCIL, effective_on=on, reason=reason,
            said=_said(mandates.get(code, ()))
            | {TOLD: [] if stage == Stage.WITHDRAWN else told.get(code, [])} | dict(said),
        )
        for number, (code, stage) in places.items()
    ]  # fmt: skip
    answers = fire_many(session, wanted, occasion)
    done = sorted({places[a.act.plan_id][0] for a in answers if a.change})
    ending = [mandate for code in done for mandate in mandates.get(code, ())]
    end_mandates(session, ending, done, on, occasion.at)
    return answers


def _places(session: Session, plans: Sequence[int]) -> dict[int, tuple[str, Stage]]:
    """The collectivity and the stage of each plan, in the order that is asked."""
    query = select(PLAN.id, PLAN.collectivity_code, PLAN.stage)
    found = {
        row.id: (row.collectivity_code, row.stage)
        for some in chunks(plans)
        for row in session.execute(query.where(PLAN.id.in_(some)))
    }
    return {number: found[number] for number in plans if number in found}


def _said(mandates: Sequence[Mandate]) -> dict[str, Any]:
    """What the entry says of the mandates: roles and numbers, never a name."""
    return {ENDED: [[one.role.value, f"person:{one.person_id}"] for one in mandates]}
