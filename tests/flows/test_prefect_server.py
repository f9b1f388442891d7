"""Prefect's scheduler inserts its runs, whatever SQLAlchemy asks about computed values."""

from uuid import uuid4

from prefect.server.database import orm_models
from prefect.server.schemas.states import StateType
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from flows.prefect_server import leave_out_computed_values


def test_a_run_that_the_scheduler_hands_over_with_its_state_is_inserted() -> None:
    leave_out_computed_values()
    table = orm_models.FlowRun.__table__
    engine = create_engine("sqlite://")
    number, flow = uuid4(), uuid4()
    told = {
        "id": number, "flow_id": flow, "name": "check deadlines", "auto_scheduled": True,
        "state": {"type": "SCHEDULED"}, "state_type": StateType.SCHEDULED, "tags": [],
        "state_name": "Scheduled",
    }  # fmt: skip
    with Session(engine) as session:
        table.create(session.connection())
        session.execute(insert(orm_models.FlowRun), [told])
        found = session.execute(select(table.c.id, table.c.state_name)).one()
    engine.dispose()
    assert tuple(found) == (number, "Scheduled")
    assert told["state"] == {"type": "SCHEDULED"}


def test_mending_again_finds_nothing_to_mend() -> None:
    leave_out_computed_values()
    assert leave_out_computed_values() == []
