"""Whether what an entry is searched by is what was hashed."""

from typing import Any

from audit.findings import FindingKind, Findings
from audit.log_walk import LogRow
from lifecycle.history import instant
from models.log import LOG_CHAIN


class CheckColumns:
    """Compares the columns beside each entry with its bytes: a search must not lie."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def see(self, row: LogRow) -> None:
        """Check the columns of one entry."""
        if row.said is None:
            return
        beside = _own(row.row) if row.chain == LOG_CHAIN else _of_plan(row.row)
        for name, value in beside.items():
            if value != _hashed(row.said, name):
                told = f"its column {name} says {value!r}, the entry says otherwise"
                self._findings.add(FindingKind.COLUMNS, row.place, told)


def _of_plan(row: Any) -> dict[str, Any]:
    return {
        "type": row.trigger,
        "step": row.step_key,
        "from": row.from_stage,
        "to": row.to_stage,
        "at": row.effective_on.isoformat(),
        "rec": instant(row.recorded_at),
        "kind": row.actor_kind,
        "id": row.actor_id,
        "basis": row.basis,
    }


def _own(row: Any) -> dict[str, Any]:
    return {
        "type": row.own_kind,
        "rec": instant(row.own_recorded_at),
        "kind": row.own_actor_kind,
        "id": row.own_actor_id,
    }


def _hashed(said: dict[str, Any], name: str) -> Any:
    if name in ("kind", "id"):
        return said.get("actor", {}).get(name)
    return said["body"].get(name) if name in ("step", "from", "to") else said.get(name)
