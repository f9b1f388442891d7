"""Nothing but the door assigns a state: the ORM refuses every other way.

A plan's stage or a step's state that changes without a history entry is what made three members of
the first cohort vanish without a reason. The door writes with statements of the connection;
anything the session is asked to flush or to update in bulk is refused here.
"""

from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from models.filing import Filing
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogEntry
from models.plan import Plan, PlanStep

STATES: dict[type[Any], str] = {Plan: "stage", PlanStep: "state"}
GUARDED_TABLES = {Plan.__table__, PlanStep.__table__, HistoryEntry.__table__}


class UnrecordedChange(RuntimeError):
    """A state was about to change outside the door, without its history entry."""


@event.listens_for(Session, "before_flush")
def _refuse_flushed_state(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for record in [*session.new, *session.dirty, *session.deleted]:
        column = STATES.get(type(record))
        if isinstance(record, (HistoryEntry, HistoryDisclosure, LogEntry, Filing)):
            raise UnrecordedChange("history is written by lifecycle.door and audit only")
        if column and (
            record in session.new
            or record in session.deleted
            or inspect(record).attrs[column].history.has_changes()
        ):
            raise UnrecordedChange(
                f"{type(record).__name__}.{column} of {record.id} is written by lifecycle.door "
                "only: call door.fire, or one of the acts on a step"
            )


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_state(execution: ORMExecuteState) -> None:
    if not (execution.is_update or execution.is_insert or execution.is_delete):
        return
    table = getattr(execution.statement, "table", None)
    if isinstance(table, Table) and table in GUARDED_TABLES:
        raise UnrecordedChange(
            f"a bulk statement on {table.name} would change states without history: "
            "call door.fire_many"
        )


class GuardedSession(Session):
    """A session without the ORM's older bulk methods: no listener sees what they write."""

    def bulk_save_objects(self, *_args: Any, **_more: Any) -> None:
        """Refused.

        Raises:
            UnrecordedChange: always; insert with a statement, or call door.fire_many.
        """
        raise UnrecordedChange(
            "the older bulk methods write without being seen: use a statement, or door.fire_many"
        )

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects
