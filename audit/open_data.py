"""The network's open data: every resource, computed from records, without personal data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from audit import open_data_content as content
from audit import open_data_followed as followed
from audit import open_data_measures as measures
from audit import open_data_members as members
from audit import open_data_plans as plans
from audit import open_data_totals as totals
from audit.open_data_known import Known, read_known
from audit.open_data_shape import Resource, Row
from lifecycle.clock import Clock
from lifecycle.programmes import Programme

Making = Callable[[Known], Iterable[Row]]
# Each after those that it links to.
_MADE_BY: tuple[tuple[Resource, Making], ...] = (
    (members.REGIONS, members.region_rows),
    (members.COHORTS, members.cohort_rows),
    (members.COLLECTIVITIES, members.collectivity_rows),
    (plans.PLANS, plans.plan_rows),
    (content.AXES, content.axis_rows),
    (content.PROJECTS, content.project_rows),
    (content.ACTIVITIES, content.activity_rows),
    (measures.INDICATORS, measures.indicator_rows),
    (measures.PARTNERS, measures.partner_rows),
    (followed.ROUNDS, followed.round_rows),
    (followed.PROGRESS, followed.progress_rows),
    (followed.VALUES, followed.value_rows),
    (followed.COMPLETION, followed.completion_rows),
    (members.MEMBERS_BY_MONTH, members.month_rows),
    (totals.TOTALS, totals.total_rows),
)
RESOURCES: dict[str, Resource] = {one.name: one for one, _ in _MADE_BY}


@dataclass(frozen=True, slots=True)
class OpenData:
    """All rows of all resources, as they were known at an instant (aware, UTC).

    `programmes` are what the rows were made of, for the exhibition.
    """

    on: date
    made_at: datetime
    rows: dict[str, list[Row]]
    programmes: tuple[Programme, ...]


def read_open_data(session: Session, clock: Clock) -> OpenData:
    """The open data of this moment: a fixed number of statements."""
    known = read_known(session, on=clock.today())
    rows = {one.name: [*made(known)] for one, made in _MADE_BY}
    return OpenData(known.on, clock.now(), rows, known.programmes)
