"""A state is assigned by the door only: the ORM refuses every other way, and writes nothing."""

from collections.abc import Callable
from datetime import date

import builders
import pytest
from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.base import table_of
from models.database import reading, writing
from models.guarded import UnrecordedChange
from models.history import HistoryDisclosure, HistoryEntry
from models.plan import Plan, PlanStep
from models.words import Stage, StepState

Way = Callable[[Session, int], object]


@pytest.fixture
def number(engine: Engine) -> int:
    with writing(engine) as session:
        return builders.plan(session)


def new_plan(session: Session, number: int) -> Plan:
    known = session.get_one(Plan, number)
    row = {column.key: getattr(known, column.key) for column in table_of(Plan).c}
    return Plan(**row | {"id": None, "reference": "PAO-2022-2", "cycle": 9})


def new_step(session: Session, number: int) -> PlanStep:
    return PlanStep(
        plan_id=number, key="council_vote", occurrence=9, stage=Stage.COUNCIL_APPROVAL,
        state=StepState.ACCEPTED,
    )  # fmt: skip


def new_entry(session: Session, number: int) -> HistoryEntry:
    known = session.scalars(select(HistoryEntry)).one()
    row = {column.key: getattr(known, column.key) for column in table_of(HistoryEntry).c}
    return HistoryEntry(**row | {"id": None, "seq": 99})


def words(session: Session, number: int) -> HistoryDisclosure:
    return HistoryDisclosure(plan_id=number, seq=1, label="reason", value="x", salt="00")


def a_step(session: Session, number: int) -> PlanStep:
    return session.scalars(select(PlanStep).order_by(PlanStep.id)).first()  # type: ignore[return-value]


WAYS: dict[str, Way] = {
    "a plan's stage is assigned": lambda s, n: setattr(
        s.get_one(Plan, n), "stage", Stage.COMPLETED
    ),
    "a step's state is assigned": lambda s, n: setattr(a_step(s, n), "state", StepState.WAIVED),
    "a plan is added": lambda s, n: s.add(new_plan(s, n)),
    "a step is added": lambda s, n: s.add(new_step(s, n)),
    "a step is deleted": lambda s, n: s.delete(a_step(s, n)),
    "a plan is deleted": lambda s, n: s.delete(s.get_one(Plan, n)),
    "an entry is added": lambda s, n: s.add(new_entry(s, n)),
    "an entry is deleted": lambda s, n: s.delete(s.scalars(select(HistoryEntry)).one()),
    "words of an entry are added": lambda s, n: s.add(words(s, n)),
    "a bulk update of plans": lambda s, n: s.execute(update(Plan).values(stage=Stage.COMPLETED)),
    "a bulk update of steps": lambda s, n: s.execute(
        update(PlanStep).values(state=StepState.WAIVED)
    ),
    "a bulk update of the table": lambda s, n: s.execute(
        update(table_of(Plan)).values(stage=Stage.COMPLETED)
    ),
    "a bulk update by primary key": lambda s, n: s.execute(
        update(Plan), [{"id": n, "stage": Stage.COMPLETED}]
    ),
    "a query's update": lambda s, n: s.query(Plan).update({"stage": Stage.COMPLETED}),
    "a bulk delete of steps": lambda s, n: s.execute(delete(PlanStep)),
    "a query's delete": lambda s, n: s.query(PlanStep).delete(),
    "a bulk insert of entries": lambda s, n: s.execute(insert(HistoryEntry), [{"plan_id": n}]),
    "the older bulk update": lambda s, n: s.bulk_update_mappings(
        Plan, [{"id": n, "stage": Stage.COMPLETED, "version": 1}]
    ),
    "the older bulk insert": lambda s, n: s.bulk_insert_mappings(
        PlanStep,
        [{"plan_id": n, "key": "x", "occurrence": 1, "stage": "joining", "state": "accepted"}],
    ),
    "the older bulk save": lambda s, n: s.bulk_save_objects([new_step(s, n)]),
}


def everything(engine: Engine) -> list[object]:
    with reading(engine) as session:
        return [
            session.execute(select(*table_of(record).c).order_by(table_of(record).c.id)).all()
            for record in (Plan, PlanStep, HistoryEntry, HistoryDisclosure)
        ]


@pytest.mark.parametrize("way", WAYS)
def test_no_other_way_than_the_door_changes_a_state(engine: Engine, number: int, way: str) -> None:
    def take_it() -> None:
        with writing(engine) as session:
            WAYS[way](session, number)
            session.flush()

    before = everything(engine)
    with pytest.raises(UnrecordedChange):
        take_it()
    assert everything(engine) == before


def test_the_refusal_names_the_door_and_the_record(engine: Engine, number: int) -> None:
    said = rf"Plan\.stage of {number} .* door\.fire"
    with pytest.raises(UnrecordedChange, match=said), writing(engine) as session:
        session.get_one(Plan, number).stage = Stage.COMPLETED


def test_reading_and_deleting_what_is_no_state_stays_possible(engine: Engine, number: int) -> None:
    with writing(engine) as session:
        session.execute(delete(HistoryDisclosure))  # how personal words are erased
        assert session.scalar(select(func.count()).select_from(PlanStep)) == 4
        assert session.get_one(Plan, number).opened_on == date(2022, 10, 21)
