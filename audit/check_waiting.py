"""Whether each entry without a place in the log is owed one, and each plan names its last entry."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.check_entries import Head
from audit.findings import FindingKind, Findings
from audit.log_walk import LogRow
from lifecycle.history import GENESIS
from lifecycle.rows import PLAN
from models.base import table_of
from models.log import LogPending

PENDING = table_of(LogPending).c


class CheckWaiting:
    """What is waiting for the sequencer must be known to wait: nothing stays outside unseen."""

    def __init__(self, session: Session, findings: Findings) -> None:
        self._findings = findings
        found = session.execute(select(PENDING.chain, PENDING.seq))
        self._owed = {(chain, seq) for chain, seq in found}
        self.waiting = 0

    def see(self, row: LogRow) -> None:
        """Check one entry that has no place."""
        self.waiting += 1
        if (row.chain, row.seq) not in self._owed:
            told = "has no place in the log and is not owed one: it was added past the door"
            self._findings.add(FindingKind.WAITING, row.place, told)
        self._owed.discard((row.chain, row.seq))

    def end(self) -> None:
        """Whatever is left was owed a place and is gone."""
        for chain, seq in sorted(self._owed):
            told = "was owed a place in the log and is gone"
            self._findings.add(FindingKind.WAITING, f"chain {chain}, entry {seq}", told)


def check_heads(session: Session, heads: dict[int, Head], findings: Findings) -> int:
    """Whether every plan names the last entry of its history; gives back how many plans there are.

    Args:
        session: sees the same moment as the walk did.
        heads: the last entry of each chain, as the walk found it.
        findings: takes what does not hold.
    """
    plans = session.execute(select(PLAN.id, PLAN.reference, PLAN.head_seq, PLAN.head_hash)).all()
    for number, reference, seq, leaf in plans:
        last = heads.get(number, (0, GENESIS))
        if last != (seq, leaf):
            told = f"its last entry is {last[0]}, the plan names entry {seq}"
            findings.add(FindingKind.CHAIN, reference, told)
    return len(plans)
