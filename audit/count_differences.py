"""Why two totals differ: which records came, went or moved, and the entry that did it.

Two dates give two totals; so do one date as it was known then and as it is known now. In both cases
each difference is one member, and one entry of the history answers for it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from audit.counts import By, Member, Record
from audit.entry_told import EntryTold


class What(StrEnum):
    """What became of a member from the one moment to the other."""

    CAME = "came"
    WENT = "went"
    MOVED = "moved"  # it is counted elsewhere


@dataclass(frozen=True, slots=True)
class Difference:
    """One member that is counted otherwise, and the entry that did it.

    `before` and `after` are where it was counted; None where it was not.
    """

    what: What
    before: Record | None
    after: Record | None
    entry: EntryTold


def differences(before: Collection[Record], after: Collection[Record], by: By) -> list[Difference]:
    """What makes of the members of one moment those of another, in the order of the records."""
    was, became = _newest(before), _newest(after)
    found = (_difference(was.get(who), became.get(who), by) for who in {**was, **became})
    return [one for one in found if one is not None]


def _newest(records: Collection[Record]) -> dict[Member, Record]:
    return {one.who: one for one in records if one.newest}


def _difference(was: Record | None, became: Record | None, by: By) -> Difference | None:
    there, here = _counted(was), _counted(became)
    if there and here:
        if getattr(there, by.value) == getattr(here, by.value):
            return None
        told = _better_told(there, here)
        return Difference(What.MOVED, there, here, told.because(by))
    if not (there or here):
        return None
    told = _better_told(was, became)
    what = What.CAME if here else What.WENT
    return Difference(what, there, here, told.membership)


def _counted(record: Record | None) -> Record | None:
    return record if record is not None and record.member else None


def _better_told(one: Record | None, other: Record | None) -> Record:
    """The record that rests on more of the history: its entry is what the other lacks."""
    both = [record for record in (one, other) if record is not None]
    return max(both, key=lambda record: (record.cycle, record.placed_by.seq))
