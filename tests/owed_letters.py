"""A plan whose letters of its opening are put away, and urgent letters that are owed about it."""

from collections.abc import Sequence

import builders
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from lifecycle.clock import VirtualClock
from lifecycle.writes import letter_id
from models.base import table_of
from models.collectivity import Collectivity
from models.database import reading, writing
from models.outbox import DeliveryAttempt, OutboxLetter
from models.person import Person
from models.plan import Plan
from models.words import CollectivityKind, Failure, LetterState, Role

LETTER = table_of(OutboxLetter)


def plan_with_people(engine: Engine, clock: VirtualClock) -> tuple[int, dict[Role, Person]]:
    """A plan that owes nothing, and the people that are written to."""
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        commune = session.scalars(select(Collectivity)).one()
        people = builders.people_of(session, commune)
        region_of(session, commune)
        session.connection().execute(
            update(LETTER).values(state=LetterState.CANCELLED, next_at=None)
        )
        session.expunge_all()
    return number, people


def region_of(session: Session, commune: Collectivity) -> None:
    """Put the region of a commune into the database: a letter names it."""
    session.add(
        Collectivity(
            code=commune.region_code, kind=CollectivityKind.REGION, name_ar="بني ملال-خنيفرة",
            name_fr="Béni Mellal-Khénifra", region_code=commune.region_code,
        )
    )  # fmt: skip
    session.flush()


def owe(engine: Engine, plan: int, clock: VirtualClock, count: int = 1) -> list[str]:
    """Owe urgent letters to the focal point; gives their numbers."""
    with writing(engine) as session:
        reference, code = session.execute(
            select(Plan.reference, Plan.collectivity_code).where(Plan.id == plan)
        ).one()
        region = session.get_one(Collectivity, code).region_code
        rows = [
            {
                "id": letter_id(key), "key": key, "kind": "step_returned", "plan_id": plan,
                "step_key": "adhere_to_charter", "occurrence": 1, "role": Role.FOCAL_POINT,
                "collectivity_code": code, "region_code": region, "urgent": True,
                "state": LetterState.QUEUED, "written_on": clock.today(), "next_at": clock.now(),
                "context": {"on": clock.today().isoformat(), "reason": f"page {number}"},
                "replayed": False, "thread_root": f"{reference}.adhere_to_charter.1",
                "attempts": 0, "ambiguous": 0, "fence": 0,
            }
            for number in range(1, count + 1)
            for key in [f"{reference}:entry.{clock.today()}.{number}:step_returned:focal_point"]
        ]  # fmt: skip
        session.connection().execute(insert(LETTER), rows)
    return [str(row["id"]) for row in rows]


def letters_of(engine: Engine, numbers: Sequence[str]) -> list[OutboxLetter]:
    """Letters as they stand now, in the order of their numbers."""
    with reading(engine) as session:
        found = {one.id: one for one in session.scalars(select(OutboxLetter))}
    return [found[number] for number in numbers]


def tries_of(engine: Engine, number: str) -> list[Failure | None]:
    """What each try of a letter on the wire came to; None is accepted."""
    query = select(DeliveryAttempt.failure).where(DeliveryAttempt.letter_id == number)
    with reading(engine) as session:
        return list(session.scalars(query.order_by(DeliveryAttempt.id)))
