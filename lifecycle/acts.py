"""What may be asked of the door, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.content import Content
from lifecycle.evaluation import Evaluation
from lifecycle.language import FiredBy
from lifecycle.progress import Progress
from models.words import ActorKind, FactBasis, FilingSource

REPORT, CORRECT, ACCEPT, RETURN, WAIVE, MOVE = (
    "report_step",
    "correct_report",
    "accept_step",
    "return_step",
    "waive_step",
    "move_deadline",
)
ASK_EXTENSION, GRANT_EXTENSION, REFUSE_EXTENSION = (
    "ask_extension",
    "grant_extension",
    "refuse_extension",
)
# What a coordinator decides besides: a step is not asked of a plan, or is asked again after all;
# and when a batch is undone, its deadline is put back.
MAKE_OPTIONAL, REINSTATE, RESTORE = "make_optional", "reinstate_step", "restore_deadline"
OPEN_PLAN, MOVE_SESSION, CHANGE_TABLE = "open_plan", "move_session", "change_table"
RENEW_COUNCIL = "renew_council"  # local elections ended the mandates of the elected
STEP_ACTS = frozenset({REPORT, CORRECT, ACCEPT, RETURN, WAIVE, MOVE,
                       ASK_EXTENSION, GRANT_EXTENSION, REFUSE_EXTENSION,
                       MAKE_OPTIONAL, REINSTATE, RESTORE})  # fmt: skip
OPTIONAL_ACTS = frozenset({MAKE_OPTIONAL, REINSTATE})
# What a focal point does on a step; all the rest a coordinator decides.
OF_FOCAL_POINTS = frozenset({REPORT, CORRECT, ASK_EXTENSION})
# What happens to the people of a plan: it is recorded, and the plan stays where it is.
SAY_ABSENT, NAME_SUCCESSOR, HAND_OVER, DECLINE_ROLE = (
    "say_absent",
    "name_successor",
    "hand_over",
    "decline_role",
)
FILE_CONTENT, AMEND_CONTENT = "file_content", "amend_content"
REPORT_PROGRESS, EVALUATE = "report_progress", "evaluate"
CONTENT_ACTS = frozenset({FILE_CONTENT, AMEND_CONTENT})
OPEN_CONSULTATION, CLOSE_CONSULTATION, DECIDE_IDEAS = (
    "open_consultation",
    "close_consultation",
    "decide_ideas",
)
CONSULTATION_ACTS = frozenset({OPEN_CONSULTATION, CLOSE_CONSULTATION, DECIDE_IDEAS})
PEOPLE_ACTS = frozenset({SAY_ABSENT, NAME_SUCCESSOR, HAND_OVER, DECLINE_ROLE})
EVERYTHING = frozenset(FiredBy)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the engine, or a person by an opaque number; and what it has the power to fire."""

    kind: ActorKind
    id: str
    powers: frozenset[FiredBy]


ENGINE = Actor(ActorKind.ENGINE, "engine", frozenset({FiredBy.TIME, FiredBy.ENGINE}))


def coordinator(person_id: int | str) -> Actor:
    """A coordinator or admin: may do all that the guards allow."""
    return Actor(ActorKind.PERSON, f"person:{person_id}", EVERYTHING)


def focal_point(person_id: int | str) -> Actor:
    """A focal point: reports steps, asks for time, says who is there; decides nothing."""
    return Actor(ActorKind.PERSON, f"person:{person_id}", frozenset({FiredBy.FOCAL_POINT}))


def civil_society(person_id: int | str) -> Actor:
    """Who speaks for civil society in the follow-up committee: reports, and gives its opinion."""
    powers = frozenset({FiredBy.FOCAL_POINT, FiredBy.CIVIL_SOCIETY})
    return Actor(ActorKind.PERSON, f"person:{person_id}", powers)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing asked of one plan.

    `trigger` is a transition of the table or an act on a step. `effective_on` is the civil date on
    which it happened, today when left out: a workshop is reported afterwards. `fields` is the
    evidence, `due_on` the new deadline of a moved one, `table` the version that a plan goes over
    to; `same_day` says that what is put back was changed today. `basis` and `source` mark a
    replayed act. `said` is what the entry says besides, without personal data. `confirm_to` is the
    number of the person whose report is confirmed to them by a letter; `to_person` of one who is
    written to without holding a role yet. `content` is what a programme promises or is
    to promise, `document` what is filed beside it.
    """

    plan_id: int
    trigger: str
    step: str | None = None
    effective_on: date | None = None
    reason: str = ""
    fields: Mapping[str, Any] | None = None
    due_on: date | None = None
    session_code: str | None = None
    table: str | None = None
    same_day: bool = False
    basis: FactBasis | None = None
    source: str | None = None
    said: Mapping[str, Any] | None = None
    confirm_to: int | None = None
    to_person: int | None = None
    content: Content | None = None
    document: Progress | Evaluation | None = None
    filing_source: FilingSource = FilingSource.FORM
