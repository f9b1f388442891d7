"""Whether everything filed of a plan is what was filed, by the digests of the history."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from lifecycle.history import fields_digest
from models.base import table_of
from models.filing import Filing

KEPT = table_of(Filing).c
Key = tuple[int, str, int, int]  # plan, kind, occasion, number


class CheckFilings:
    """Every filing that an entry tells of is kept, unchanged; nothing else stands beside them."""

    def __init__(self, session: Session, findings: Findings) -> None:
        self._session, self._findings = session, findings
        self._told: dict[Key, tuple[str, str]] = {}

    def see(self, row: LogRow) -> None:
        """Take note of what an entry filed."""
        if filed := ((row.said or {}).get("body") or {}).get("filed"):
            key = (row.chain, filed["kind"], filed["occasion"], filed["number"])
            self._told[key] = (filed["sha256"], row.place)

    def end(self) -> None:
        """Compare with what is kept."""
        columns = (KEPT.plan_id, KEPT.kind, KEPT.occasion, KEPT.number, KEPT.sha256, KEPT.document)
        rows = self._session.execute(select(*columns), execution_options={"yield_per": AT_ONCE})
        for *key, sha256, document in rows:
            plan, kind, occasion, number = key
            unknown = ("", f"plan {plan}, {kind} {occasion}/{number}")
            told, place = self._told.pop((plan, kind, occasion, number), unknown)
            if not told:
                self._say(place, "is kept, and no entry tells of it")
            elif told != sha256 or fields_digest(document) != told:
                self._say(place, "what it filed was changed")
        for _, place in self._told.values():
            self._say(place, "what it filed is gone")

    def _say(self, place: str, told: str) -> None:
        self._findings.add(FindingKind.FILED, place, told)
