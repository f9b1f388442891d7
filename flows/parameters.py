"""The parameters of the flows, as the dashboard's form shows them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from flows.clock_of_run import clock_on
from lifecycle.clock import Clock

CohortCode = Annotated[
    str | None,
    Field(
        title="Cohort",
        description="Code of one cohort, e.g. 2022-founders. Leave empty for all cohorts.",
        pattern=r"^[a-z0-9][a-z0-9-]{0,63}$",
    ),
]
OnDate = Annotated[
    date | None,
    Field(
        title="Date",
        description="Civil date on which the rules are applied. Leave empty for today in "
        "Casablanca. A date in the future writes letters early: use it with the dry run.",
    ),
]
DryRun = Annotated[
    bool,
    Field(title="Dry run", description="Count and show what would happen; write nothing."),
]

__all__ = ["Clock", "CohortCode", "DryRun", "OnDate", "clock_on"]
