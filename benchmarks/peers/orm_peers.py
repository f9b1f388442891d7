"""SQLAlchemy's unit of work with `transitions`, with python-statemachine, or with Continuum."""

import sys
from typing import Any

from core_rows import durable
from same_work import StageWork, Work, asked, entry_of, measured
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column
from statemachine import State, StateMachine
from transitions import Machine

PEER = sys.argv[2]  # transitions, statemachine or continuum
WAY = sys.argv[3]  # batch or single
if PEER == "continuum":
    from sqlalchemy_continuum import make_versioned

    make_versioned(user_cls=None)


class Base(DeclarativeBase):
    pass


class Plan(Base):
    __tablename__ = "plan"
    if PEER == "continuum":
        __versioned__: dict[str, Any] = {}
    id: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str]
    settled: Mapped[bool]
    head: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Step(Base):
    __tablename__ = "step"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    told: Mapped[str]


class Entry(Base):
    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    body: Mapped[str]
    hash: Mapped[str]


class Letter(Base):
    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str] = mapped_column(unique=True)
    told: Mapped[str]


class Record:
    """What the state machine moves; the row is told afterwards."""

    def __init__(self, row: Plan) -> None:
        self.state, self.row = row.stage, row

    def is_settled(self, *_: Any) -> bool:
        return bool(self.row.settled)


def transitions_mover(work: Work) -> Any:
    """One shared Machine, as its documentation advises for many models."""
    states = list(dict.fromkeys(s for one in work.stages for s in (one.source, one.target)))
    rows = [
        {"trigger": f"move_{number}", "source": one.source, "dest": one.target,
         "conditions": lambda told: told.model.is_settled()}
        for number, one in enumerate(work.stages)
    ]  # fmt: skip
    machine = Machine(
        None, states, transitions=rows, initial=states[0], auto_transitions=False, send_event=True
    )

    def move(row: Plan, number: int) -> str:
        record = Record(row)
        assert machine.events[f"move_{number}"].trigger(record)
        return record.state

    return move


def statemachine_mover(work: Work) -> Any:
    """A machine around each record, as its documentation shows."""
    names = list(dict.fromkeys(s for one in work.stages for s in (one.source, one.target)))
    states = {n: State(n, value=n, initial=n == names[0], final=n == names[-1]) for n in names}
    parts: dict[str, Any] = {f"s_{name}": state for name, state in states.items()}
    for number, one in enumerate(work.stages):
        parts[f"move_{number}"] = states[one.source].to(states[one.target], cond="is_settled")
    kind = type("Path", (StateMachine,), parts)

    def move(row: Plan, number: int) -> str:
        record = Record(row)
        getattr(kind(record), f"move_{number}")()
        return str(record.state)

    return move


def step(session: Session, row: Plan, number: int, stage: StageWork, move: Any) -> None:
    """One plan through one stage."""
    row.stage = move(row, number)
    body, digest = entry_of(row.id, number, stage, row.head)
    row.head = digest
    session.add(Entry(plan_id=row.id, body=body, hash=digest))
    told = "s" * stage.step_length
    session.add_all([Step(plan_id=row.id, told=told) for _ in range(stage.steps)])
    words = "l" * stage.letter_length
    session.add_all(
        Letter(plan_id=row.id, key=f"{row.id}-{number}-{n}", told=words)
        for n in range(stage.letters)
    )


def main() -> None:
    """Every plan through every stage."""
    work = asked()
    configure_mappers()
    engine = create_engine(work.database)
    durable(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        first = work.stages[0].source
        session.add_all(
            Plan(id=n, stage=first, settled=True, head="0" * 64) for n in range(1, work.plans + 1)
        )
    move = statemachine_mover(work) if PEER == "statemachine" else transitions_mover(work)
    measured(PEER, WAY, work.plans, lambda: run(engine, work, move))


def run(engine: Any, work: Work, move: Any) -> None:
    """In batches of 1,000 plans, or a transaction a plan."""
    size = 1000 if WAY == "batch" else 1
    for number, stage in enumerate(work.stages):
        for start in range(1, work.plans + 1, size):
            with Session(engine) as session, session.begin():
                asked_for = select(Plan).where(Plan.id.between(start, start + size - 1))
                for row in session.scalars(asked_for).all():
                    step(session, row, number, stage, move)


main()
