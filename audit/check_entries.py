"""Whether every entry is there, is what was hashed, and follows the one before it."""

from audit.findings import FindingKind, Findings
from audit.log_walk import LogRow
from audit.own_entries import CHAIN_NAME
from lifecycle.history import GENESIS, LOG, leaf_hash
from models.log import LOG_CHAIN

Head = tuple[int, str]


class CheckEntries:
    """Sees every row once, in the order of the log, then those without a place.

    `heads` ends as the last entry of each chain: its number and its hash.
    """

    def __init__(self, findings: Findings, references: dict[int, str]) -> None:
        self._findings = findings
        self._names = references | {LOG_CHAIN: CHAIN_NAME}
        self._next = 0
        self.heads: dict[int, Head] = {}

    def see(self, row: LogRow) -> None:
        """Check one entry and its place."""
        if row.n is not None:
            if row.n != self._next:
                self._say(FindingKind.TREE, f"leaf {self._next}", f"is missing before leaf {row.n}")
            self._next = row.n + 1
        if row.content is None:
            self._say(FindingKind.ENTRY, row.place, f"entry {row.seq} of {self._name(row)} is gone")
        elif self._is_as_hashed(row):
            self._follow(row)

    def _is_as_hashed(self, row: LogRow) -> bool:
        said, hashed = row.said, leaf_hash(row.content or b"")
        beside = row.row.own_leaf_hash if row.chain == LOG_CHAIN else row.row.leaf_hash
        if said is None or beside != hashed or (row.leaf and row.leaf.hex() != hashed):
            told = "its bytes are not those that were hashed"
            self._say(FindingKind.ENTRY, row.place, told)
        return said is not None

    def _follow(self, row: LogRow) -> None:
        """Whether an entry continues its chain; the chain goes on from it in any case."""
        said = row.said or {}
        seq, before = self.heads.get(row.chain, (0, GENESIS))
        name = self._name(row)
        if said.get("_log") != LOG or said["_plan"] != name:
            self._say(FindingKind.CHAIN, row.place, f"stands in the chain of {name}")
        if said["_seq"] != seq + 1 or row.seq != said["_seq"]:
            told = f"stands where entry {seq + 1} of {name} is due"
            self._say(FindingKind.CHAIN, row.place, told)
        elif said["_prev"] != before:
            self._say(FindingKind.CHAIN, row.place, f"does not follow entry {seq}")
        self.heads[row.chain] = (row.seq, leaf_hash(row.content or b""))

    def _name(self, row: LogRow) -> str:
        return self._names.get(row.chain, f"plan {row.chain}")

    def _say(self, kind: FindingKind, place: str, told: str) -> None:
        self._findings.add(kind, place, told)
