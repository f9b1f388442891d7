"""How many ideas there are, what became of them, and the digest that the history holds of it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lifecycle.history import fields_digest
from models.consultation import Consultation, Idea
from models.words import IdeaOutcome, Moderation


class IdeaCounts(NamedTuple):
    """The ideas of one consultation. `open` are those that are owed an answer still."""

    all: int
    pending: int
    hidden: int
    kept: int
    rejected: int

    @property
    def open(self) -> int:
        """How many are neither hidden nor decided."""
        return self.all - self.hidden - self.kept - self.rejected


def counted(ideas: Iterable[Idea]) -> IdeaCounts:
    """The counts of some ideas; one that is hidden counts as hidden, whatever was decided."""
    ideas = list(ideas)
    shown = [one for one in ideas if one.moderation != Moderation.HIDDEN]
    return IdeaCounts(
        all=len(ideas),
        pending=sum(one.moderation == Moderation.PENDING for one in ideas),
        hidden=len(ideas) - len(shown),
        kept=sum(one.outcome == IdeaOutcome.KEPT for one in shown),
        rejected=sum(one.outcome == IdeaOutcome.REJECTED for one in shown),
    )


def is_answered(row: Consultation, known: Sequence[Idea]) -> bool:
    """Whether what became of every idea is published; hidden ones are owed no answer."""
    complete = len(known) >= (row.ideas_told or 0)
    return row.closed_on is not None and complete and not counted(known).open


def told_of(ideas: Sequence[Idea]) -> dict[str, Any]:
    """What the history tells of the ideas of a consultation: counts, and one digest of all."""
    counts = counted(ideas)
    return {
        "known": counts.all,
        "hidden": counts.hidden,
        "kept": counts.kept,
        "rejected": counts.rejected,
        "open": counts.open,
        "ideas_sha256": ideas_digest(ideas),
    }


def ideas_digest(ideas: Sequence[Idea]) -> str:
    """The SHA-256 of every idea's commitment and outcome: words can be erased, and it still holds.

    What is moderated is left out: it may change at any time without an entry.
    """
    told = [
        [
            one.number, one.commitment, one.part, one.outcome and one.outcome.value,
            one.rejected_because and one.rejected_because.value, one.reason, one.project,
        ]
        for one in sorted(ideas, key=lambda each: each.number)
    ]  # fmt: skip
    return fields_digest({"ideas": told})
