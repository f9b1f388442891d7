"""What a verification finds: each one thing that does not hold, where, in a sentence."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

MOST = 200  # of one kind: a table that was emptied is told once, not a million times


class FindingKind(StrEnum):
    """What does not hold."""

    ENTRY = "entry"  # an entry's bytes, its place in the log, or that it is there at all
    CHAIN = "chain"  # an entry does not follow the one before it
    TREE = "tree"  # stored nodes of the tree
    CHECKPOINT = "checkpoint"  # what was signed is not what is there
    KEY = "key"
    STATE = "state"  # the tables are not what the history tells
    COLUMNS = "columns"  # what is searched by is not what was hashed
    WORDS = "words"  # erasable words are not those that were committed to
    EVIDENCE = "evidence"
    FILED = "filed"  # what was filed of a plan: content, progress, evaluations
    TRIGGERS = "triggers"
    WAITING = "waiting"  # an entry has no place in the log and is not owed one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold. `place` names the plan, entry, leaf or checkpoint."""

    kind: FindingKind
    place: str
    told: str

    def __str__(self) -> str:
        return f"{self.place}: {self.told}"


@dataclass(slots=True)
class Findings:
    """What was found so far; only the first of each kind are kept, all are counted."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[FindingKind] = field(default_factory=Counter)

    def add(self, kind: FindingKind, place: str, told: str) -> None:
        """Take note of one."""
        self.counts[kind] += 1
        if self.counts[kind] <= MOST:
            self.kept.append(Finding(kind, place, told))

    def __bool__(self) -> bool:
        return bool(self.kept)
