"""The parameters that flows share; the dashboard's form shows the text of the flows' docstrings."""

from datetime import date
from typing import Annotated

from pydantic import Field

CohortCode = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,63})?$")]
OnDate = date | None
DryRun = bool
