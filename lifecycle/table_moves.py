"""Moving running plans to another version of the table: chosen, previewed, and done in one go."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import CHANGE_TABLE, Act
from lifecycle.cohorts import cohort_number
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.rows import PLAN
from lifecycle.table_fits import NOWHERE
from models.collectivity import Collectivity


def choose_plans(
    session: Session,
    *,
    cohort: str | None = None,
    region: str | None = None,
    references: Sequence[str] = (),
) -> list[int]:
    """The numbers of the running plans that are meant, by reference.

    Without a cohort, region or reference nobody is meant: a version is never changed for the whole
    network by leaving something out.

    Raises:
        NoSuchCohort: there is no such cohort.
        Refused: nothing was chosen, or a reference is no plan.
    """
    if not (cohort or region or references):
        raise refusal(
            "حددوا فوجا أو جهة أو برامج بعينها.",
            "Indiquez une cohorte, une région ou des programmes.",
            "choose plans: --cohort, --region or --plan",
        )
    query = select(PLAN.id, PLAN.reference).order_by(PLAN.reference)
    if cohort:
        query = query.where(PLAN.cohort_id == cohort_number(session, cohort))
    if region:
        query = query.join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        query = query.where(Collectivity.region_code == region)
    if references:
        query = query.where(PLAN.reference.in_(references))
    else:
        query = query.where(PLAN.stage.not_in(NOWHERE))
    found = {reference: number for number, reference in session.execute(query)}
    missing = [one for one in references if one not in found]
    if missing:
        raise refusal(
            f"لا توجد هذه البرامج هنا: {', '.join(missing)}",
            f"Ces programmes n’existent pas ici : {', '.join(missing)}",
            f"no such plans here: {', '.join(missing)}",
        )
    return list(found.values())


def move_to_table(
    session: Session,
    *,
    numbers: Sequence[int],
    version: str,
    reason: str,
    occasion: Occasion,
    said: Mapping[str, Any] | None = None,
) -> list[Answer]:
    """Ask the door to move each plan; a refusal stops none of the others."""
    acts = [
        Act(number, CHANGE_TABLE, reason=reason, table=version, said=said) for number in numbers
    ]
    return fire_many(session, acts, occasion)
