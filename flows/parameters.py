"""The parameters that flows share; the dashboard's form shows the text of the flows' docstrings."""

from datetime import date
from typing import Annotated

from pydantic import Field

from lifecycle.shares import MOST

CohortCode = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,63})?$")]
OnDate = date | None
DryRun = bool
ShareNumber = Annotated[int, Field(ge=1, le=MOST)]
Shares = Annotated[int, Field(ge=1, le=MOST)]
