"""`infitah count`: members and plans on a date, the records behind it, and why two differ."""

import argparse
from typing import Any

from sqlalchemy.orm import Session

from audit.count_differences import Difference, differences
from audit.counts import By, Count, Record, counts, records
from audit.moments import Moment, moment
from flows.command_as_of import moment_of
from flows.connect import connect
from flows.count_shown import print_counts, print_differences, print_records
from flows.shown import print_json
from lifecycle.clock import SystemClock
from lifecycle.cohorts import cohort_number
from lifecycle.tracks import counted
from models.database import reading


def count(arguments: argparse.Namespace) -> None:
    """Count, list the records, and with `--against` say what makes the difference."""
    when, by, lang = moment_of(arguments), By(arguments.by), arguments.lang
    other = _other(arguments, when)
    with reading(connect(arguments)) as session:
        cohort_number(session, arguments.cohort)  # refuses one that is not there
        found = _records(session, when, arguments)
        before = _records(session, other, arguments) if other else []
    changed = differences(before, found, by) if other else []
    if arguments.json:
        return print_json(_plain(found, when, by, other, changed))
    print_counts(counts(found, by), when, by, lang)
    if arguments.records:
        print_records(counts(found, by), by, lang)
    if other:
        print_differences(changed, before, other, by, lang)
    return None


def _other(arguments: argparse.Namespace, when: Moment) -> Moment | None:
    """The moment that is compared with; None when none is asked for."""
    on, known = arguments.against, arguments.against_known
    if on is None and known is None:
        return None
    return moment(SystemClock().today(), on=on or when.true_on, known=known or when.known_on)


def _records(session: Session, when: Moment, arguments: argparse.Namespace) -> list[Record]:
    regions = [arguments.region] if arguments.region else []
    found = records(session, when, regions, counted(None, arguments.cohort))
    return [one for one in found if arguments.cohort in (None, one.cohort)]


def _plain(
    found: list[Record], when: Moment, by: By, other: Moment | None, changed: list[Difference]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "true_on": when.true_on,
        "known_on": when.known_on,
        "by": by,
        "members": sum(one.member for one in found),
        "plans": len(found),
        "counts": [_count(one, by) for one in counts(found, by)],
    }
    return told | ({"against": other, "differences": changed} if other else {})


def _count(one: Count, by: By) -> dict[str, Any]:
    return {
        "key": one.key,
        "members": len(one.members),
        "left": len(one.left),
        "plans": len(one.records),
        "records": [_record(record, by) for record in one.records],
    }


def _record(one: Record, by: By) -> dict[str, Any]:
    because = one.because(by)
    return {
        "plan": one.reference,
        "collectivity": one.collectivity_code,
        "name_ar": one.name_ar,
        "name_fr": one.name_fr,
        "kind": one.kind,
        "region": one.region,
        "cohort": one.cohort,
        "cycle": one.cycle,
        "stage": one.stage,
        "member": one.member,
        "since": because.on,
        "entry": because,
    }
