"""Whether the dates of a cohort's calendar follow one another, within a cycle and across cycles."""

from collections.abc import Mapping, Sequence
from datetime import date

from lifecycle.cohort_problems import Problem, problem
from lifecycle.cohort_yaml import under
from models.words import CollectivityKind

Cycle = tuple[Mapping[str, date], Mapping[CollectivityKind, str]]

# Each pair: the second may not be before the first. The next cycle may open while the last months
# of implementation run: the method expected that of the founders.
IN_ORDER = (
    ("founded", "orientation_opens"),
    ("orientation_opens", "orientation_closes"),
    ("orientation_opens", "training"),
    ("training", "first_workshops_open"),
    ("first_workshops_open", "first_workshops_close"),
    ("first_workshops_close", "second_workshops_open"),
    ("second_workshops_open", "second_workshops_close"),
    ("second_workshops_close", "implementation_opens"),
    ("founded", "action_plan_due"),
    ("action_plan_due", "implementation_closes"),
    ("implementation_opens", "implementation_closes"),
    ("implementation_opens", "next_cycle_opens"),
    ("implementation_opens", "round_1"),
    ("round_1", "round_2"),
    ("round_2", "round_3"),
    ("round_3", "round_4"),
)


def check_order(founded_on: date | None, cycles: Sequence[Cycle], problems: list[Problem]) -> None:
    """Add a problem for every two dates that run backwards; dates that are missing are let be."""
    for at, (dates, sessions) in enumerate(cycles):
        place = under("cycles", at + 1)
        for earlier, later in IN_ORDER:
            _in_order(dates, earlier, dates, later, place, problems)
        if founded_on and dates.get("founded", founded_on) != founded_on:
            problems.append(
                problem(
                    "founding_contradicts",
                    f"{place}.dates.founded",
                    value=dates["founded"].isoformat(),
                    expected=founded_on.isoformat(),
                )
            )
        if at:
            before = cycles[at - 1][0]
            for begins in ("orientation_opens", "action_plan_due"):
                _in_order(before, "next_cycle_opens", dates, begins, place, problems)
        _check_sessions(dates, sessions, place, problems)


def _in_order(
    before: Mapping[str, date],
    earlier: str,
    after: Mapping[str, date],
    later: str,
    place: str,
    problems: list[Problem],
) -> None:
    first, second = before.get(earlier), after.get(later)
    if first is None or second is None or first <= second:
        return
    problems.append(
        problem(
            "dates_backwards",
            f"{place}.dates.{later}",
            on=second.isoformat(),
            earlier=earlier,
            earlier_on=first.isoformat(),
        )
    )


def _check_sessions(
    dates: Mapping[str, date],
    sessions: Mapping[CollectivityKind, str],
    place: str,
    problems: list[Problem],
) -> None:
    """A council votes after the second workshops have begun, before implementation opens."""
    opens, closes = dates.get("second_workshops_open"), dates.get("implementation_opens")
    if opens is None or closes is None:
        return
    earliest, latest = f"{opens:%Y-%m}", f"{closes:%Y-%m}"
    for kind, code in sessions.items():
        if not earliest <= code <= latest:
            problems.append(
                problem(
                    "session_outside_cycle",
                    f"{place}.council_session.{kind}",
                    value=code,
                    earliest=earliest,
                    latest=latest,
                )
            )
