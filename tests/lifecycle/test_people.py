"""Who holds which role: from a sheet, in step with what is known already."""

from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.cohort_coordinators import Coordinator
from lifecycle.cohort_rows import CohortRow, RolePerson
from lifecycle.people import hold_network_roles, hold_roles
from models.database import writing
from models.person import Person, RoleHolding
from models.words import CollectivityKind, Language, Role

JOINED, LATER = date(2022, 10, 21), date(2026, 11, 23)
CODE = "05.091.01.0"
FOCAL = RolePerson(Role.FOCAL_POINT, "نقطة ارتكاز", "focal@commune.example", Language.FRENCH)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        builders.collectivity(session)
        yield session


def row(*people: RolePerson, mailbox: str | None = None) -> CohortRow:
    return CohortRow(CODE, CollectivityKind.COMMUNE, JOINED, people, mailbox, row=2)


def holdings(session: Session) -> list[tuple[Role, str, date, date | None]]:
    rows = session.execute(
        select(RoleHolding.role, Person.email, RoleHolding.from_on, RoleHolding.until_on)
        .join(Person, Person.id == RoleHolding.person_id)
        .order_by(RoleHolding.id)
    )
    return [tuple(row) for row in rows]


def test_each_person_of_a_row_holds_the_role_it_names_from_the_day(session: Session) -> None:
    assert hold_roles(session, row(FOCAL, mailbox="contact@commune.example"), JOINED)
    assert holdings(session) == [
        (Role.FOCAL_POINT, "focal@commune.example", JOINED, None),
        (Role.MAILBOX, "contact@commune.example", JOINED, None),
    ]


def test_the_same_row_again_changes_nothing(session: Session) -> None:
    hold_roles(session, row(FOCAL, mailbox="contact@commune.example"), JOINED)
    before = holdings(session)
    assert not hold_roles(session, row(FOCAL, mailbox="contact@commune.example"), LATER)
    assert holdings(session) == before


def test_a_role_passes_on_and_the_earlier_holding_ends_the_day_before(session: Session) -> None:
    hold_roles(session, row(FOCAL), JOINED)
    successor = RolePerson(Role.FOCAL_POINT, "Suite", "next@commune.example", Language.BOTH)
    assert hold_roles(session, row(successor), LATER)
    assert holdings(session) == [
        (Role.FOCAL_POINT, "focal@commune.example", JOINED, date(2026, 11, 22)),
        (Role.FOCAL_POINT, "next@commune.example", LATER, None),
    ]


def test_a_corrected_name_or_language_is_the_same_person_with_the_same_role(
    session: Session,
) -> None:
    hold_roles(session, row(FOCAL), JOINED)
    corrected = RolePerson(Role.FOCAL_POINT, "نقطة الارتكاز", FOCAL.email, Language.ARABIC)
    assert hold_roles(session, row(corrected), LATER)
    assert holdings(session) == [(Role.FOCAL_POINT, FOCAL.email, JOINED, None)]
    known = session.scalars(select(Person)).one()
    assert (known.name, known.language) == ("نقطة الارتكاز", Language.ARABIC)
    assert not hold_roles(session, row(corrected), LATER)


def test_one_address_in_several_columns_is_one_person_and_stays_as_it_is(session: Session) -> None:
    """The sheet asks the focal point for a language, and a mailbox has no name."""
    deputy = RolePerson(Role.DEPUTY, FOCAL.name, FOCAL.email, Language.BOTH)
    hold_roles(session, row(FOCAL, deputy, mailbox=FOCAL.email), JOINED)
    assert not hold_roles(session, row(FOCAL, deputy, mailbox=FOCAL.email), LATER)
    known = session.scalars(select(Person)).one()
    assert (known.name, known.language) == (FOCAL.name, Language.FRENCH)
    assert {role for role, _, _, until_on in holdings(session) if until_on is None} == {
        Role.FOCAL_POINT, Role.DEPUTY, Role.MAILBOX,
    }  # fmt: skip


def test_a_role_that_a_row_leaves_empty_stays_with_its_holder(session: Session) -> None:
    deputy = RolePerson(Role.DEPUTY, "نائب", "deputy@commune.example", Language.BOTH)
    hold_roles(session, row(FOCAL, deputy), JOINED)
    assert not hold_roles(session, row(FOCAL), LATER)
    assert (Role.DEPUTY, "deputy@commune.example", JOINED, None) in holdings(session)


def test_coordinators_get_their_roles_once_each_for_the_region_it_names(session: Session) -> None:
    people = [
        Coordinator(Role.NATIONAL_COORDINATOR, None, "المنسق", "n@pao.example", Language.BOTH),
        Coordinator(Role.REGION_COORDINATOR, "05", "المنسق", "r@pao.example", Language.ARABIC),
        Coordinator(Role.REGION_COORDINATOR, "08", "المنسق", "r@pao.example", Language.ARABIC),
    ]
    hold_network_roles(session, people, JOINED)
    hold_network_roles(session, people, LATER)
    rows = session.execute(select(RoleHolding.role, RoleHolding.region_code, RoleHolding.from_on))
    assert sorted(rows, key=str) == [
        (Role.NATIONAL_COORDINATOR, None, JOINED),
        (Role.REGION_COORDINATOR, "05", JOINED),
        (Role.REGION_COORDINATOR, "08", JOINED),
    ]
    assert len(session.scalars(select(Person)).all()) == 2
