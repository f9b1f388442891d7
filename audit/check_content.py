"""Whether every version of a programme's content is what was filed, by the history's digests."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from lifecycle.acts import CONTENT_ACTS
from lifecycle.history import fields_digest
from models.base import table_of
from models.content import ContentVersion

KEPT = table_of(ContentVersion).c
Version = tuple[int, int]


class CheckContent:
    """Every version that an entry tells of is kept, unchanged; nothing else stands beside them."""

    def __init__(self, session: Session, findings: Findings) -> None:
        self._session, self._findings = session, findings
        self._told: dict[Version, tuple[str, str]] = {}

    def see(self, row: LogRow) -> None:
        """Take note of a version that an entry filed."""
        said = row.said or {}
        if said.get("type") in CONTENT_ACTS:
            content = said["body"]["content"]
            self._told[row.chain, content["number"]] = (content["sha256"], row.place)

    def end(self) -> None:
        """Compare with the versions that are kept."""
        columns = (KEPT.plan_id, KEPT.number, KEPT.sha256, KEPT.content)
        rows = self._session.execute(select(*columns), execution_options={"yield_per": AT_ONCE})
        for plan, number, sha256, content in rows:
            told, place = self._told.pop((plan, number), ("", f"plan {plan}, content {number}"))
            if not told:
                self._say(place, "is kept, and no entry tells of it")
            elif told != sha256 or fields_digest(content) != told:
                self._say(place, "the content that it filed was changed")
        for _, place in self._told.values():
            self._say(place, "the content that it filed is gone")

    def _say(self, place: str, told: str) -> None:
        self._findings.add(FindingKind.CONTENT, place, told)
