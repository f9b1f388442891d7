"""Whether the evidence is what was filed, by the digests that the history holds."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from lifecycle.history import fields_digest
from models.base import table_of
from models.evidence import Evidence

FILED = table_of(Evidence).c
Filed = tuple[str, str, int, str]


class CheckEvidence:
    """Every report of the history has its fields, unchanged; nothing else stands beside them."""

    def __init__(self, session: Session, references: dict[int, str], findings: Findings) -> None:
        self._session, self._references, self._findings = session, references, findings
        self._told: dict[Filed, str] = {}

    def see(self, row: LogRow) -> None:
        """Take note of what was filed with an entry."""
        body = row.said["body"] if row.said else {}
        if body.get("evidence"):
            plan = self._references.get(row.chain, f"plan {row.chain}")
            self._told[plan, body["step"], body["n"], body["evidence"]] = row.place

    def end(self) -> None:
        """Compare with the fields that are kept."""
        columns = (FILED.plan_id, FILED.step_key, FILED.occurrence, FILED.sha256, FILED.fields)
        seen = set()
        for plan, step, n, sha256, fields in self._session.execute(
            select(*columns), execution_options={"yield_per": AT_ONCE}
        ):
            filed = (self._references.get(plan, f"plan {plan}"), step, n, sha256)
            seen.add(filed)
            if fields_digest(fields) != sha256:
                place = self._told.get(filed, f"{filed[0]}, {step} {n}")
                self._findings.add(FindingKind.EVIDENCE, place, "its fields were changed")
            elif filed not in self._told:
                told = f"fields of {step} {n} are kept that no entry tells of"
                self._findings.add(FindingKind.EVIDENCE, filed[0], told)
        for filed in self._told.keys() - seen:
            self._findings.add(FindingKind.EVIDENCE, self._told[filed], "its fields are gone")
