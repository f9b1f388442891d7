"""DBOS: a workflow a plan, a transaction of its datasource a stage, its tables in one database.

The datasource keeps its checkpoint in the transaction that writes the state and the rows; DBOS
notes the step in its system tables in the next one, and a workflow's start and end in one each.
Its documentation means SQLite for prototypes and PostgreSQL for service. A plan goes through all
its stages in one run of its workflow, without waiting for anybody between two of them: that spares
DBOS what a plan of years would cost it. A workflow is one plan's: there is no batch.
"""

from typing import Any

from core_rows import PLAN, Moved, durable, engine_of, open_plans, write
from dbos import DBOS, DBOSConfig, SetWorkflowID, SQLAlchemyDatasource
from same_work import asked, measured
from sqlalchemy import select

WORK = asked()
# The file of SQLite is made first: its WAL is told once and holds for every later connection.
ENGINE = engine_of(WORK.database)
CONFIG: DBOSConfig = {
    "name": "plans",
    "system_database_url": WORK.database,
    "log_level": "WARNING",
}
DBOS(config=CONFIG)
STORE = SQLAlchemyDatasource.create(WORK.database)
durable(STORE.engine)


@STORE.transaction()
def move(plan: int, number: int) -> str:
    """One plan through one stage, if its guard lets it."""
    stage = WORK.stages[number]
    session: Any = STORE.sql_session()
    row = session.execute(select(PLAN).where(PLAN.c.id == plan)).one()
    if row.stage != stage.source or not row.settled:
        raise ValueError(f"plan {plan} may not leave {row.stage}")
    write(session, number, stage, [Moved(plan, row.head)])
    return stage.target


@DBOS.workflow()
def path(plan: int) -> str:
    """One plan through every stage."""
    for number in range(len(WORK.stages)):
        reached = move(plan, number)
    return reached


def run() -> None:
    """The workflows, one after the other, each under its plan's name."""
    for plan in range(1, WORK.plans + 1):
        with SetWorkflowID(f"plan-{plan}"):
            path(plan)


def main() -> None:
    """Every plan through every stage."""
    open_plans(ENGINE, WORK.plans, WORK.stages[0].source)
    ENGINE.dispose()
    DBOS.launch()
    measured("dbos", "single", WORK.plans, run)
    DBOS.destroy()


main()
