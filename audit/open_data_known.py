"""What the open data are made of: read once, in one transaction, for all resources."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.counts import Record, records
from audit.moments import moment
from lifecycle.programmes import Programme, programmes
from lifecycle.stage_flow import StageFlow, read_stage_flow
from models.cohort import Cohort
from models.words import CollectivityKind, FactBasis


@dataclass(frozen=True, slots=True)
class Known:
    """The records on a civil date. `flows` are the members by stage and month, of each kind."""

    on: date
    cohorts: tuple[tuple[str, str, str, date], ...]
    records: tuple[Record, ...]
    programmes: tuple[Programme, ...]
    flows: dict[CollectivityKind, StageFlow]

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
    return Known(
        on=on,
        cohorts=tuple((code, ar, fr, founded) for code, ar, fr, founded in cohorts),
        records=tuple(records(session, moment(on))),
        programmes=tuple(programmes(session, on=on)),
        flows={kind: read_stage_flow(session, until=on, kind=kind) for kind in CollectivityKind},
    )
