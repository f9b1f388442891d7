"""Counts and their differences as the command line prints them."""

from collections.abc import Sequence

from audit.count_differences import Difference
from audit.counts import By, Count, Record
from audit.moments import Moment
from flows.as_of_shown import HASH, later, said, what
from flows.shown import print_table
from lifecycle.collectivity_words import KIND_NAMES
from lifecycle.pathway_words import STAGE_NAMES, full_name
from models.words import CollectivityKind, Stage

NOBODY = "-"


def print_counts(found: Sequence[Count], when: Moment, by: By, lang: str) -> None:
    """Each number, and their sum."""
    rows = [
        (named(one.key, by, lang), len(one.members), len(one.left) or "", len(one.records))
        for one in found
    ]
    members = sum(len(one.members) for one in found)
    left = sum(len(one.left) for one in found)
    total = ("all", members, left or "", sum(len(one.records) for one in found))
    title = f"{members} members {said(when)}"
    print_table(title, (by.value, "members", "left", "plans"), [*rows, total])


def print_records(found: Sequence[Count], by: By, lang: str) -> None:
    """The records behind each number: which plan, since when, and the entry that puts it there."""
    for one in found:
        print_table(
            f"{named(one.key, by, lang)}: {len(one.members)} members, {len(one.records)} plans",
            ("plan", "collectivity", "counts as", "since", "recorded", "entry", "what", "hash"),
            [_record(record, by, lang) for record in one.records],
        )


def print_differences(
    changed: Sequence[Difference], before: Sequence[Record], other: Moment, by: By, lang: str
) -> None:
    """What makes of the number of another moment this one, member by member."""
    there = sum(one.member for one in before)
    print_table(
        f"{there} members {said(other)}; {len(changed)} members are counted otherwise",
        ("", "collectivity", "there", "here", "happened", "recorded", "entry", "what", "hash"),
        [_difference(one, by, lang) for one in changed],
    )


def named(key: str, by: By, lang: str) -> str:
    """What is counted by, in words; a region or a cohort by its code."""
    if by == By.STAGE:
        return STAGE_NAMES[Stage(key)].said_in(lang)
    return KIND_NAMES[CollectivityKind(key)].said_in(lang) if by == By.KIND else key


def _record(one: Record, by: By, lang: str) -> tuple[object, ...]:
    entry = one.because(by)
    earlier = "" if one.newest else "earlier cycle"
    return (
        one.reference, full_name(one.kind, one.name_ar, one.name_fr).said_in(lang),
        "member" if one.member else earlier or "left", entry.on, later(entry),
        f"{entry.reference} n {entry.seq}", what(entry, lang), entry.leaf_hash[:HASH],
    )  # fmt: skip


def _difference(one: Difference, by: By, lang: str) -> tuple[object, ...]:
    record, entry = one.after or one.before, one.entry
    name = full_name(record.kind, record.name_ar, record.name_fr).said_in(lang) if record else ""
    return (
        one.what.value, name, _counted(one.before, by, lang), _counted(one.after, by, lang),
        entry.on, later(entry), f"{entry.reference} n {entry.seq}", what(entry, lang),
        entry.leaf_hash[:HASH],
    )  # fmt: skip


def _counted(one: Record | None, by: By, lang: str) -> str:
    return named(str(getattr(one, by.value)), by, lang) if one else NOBODY
