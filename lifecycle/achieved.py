"""What a programme promised and what it achieved, by project, axis and principle. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lifecycle.content import Content, Indicator, Project
from lifecycle.evaluation import Evaluation
from lifecycle.progress import Progress
from models.words import Completion, FilingKind, Principle, ProgressStatus

# The IRM calls a commitment of high completion when it is substantial or complete.
HIGH = (Completion.SUBSTANTIAL, Completion.COMPLETE)
Views = Mapping[FilingKind, Evaluation]


@dataclass(frozen=True, slots=True)
class Achieved:
    """What became of some projects.

    `ratings` counts the levels of each view that rated them; `met` the indicators whose last value
    reached the target, `measured` those that were measured at all.
    """

    projects: int
    activities: int
    by_status: Mapping[ProgressStatus, int]
    indicators: int
    measured: int
    met: int
    ratings: Mapping[FilingKind, Mapping[Completion, int]]

    @property
    def unreported(self) -> int:
        """Activities that nobody reported on."""
        return self.activities - sum(self.by_status.values())

    def done_share(self) -> float | None:
        """The share of the promised activities that are done, from 0 to 1; None without any."""
        done = self.by_status.get(ProgressStatus.DONE, 0)
        return done / self.activities if self.activities else None

    def high(self, view: FilingKind) -> int:
        """How many projects a view rates substantial or complete."""
        levels = self.ratings.get(view, {})
        return sum(levels.get(level, 0) for level in HIGH)


def achieved(projects: Iterable[Project], progress: Progress, views: Views) -> Achieved:
    """What became of some projects, by the last round and the evaluations."""
    projects = [*projects]
    reported = progress.by_code()
    codes = [one.code for project in projects for one in project.activities]
    statuses = [reported[code].status for code in codes if code in reported]
    values = {(one.code, one.place): one.value for one in progress.measures}
    indicators = [
        (one, values.get((project.code, place)))
        for project in projects
        for place, one in enumerate(project.indicators, start=1)
    ]
    measured = [(one, value) for one, value in indicators if value is not None]
    return Achieved(
        projects=len(projects),
        activities=len(codes),
        by_status={status: statuses.count(status) for status in dict.fromkeys(statuses)},
        indicators=len(indicators),
        measured=len(measured),
        met=sum(target_met(one, value) for one, value in measured),
        ratings={view: _levels(projects, told) for view, told in views.items()},
    )


def by_axis(content: Content, progress: Progress, views: Views) -> dict[str, Achieved]:
    """The same for each axis, by its code."""
    return {axis.code: achieved(axis.projects, progress, views) for axis in content.axes}


def by_principle(content: Content, progress: Progress, views: Views) -> dict[Principle, Achieved]:
    """The same for each principle that a project serves."""
    served = {one.principle for one in content.projects()}
    return {
        principle: achieved(
            (one for one in content.projects() if one.principle == principle), progress, views
        )
        for principle in Principle
        if principle in served
    }


def target_met(indicator: Indicator, value: Decimal) -> bool:
    """Whether a value reached the target: downwards when the target lies below the baseline."""
    down = indicator.baseline is not None and indicator.target < indicator.baseline
    return value <= indicator.target if down else value >= indicator.target


def _levels(projects: list[Project], told: Evaluation) -> dict[Completion, int]:
    known = told.by_code()
    levels = [known[one.code].level for one in projects if one.code in known]
    return {level: levels.count(level) for level in dict.fromkeys(levels)}
