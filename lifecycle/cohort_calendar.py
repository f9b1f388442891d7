"""The calendar of a cohort, cycle by cycle: dates, each with its source, and council sessions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.calendar_order import check_order
from lifecycle.cohort_coordinators import Coordinator, read_coordinators
from lifecycle.cohort_entries import Entries
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_yaml import read_tree
from lifecycle.council import MONTHS
from lifecycle.language import ROUNDS, Pathway
from lifecycle.names import close_names
from lifecycle.pathway import PATHWAY, VERSIONS
from models.words import CollectivityKind, Track

ANCHORS = (
    "founded",
    "orientation_opens",
    "orientation_closes",
    "training",
    "first_workshops_open",
    "first_workshops_close",
    "second_workshops_open",
    "second_workshops_close",
    "implementation_opens",
    "implementation_closes",
    "next_cycle_opens",
)
OGP_ANCHORS = (
    "founded",
    "action_plan_due",
    "implementation_opens",
    "implementation_closes",
    "next_cycle_opens",
)
ANCHORS_OF = {Track.REMACTO: ANCHORS, Track.OGP_LOCAL: OGP_ANCHORS}
_SESSION = re.compile(r"\d{4}-(\d{2})")


@dataclass(frozen=True)
class CalendarDate:
    """A civil date of the calendar, where it comes from, and whether that source confirms it."""

    on: date
    source: str
    verified: bool


@dataclass(frozen=True)
class CycleCalendar:
    """One cycle, numbered from 1: its dates by anchor, its council session (YYYY-MM) by kind."""

    number: int
    dates: dict[str, CalendarDate]
    sessions: dict[CollectivityKind, str]


@dataclass(frozen=True)
class CohortCalendar:
    """A cohort: what it is called, when it was founded, its pathway, cycles and coordinators."""

    code: str
    name_ar: str
    name_fr: str
    founded_on: date
    pathway_version: str
    cycles: tuple[CycleCalendar, ...]
    coordinators: tuple[Coordinator, ...]

    def record(self) -> dict[str, Any]:
        """The cycles as the table `cohort` keeps them: plain data, dates as ISO text."""
        return {"cycles": [_cycle_record(cycle) for cycle in self.cycles]}


def read_calendar(text: str, source: str) -> CohortCalendar:
    """The calendar of a YAML file; `source` is its name, for the message.

    Raises:
        CohortFileRefused: with every problem: an anchor unknown or missing, a bad date, dates
            that run backwards, an unknown kind, a session that the law does not know.
    """
    tree, problems = read_tree(text, source)
    file = Entries(tree, "", problems)
    file.only(("code", "name", "founded_on", "pathway_version", "cycles", "coordinators"))
    name = file.mapping("name")
    name.only(("ar", "fr"))
    founded_on = file.civil_date("founded_on")
    version, cycles = _version(file), file.sequence("cycles")
    table = VERSIONS.get(version, PATHWAY)
    calendar = CohortCalendar(
        code=file.text("code"),
        name_ar=name.text("ar"),
        name_fr=name.text("fr"),
        founded_on=founded_on or date.min,
        pathway_version=version,
        cycles=tuple(_cycle(each, at, table) for at, each in enumerate(cycles, 1)),
        coordinators=read_coordinators(file),
    )
    check_order(
        founded_on,
        [({key: day.on for key, day in c.dates.items()}, c.sessions) for c in calendar.cycles],
        problems,
    )
    if problems:
        raise CohortFileRefused(problems, source)
    return calendar


def _version(file: Entries) -> str:
    written = file.text("pathway_version")
    if written and written not in VERSIONS:
        file.refuse("unknown_version", "pathway_version", written, expected=", ".join(VERSIONS))
    return written


def _cycle(entries: Entries, expected: int, table: Pathway) -> CycleCalendar:
    sessions = ("council_session",) if table.has_vote else ()
    entries.only(("number", "dates", *sessions))
    written = entries.text("number")
    if written and written != str(expected):
        entries.refuse("cycle_number", "number", written, expected=str(expected))
    return CycleCalendar(
        expected,
        _dates(entries.mapping("dates"), ANCHORS_OF[table.track]),
        _sessions(entries.mapping("council_session")) if table.has_vote else {},
    )


def _dates(entries: Entries, anchors: Sequence[str]) -> dict[str, CalendarDate]:
    found = {}
    for key in entries.tree:
        known = (*anchors, *ROUNDS)
        if key not in known:
            near = ", ".join(close_names(key, known) or known)
            entries.refuse("unknown_anchor", key, suggestions=near)
    for key in (*anchors, *ROUNDS):
        if key not in entries.tree:
            if key in anchors:
                entries.refuse("missing_anchor", key)
            continue
        day = entries.mapping(key)
        day.only(("on", "source", "verified"))
        on, source, verified = day.civil_date("on"), day.text("source"), day.flag("verified")
        if on is not None:
            found[key] = CalendarDate(on, source, verified)
    return found


def _sessions(entries: Entries) -> dict[CollectivityKind, str]:
    found = {}
    entries.only(CollectivityKind)
    for kind in CollectivityKind:
        code = entries.text(kind)
        month = _SESSION.fullmatch(code)
        if month and int(month[1]) in MONTHS[kind]:
            found[kind] = code
        elif code:
            expected = ", ".join(f"{each:02}" for each in MONTHS[kind])
            entries.refuse("bad_session", kind, code, expected=expected)
    return found


def _cycle_record(cycle: CycleCalendar) -> dict[str, Any]:
    return {
        "number": cycle.number,
        "dates": {
            key: {"on": day.on.isoformat(), "source": day.source, "verified": day.verified}
            for key, day in cycle.dates.items()
        },
        "sessions": {kind.value: code for kind, code in cycle.sessions.items()},
    }
