"""What a paper for a hearing is made of."""

from dataclasses import dataclass
from datetime import UTC, datetime

from audit.actor_roles import Roles
from audit.history_rows import EntryRow
from audit.log_state import LogState
from lifecycle.collectivity_words import full_name
from lifecycle.language import Phrase


@dataclass(frozen=True, slots=True)
class Hearing:
    """The entries of one plan, oldest first and at least one, and what is told beside them.

    `cohort` is the name of its cohort. `made_at` and `until` are aware instants: when the paper is
    made, and the last instant of recording that it takes in. `log` is None when no checkpoint was
    signed yet. `language` is `ar`, `fr` or `en`.
    """

    entries: tuple[EntryRow, ...]
    cohort: Phrase
    roles: Roles
    language: str
    made_at: datetime
    until: datetime
    log: LogState | None = None

    @property
    def first(self) -> EntryRow:
        """The entry that opened the plan: it names the collectivity."""
        return self.entries[0]

    @property
    def last(self) -> EntryRow:
        """The newest entry: where the plan stands, and the hash that stands for all."""
        return self.entries[-1]

    @property
    def name(self) -> str:
        """The collectivity with its kind, in the language of the paper."""
        one = self.first
        return full_name(one.kind, one.name_ar, one.name_fr).said_in(self.language)


def utc(at: datetime, *, seconds: bool = True) -> str:
    """An aware instant as the paper writes it, in UTC: 2026-09-21 10:30:00."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M" + (":%S" if seconds else ""))
