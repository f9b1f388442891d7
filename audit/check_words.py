"""Whether the erasable words are those that were committed to, or were lawfully erased."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from lifecycle.history import commitment
from models.base import table_of
from models.history import HistoryDisclosure
from models.log import LOG_CHAIN
from models.words import LogEntryKind

WORDS = table_of(HistoryDisclosure).c
Place = tuple[str, int, str]


class CheckWords:
    """Every commitment opens to the words beside it, or an entry of the log says they were erased.

    Law 09-08: erasing words must not break the proof, and must not be a way to lose them unseen.
    """

    def __init__(self, session: Session, references: dict[int, str], findings: Findings) -> None:
        self._session, self._references, self._findings = session, references, findings
        self._committed: dict[Place, str] = {}
        self._erased: set[Place] = set()

    def see(self, row: LogRow) -> None:
        """Take note of what an entry committed to, or says was erased."""
        said = row.said or {}
        if row.chain == LOG_CHAIN and said.get("type") == LogEntryKind.ERASED:
            self._erased.update((p, s, label) for p, s, label in said["body"].get("words", []))
        for label, value in (said.get("pii") or {}).items():
            self._committed[said["_plan"], said["_seq"], label] = value

    def end(self) -> None:
        """Open every commitment."""
        for place, salt, value in self._kept():
            committed = self._committed.pop(place, None)
            name = f"{place[0]}, entry {place[1]}"
            if committed is None:
                told = f"words «{place[2]}» stand beside it that it never committed to"
                self._findings.add(FindingKind.WORDS, name, told)
            elif not _opens(salt, place[2], value, committed):
                told = f"its «{place[2]}» is not what was committed to"
                self._findings.add(FindingKind.WORDS, name, told)
        for plan, seq, label in self._committed.keys() - self._erased:
            told = f"its «{label}» is gone, and no entry of the log says that it was erased"
            self._findings.add(FindingKind.WORDS, f"{plan}, entry {seq}", told)

    def _kept(self) -> Iterator[tuple[Place, str, str]]:
        query = select(WORDS.plan_id, WORDS.seq, WORDS.label, WORDS.salt, WORDS.value)
        for plan, seq, label, salt, value in self._session.execute(
            query, execution_options={"yield_per": AT_ONCE}
        ):
            yield (self._references.get(plan, f"plan {plan}"), seq, label), salt, value


def _opens(salt: str, label: str, value: str, committed: str) -> bool:
    try:
        return commitment(salt, label, value) == committed
    except ValueError:  # the salt is no hex
        return False
