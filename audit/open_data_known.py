"""What the open data are made of: read once, in one transaction, for all resources."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.counts import Record, records
from audit.moments import moment
from lifecycle.evaluations import Views, views_of_all
from lifecycle.monitoring import Round, rounds_of_all
from lifecycle.programmes import Programme, programmes
from lifecycle.stage_flow import StageFlow, read_stage_flow
from models.cohort import Cohort
from models.words import CollectivityKind, FactBasis


@dataclass(frozen=True, slots=True)
class Known:
    """The records on a civil date. `flows` are the members by stage and month, of each kind.

    `rounds` and `views` are by the reference of the plans whose content is in force.
    """

    on: date
    cohorts: tuple[tuple[str, str, str, date], ...]
    records: tuple[Record, ...]
    programmes: tuple[Programme, ...]
    flows: dict[CollectivityKind, StageFlow]
    rounds: dict[str, list[Round]]
    views: dict[str, Views]

    def illustrative(self) -> frozenset[str]:
        """The references of the plans whose course is an illustration."""
        return frozenset(
            one.plan.reference
            for one in self.programmes
            if one.plan.basis == FactBasis.ILLUSTRATIVE
        )


def read_known(session: Session, *, on: date) -> Known:
    """Everything that the resources are computed from: a fixed number of statements."""
    cohorts = session.execute(
        select(Cohort.code, Cohort.name_ar, Cohort.name_fr, Cohort.founded_on).order_by(
            Cohort.founded_on, Cohort.code
        )
    )
    found = tuple(programmes(session, on=on))
    shown = {one.plan.id: one.plan.reference for one in found if one.content is not None}
    held, rated = rounds_of_all(session), views_of_all(session)
    return Known(
        on=on,
        cohorts=tuple((code, ar, fr, founded) for code, ar, fr, founded in cohorts),
        records=tuple(records(session, moment(on))),
        programmes=found,
        flows={kind: read_stage_flow(session, until=on, kind=kind) for kind in CollectivityKind},
        rounds={shown[number]: told for number, told in held.items() if number in shown},
        views={shown[number]: told for number, told in rated.items() if number in shown},
    )
