"""Which part of the history is handed out: one plan, one cohort, or all plans."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from lifecycle.cohorts import cohort_number
from lifecycle.errors import LifecycleError
from lifecycle.plans import find_plan


class Extent(StrEnum):
    """How much is asked for."""

    PLAN = "plan"
    COHORT = "cohort"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """One plan (reference, register code or name), one cohort (its code), or all when both are ''.

    `until` is an aware instant: entries that were recorded later are left out; None takes all.

    Raises:
        LifecycleError: a plan and a cohort are both named.
        ValueError: `until` has no time zone.
    """

    plan: str = ""
    cohort: str = ""
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.plan and self.cohort:
            raise LifecycleError("Ask for one plan or for one cohort, not for both.")
        if self.until is not None and self.until.tzinfo is None:
            raise ValueError(f"{self.until!r} has no time zone: instants are aware and in UTC")

    @property
    def extent(self) -> Extent:
        """Whether it is one plan, one cohort or all."""
        if self.plan:
            return Extent.PLAN
        return Extent.COHORT if self.cohort else Extent.ALL


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scope that was found: the number of its plan or cohort (None for all) and its name.

    `name` is the reference of the plan, the code of the cohort, or `all`: fit for a file's name.
    """

    extent: Extent
    number: int | None
    name: str
    until: datetime | None


def chosen(session: Session, scope: Scope, *, on: date) -> Chosen:
    """Find what a scope names, on a civil date.

    Raises:
        NoSuchPlan: no plan answers to it, or several do.
        NoSuchCohort: there is no such cohort.
    """
    if scope.extent is Extent.PLAN:
        plan = find_plan(session, scope.plan, on=on)
        return Chosen(scope.extent, plan.id, plan.reference, scope.until)
    number = cohort_number(session, scope.cohort)
    return Chosen(scope.extent, number, scope.cohort or Extent.ALL.value, scope.until)
