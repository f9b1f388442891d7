"""The role beside an opaque number is the one of the plan, on that day."""

from datetime import date

import builders
from handed import entry
from sqlalchemy import Engine

from audit.actor_roles import role_on, roles_of_actors
from models.database import reading, writing
from models.words import CollectivityKind, Role

DAY = date(2022, 11, 9)


def test_a_role_for_the_plan_comes_before_one_for_the_network(engine: Engine) -> None:
    with writing(engine) as session:
        where, who = builders.collectivity(session), builders.person(session)
        builders.hold(session, who, Role.NATIONAL_COORDINATOR)
        builders.hold(session, who, Role.REGION_COORDINATOR, where)
        builders.hold(session, who, Role.FOCAL_POINT, where, until_on=DAY)
        actor = f"person:{who.id}"
    with reading(engine) as session:
        roles = roles_of_actors(session, [entry(actor_id=actor)])
    assert role_on(roles, actor, DAY) is Role.FOCAL_POINT
    assert role_on(roles, actor, date(2022, 11, 10)) is Role.REGION_COORDINATOR


def test_a_role_for_another_collectivity_is_none_of_this_plan(engine: Engine) -> None:
    with writing(engine) as session:
        elsewhere = builders.collectivity(session, CollectivityKind.REGION)
        who = builders.person(session)
        builders.hold(session, who, Role.PRESIDENT, elsewhere)
        actor = f"person:{who.id}"
    with reading(engine) as session:
        roles = roles_of_actors(session, [entry(actor_id=actor)])
    assert role_on(roles, actor, DAY) is None


def test_an_actor_without_a_number_has_no_role(engine: Engine) -> None:
    ids = ("engine", "cli", "person:replay", "person:٣", "person:")
    with reading(engine) as session:
        assert roles_of_actors(session, [entry(actor_id=one) for one in ids]) == {}
