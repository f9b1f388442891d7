"""What is asked about elections: a posted form as plain values, or its problems by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lifecycle.entries import Occasion
from lifecycle.plan_search import regions
from lifecycle.renewal import council_renewal, plans_of_councils
from lifecycle.whatif import Question
from models.words import CollectivityKind
from portal.session_form import day_of, written

FIELDS = ("elected_on", "kind", "region", "cohort", "reason")


@dataclass(slots=True)
class RenewalForm:
    """The values as they were written, so that none is lost, and the problems by field."""

    values: dict[str, str]
    elected_on: date | None = None
    problems: dict[str, str] = field(default_factory=dict)

    def question(self, session: Session, occasion: Occasion) -> Question:
        """The renewal that is asked, for a form without problems: to preview and to apply.

        Raises:
            NoSuchCohort: there is no such cohort.
            Refused: no plan is meant.
        """
        assert self.elected_on is not None  # noqa: S101 - a form without problems has one
        kind = self.values["kind"]
        plans = plans_of_councils(
            session,
            kinds=[CollectivityKind(kind)] if kind else [],
            region=self.values["region"] or None,
            cohort=self.values["cohort"] or None,
        )
        return council_renewal(
            plans, self.elected_on, occasion=occasion, reason=self.values["reason"]
        )


def read_renewal_form(form: Mapping[str, Any]) -> RenewalForm:
    """A posted form; the problems are names of words in `portal.renewal_words`."""
    read = RenewalForm({name: written(form.get(name)) for name in FIELDS})
    read.elected_on = day_of(read.values["elected_on"])
    if read.elected_on is None:
        read.problems["elected_on"] = "need_day"
    if read.values["kind"] not in ("", *CollectivityKind):
        read.problems["kind"] = "need_choice"
    if read.values["region"] not in ("", *regions()):
        read.problems["region"] = "need_choice"
    if not read.values["reason"]:
        read.problems["reason"] = "need_reason"
    return read
