"""What the doctor looks at of what was run: flows whose last run failed, and the last backup."""

from datetime import timedelta

from sqlalchemy import Engine, func, select

from flows.doctor_checks import Check
from lifecycle.clock import Clock
from models.database import reading
from models.operation import OperationRecord as Ran
from models.words import OperationKind, OperationResult

A_WEEK = timedelta(days=7)


def failed_runs(engine: Engine, clock: Clock) -> Check:
    """Which flows failed the last time that they ran, in the last week."""
    last = (
        select(func.max(Ran.id))
        .where(Ran.kind == OperationKind.FLOW, Ran.ended_at >= clock.now() - A_WEEK)
        .group_by(Ran.name)
    )
    wrong = select(Ran.name, Ran.ended_at, Ran.told).where(
        Ran.id.in_(last), Ran.result == OperationResult.FAILED
    )
    with reading(engine) as session:
        found = session.execute(wrong.order_by(Ran.name)).all()
    seen = "; ".join(f"{name} on {at:%Y-%m-%d %H:%M} UTC: {told}" for name, at, told in found)
    mend = "read that run's log in the dashboard, then start the deployment again"
    return Check("runs", not found, seen or "no flow failed the last time that it ran", mend)


def last_backup(engine: Engine, clock: Clock) -> Check:
    """When the last backup was made with `infitah backup`: a note, others may copy it too."""
    made = select(func.max(Ran.ended_at)).where(
        Ran.kind == OperationKind.COMMAND, Ran.name == "backup", Ran.result == OperationResult.DONE
    )
    with reading(engine) as session:
        at = session.scalar(made)
    if at is None:
        return Check("backup", True, "none was made with `infitah backup` yet")
    days = (clock.now() - at).days
    return Check("backup", True, f"the last one was made on {at:%Y-%m-%d}, {days} days ago")
