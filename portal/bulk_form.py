"""What is asked of many plans: the posted form read into acts, or its problems by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from lifecycle.acts import MAKE_OPTIONAL
from lifecycle.entries import Occasion
from lifecycle.pathway import VERSIONS
from lifecycle.published_reasons import KEY, reason_choices
from lifecycle.whatif import Question, more_time, other_table, same_act
from models.words import BatchKind
from portal.bulk_acts import BULK_ACTS, BulkAct
from portal.session_form import day_of, written

FIELDS = ("act", "step", "reason", "due_on", "days", "table", "published")
MOST_DAYS = 366
UNKNOWN = BulkAct("", next(iter(BULK_ACTS.values())).name, False, False, False)


@dataclass(slots=True)
class BulkForm:
    """The values as they were written, the references that were ticked, the problems by field."""

    values: dict[str, str]
    references: list[str]
    due_on: date | None = None
    days: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def act(self) -> BulkAct:
        """The act that was chosen; `UNKNOWN` for none of the list."""
        return BULK_ACTS.get(self.values["act"], UNKNOWN)

    @property
    def complete(self) -> bool:
        """Whether it is known what may be done to which plans."""
        known = any(self.values["step"] in table.by_key for table in VERSIONS.values())
        return self.act is not UNKNOWN and (known or not self.act.on_step)

    def question(self, plan_ids: list[int], occasion: Occasion) -> Question:
        """What is asked of these plans, for a form without problems: to preview and to apply."""
        act, reason = self.act, self.values["reason"]
        if act.days:
            made = more_time(
                plan_ids, days=self.days, step=self.values["step"], occasion=occasion, reason=reason
            )
        elif act.table:
            made = other_table(plan_ids, self.values["table"], occasion=occasion, reason=reason)
        else:
            published = self.values["published"]
            make = same_act(
                plan_ids, act.trigger, occasion, reason=reason, due_on=self.due_on,
                step=self.values["step"] if act.on_step else None,
                said={KEY: published} if published else None,
            )  # fmt: skip
            optional = act.trigger == MAKE_OPTIONAL
            made = Question(
                BatchKind.OPTIONAL_STEP if optional else BatchKind.ACT, {}, reason, make
            )
        asked = {**self.values, "plans": self.references, **made.asked}
        return Question(made.kind, asked, reason, made.make)


def read_values(given: Mapping[str, Any]) -> dict[str, str]:
    """The plain values of a form or an address, as they were written."""
    return {name: written(given.get(name)) for name in FIELDS}


def read_bulk_form(form: FormData) -> BulkForm:
    """A posted form; the problems are names of words in `portal.bulk_words`."""
    ticked = sorted({one for one in form.getlist("plan") if isinstance(one, str)})
    read = BulkForm(read_values(form), ticked)
    act, values = read.act, read.values
    if act is UNKNOWN:
        read.problems["act"] = "need_act"
    elif not read.complete:
        read.problems["step"] = "need_step"
    if not ticked:
        read.problems["plans"] = "need_plans"
    if act.reason and not values["reason"]:
        read.problems["reason"] = "need_reason"
    read.due_on = day_of(values["due_on"])
    if act.due_on and read.due_on is None:
        read.problems["due_on"] = "need_date"
    written_days = values["days"]
    if written_days.isascii() and written_days.isdigit() and len(written_days) < 4:
        read.days = int(written_days)
    if act.days and not 1 <= read.days <= MOST_DAYS:
        read.problems["days"] = "need_days"
    if act.table and values["table"] not in VERSIONS:
        read.problems["table"] = "need_table"
    offered = dict(reason_choices(act.trigger, values["step"] or None))
    if values["published"] and values["published"] not in offered:
        read.problems["published"] = "need_published"
    return read
