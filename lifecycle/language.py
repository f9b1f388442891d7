"""The words in which the table of the pathway is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from models.words import Provenance, Role, Stage, Track

if TYPE_CHECKING:
    from lifecycle.facts import PlanFacts

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same thing said in Arabic, French and English."""

    ar: str
    fr: str
    en: str

    def said_in(self, language: str) -> str:
        """The phrase in `ar`, `fr` or `en`."""
        return {"ar": self.ar, "fr": self.fr, "en": self.en}[language]


def all_said(phrases: Mapping[Name, Phrase], language: str) -> dict[Name, str]:
    """Every phrase of a list in `ar`, `fr` or `en`, by its name."""
    return {name: phrase.said_in(language) for name, phrase in phrases.items()}


# A field that only a forecast reads decides nothing: it is left out of the digest, so that a
# better estimate does not make another table of it.
FORESEEN_ONLY = {"foreseen_only": True}
# A field that came after versions were released is in the digest of those only that use it.
CAME_LATER = {"came_later": True}


# The dates of a cohort's calendar on which a round of co-monitoring opens; none has to be named.
ROUNDS = ("round_1", "round_2", "round_3", "round_4")


class Unit(StrEnum):
    """What a rule counts in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


class Anchor(StrEnum):
    """What a rule counts from, besides a date of the cohort's calendar and a settled step."""

    STEP_OPENED = "step_opened"
    STAGE_ENTERED = "stage_entered"
    COUNCIL_SESSION = "council_session"
    IMPLEMENTATION_START = "implementation_start"
    LAST_ROUND = "last_round"
    ROUND = "round"  # the date of the next round of co-monitoring in the cohort's calendar
    HALF_YEAR = "half_year"  # the first of January or of July after the last round opened


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date of the cohort's calendar, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """The day on which an earlier step was done."""

    key: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number, a unit and an anchor; a negative number counts back from the anchor.

    `source` is the article, page or decision behind the rule; `verified` says whether its text was
    read. What is only policy is labelled so: it can be changed without asking the legislator.
    """

    number: int
    unit: Unit
    anchor: Anchor | CalendarDate | StepDone
    provenance: Provenance
    source: str
    verified: bool = False


class FieldType(StrEnum):
    """What a field of evidence holds."""

    DATE = "date"
    COUNT = "count"
    TEXT = "text"
    LINK = "link"
    CHOICE = "choice"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class EvidenceField:
    """One thing asked as evidence."""

    key: str
    type: FieldType
    label: Phrase
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step of the pathway: who acts, what shows that it is done, and by when.

    A step opens with its stage, or when every step of `after` is settled (and, for a vote, when its
    outcome is `after_outcome`). A step that is not `needed` does not hold the plan in its stage.
    `enabled` is False for a step whose legal basis is unknown. `takes` is the fewest working days
    from its opening to its end (policy), `season` the date of the calendar before which it is not
    done (the programme's): what a forecast starts from, and no rule of the plan.
    """

    key: str
    stage: Stage
    actor: Role
    evidence: tuple[EvidenceField, ...]
    deadline: Deadline
    after: tuple[str, ...] = ()
    after_outcome: str | None = None
    review: bool = True
    needed: bool = True
    enabled: bool = True
    takes: int = field(default=1, metadata=FORESEEN_ONLY)
    season: CalendarDate | None = field(default=None, metadata=FORESEEN_ONLY)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found: whether it holds, what was looked at, who can unblock it, since when."""

    holds: bool
    looked_at: tuple[str, ...] = ()
    unblocked_by: Role = Role.FOCAL_POINT
    since: date | None = None

    def __bool__(self) -> bool:
        return self.holds


Guard = Callable[["PlanFacts", date], Finding]


class FiredBy(StrEnum):
    """Who may fire a transition."""

    TIME = "time"  # a date has come and every guard holds
    ENGINE = "engine"  # every guard holds
    COORDINATOR = "coordinator"
    FOCAL_POINT = "focal_point"  # by reporting a step
    CIVIL_SOCIETY = "civil_society"  # by giving the opinion that nobody gives in its place


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a row of the table sends, and the roles it goes to."""

    kind: str
    to: tuple[Role, ...]
    urgent: bool = False


class Aim(StrEnum):
    """Which council session a plan aims at after a transition."""

    FIRST_REACHABLE = "first_reachable"  # the first whose agenda is still open
    AFTER_THIS_ONE = "after_this_one"  # the same, but never the session aimed at now


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: from a stage to a stage, when the guards hold.

    `reopens` names the steps that are asked again; entering a stage otherwise asks those of its
    steps that were never asked. `when` is the date before which time does not fire it. `aims` says
    that the plan aims at another council session from here; `waives` that what was left open in the
    stage it leaves is asked no more.
    """

    trigger: str
    sources: tuple[Stage, ...]
    dest: Stage
    guards: tuple[Guard, ...] = ()
    fired_by: tuple[FiredBy, ...] = (FiredBy.COORDINATOR,)
    letters: tuple[Letter, ...] = ()
    reopens: tuple[str, ...] = ()
    when: Deadline | None = None
    aims: Aim | None = None
    waives: bool = False
    reason_required: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder of reminders.

    `number` working days from the deadline, negative before it; None means when the step opens.
    `half` also waits for half of the time to pass. `span_over` asks for a longer step.
    """

    key: str
    number: int | None
    letters: tuple[Letter, ...]
    half: bool = False
    span_over: int = 0


@dataclass(frozen=True, eq=False)
class Ladder:
    """The rungs in their order. Known by identity, so that what was counted for it is kept."""

    rungs: tuple[Rung, ...]

    def __iter__(self) -> Iterator[Rung]:
        return iter(self.rungs)


@dataclass(frozen=True, slots=True)
class Pathway:
    """A version of the table.

    `track` is the programme it belongs to. `adopted_by` is the step by which a plan becomes
    binding: its implementation starts from there.
    """

    version: str
    stages: tuple[Stage, ...]
    steps: tuple[StepRule, ...]
    transitions: tuple[Transition, ...]
    ladder: Ladder
    least_days: int  # working days that a step has at the least from the day it opens
    digest: str = field(default="", compare=False)
    by_key: dict[str, StepRule] = field(default_factory=dict, compare=False)
    by_stage: dict[Stage, tuple[StepRule, ...]] = field(default_factory=dict, compare=False)
    track: Track = field(default=Track.REMACTO, metadata=CAME_LATER)
    adopted_by: str = field(default="council_vote", metadata=CAME_LATER)

    @property
    def has_vote(self) -> bool:
        """Whether a council votes: only then does a plan aim at one of its sessions."""
        return Stage.COUNCIL_APPROVAL in self.stages

    def steps_of(self, stage: Stage) -> tuple[StepRule, ...]:
        """The enabled steps of a stage, in the table's order."""
        return self.by_stage.get(stage, ())
