"""Who a letter goes to, on a day: the holder of the role, or who stands in."""

from datetime import date

import pytest
from sqlalchemy import Engine

from lifecycle.onboarding import load_register
from models.database import reading, writing
from models.person import Absence, Person, RoleHolding
from models.words import Language, LetterState, Role
from notifications.due import Due
from notifications.recipients import STANDS_IN, Directory
from notifications.second_address import UNSENT

DAY = date(2026, 11, 23)
CODE, REGION = "01", "01"


@pytest.fixture
def people(engine: Engine) -> Engine:
    with writing(engine) as session:
        load_register(session)
    return engine


def appoint(
    engine: Engine,
    role: Role,
    address: str,
    *,
    from_on: date = date(2026, 1, 1),
    until_on: date | None = None,
    region: bool = False,
    network: bool = False,
) -> int:
    with writing(engine) as session:
        person = Person(name=address, email=address, language=Language.BOTH)
        session.add(person)
        session.flush()
        place = (
            {} if network else {"region_code": REGION} if region else {"collectivity_code": CODE}
        )
        session.add(
            RoleHolding(person_id=person.id, role=role, from_on=from_on, until_on=until_on, **place)
        )
        return person.id


def letter_to(role: Role) -> Due:
    blank = dict.fromkeys(Due.__slots__)
    return Due(
        **blank | UNSENT | {
            "id": "x", "key": "x", "kind": "welcome", "role": role, "collectivity_code": CODE,
            "region_code": REGION, "urgent": False, "state": LetterState.QUEUED,
            "written_on": DAY, "context": {}, "replayed": False,
        }
    )  # fmt: skip


def address_of(engine: Engine, role: Role, on: date = DAY) -> str | None:
    letter = letter_to(role)
    with reading(engine) as session:
        found = Directory.read(session, [letter], on).recipient(letter)
    return found.address if found else None


def test_the_holder_of_the_role_gets_the_letter(people: Engine) -> None:
    appoint(people, Role.PRESIDENT, "president@c.example")
    appoint(people, Role.FOCAL_POINT, "focal@c.example")
    assert address_of(people, Role.FOCAL_POINT) == "focal@c.example"


def test_a_role_is_held_from_its_first_to_its_last_day(people: Engine) -> None:
    appoint(people, Role.FOCAL_POINT, "old@c.example", until_on=date(2026, 11, 23))
    appoint(people, Role.FOCAL_POINT, "new@c.example", from_on=date(2026, 11, 24))
    assert address_of(people, Role.FOCAL_POINT, date(2026, 11, 23)) == "old@c.example"
    assert address_of(people, Role.FOCAL_POINT, date(2026, 11, 24)) == "new@c.example"
    assert address_of(people, Role.FOCAL_POINT, date(2025, 12, 31)) is None


def test_the_deputy_stands_in_while_the_focal_point_is_away(people: Engine) -> None:
    focal = appoint(people, Role.FOCAL_POINT, "focal@c.example")
    appoint(people, Role.DEPUTY, "deputy@c.example")
    with writing(people) as session:
        session.add(Absence(person_id=focal, from_on=DAY, until_on=DAY))
    assert address_of(people, Role.FOCAL_POINT) == "deputy@c.example"
    assert address_of(people, Role.FOCAL_POINT, date(2026, 11, 24)) == "focal@c.example"


def test_an_address_that_does_not_work_is_passed_over(people: Engine) -> None:
    focal = appoint(people, Role.FOCAL_POINT, "focal@c.example")
    appoint(people, Role.MAILBOX, "contact@c.example")
    with writing(people) as session:
        session.get_one(Person, focal).undeliverable_since = DAY
    assert address_of(people, Role.FOCAL_POINT) == "contact@c.example"


@pytest.mark.parametrize(
    ("asked", "present", "region", "network"),
    [
        (Role.FOCAL_POINT, Role.PRESIDENT, False, False),
        (Role.DEPUTY, Role.FOCAL_POINT, False, False),
        (Role.PRESIDENT, Role.DIRECTOR_OF_SERVICES, False, False),
        (Role.COMMITTEE, Role.FOCAL_POINT, False, False),
        (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR, False, True),
        (Role.NATIONAL_COORDINATOR, Role.ADMIN, False, True),
        (Role.REGION_COORDINATOR, Role.REGION_COORDINATOR, True, False),
    ],
)
def test_somebody_stands_in_for_each_role(
    people: Engine, asked: Role, present: Role, region: bool, network: bool
) -> None:
    appoint(people, present, "one@c.example", region=region, network=network)
    assert address_of(people, asked) == "one@c.example"


def test_the_president_is_never_replaced_by_the_focal_point(people: Engine) -> None:
    appoint(people, Role.FOCAL_POINT, "focal@c.example")
    assert address_of(people, Role.PRESIDENT) is None


def test_a_coordinator_of_another_region_gets_nothing_of_this_one(people: Engine) -> None:
    with writing(people) as session:
        person = Person(name="x", email="x@c.example", language=Language.BOTH)
        session.add(person)
        session.flush()
        session.add(
            RoleHolding(
                person_id=person.id, role=Role.REGION_COORDINATOR, region_code="02", from_on=DAY
            )
        )
    assert address_of(people, Role.REGION_COORDINATOR) is None


def test_nobody_stands_in_for_themselves() -> None:
    assert all(role not in others for role, others in STANDS_IN.items())
