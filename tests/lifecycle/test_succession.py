"""A role that passes on: named, asked, accepted or declined; the history tells numbers only."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from lifecycle.plans import broken_history, history_of
from lifecycle.succession import confirm_succession, decline_succession, name_successor
from models.collectivity import Collectivity
from models.database import writing
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.succession import Succession
from models.words import Language, Role, SuccessionState

TODAY = builders.FOUNDED
LATER = TODAY + timedelta(days=3)
NAME, ADDRESS = "نقطة الارتكاز الجديدة", "successor@commune.example"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def plan(session: Session) -> int:
    return builders.plan(session)


@pytest.fixture
def where(session: Session, plan: int) -> Collectivity:
    return builders.collectivity(session)


@pytest.fixture
def people(session: Session, where: Collectivity) -> dict[Role, Person]:
    return builders.people_of(session, where)


def name(session: Session, plan: int, **more: Any) -> Succession:
    told: dict[str, Any] = {
        "role": Role.FOCAL_POINT, "name": NAME, "email": ADDRESS, "language": Language.ARABIC,
        "actor": builders.FOCAL_POINT, "at": VirtualClock(TODAY).now(), "cause": "test",
    }  # fmt: skip
    return name_successor(session, plan, **told | more)


def confirm(session: Session, named: Succession, on: date = LATER) -> Succession:
    return confirm_succession(session, named.id, at=VirtualClock(on).now(), cause="test")


def holders(session: Session, role: Role = Role.FOCAL_POINT) -> list[tuple[int, date, date | None]]:
    rows = session.execute(
        select(RoleHolding.person_id, RoleHolding.from_on, RoleHolding.until_on)
        .where(RoleHolding.role == role)
        .order_by(RoleHolding.from_on, RoleHolding.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def letters(session: Session, kind: str) -> list[OutboxLetter]:
    query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.role)
    return list(session.scalars(query))


def count(session: Session, record: Any) -> int:
    return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_successor_is_asked_by_a_letter_and_the_role_stays_where_it_is(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    named = name(session, plan)
    (letter,) = letters(session, "successor_named")
    successor = session.get_one(Person, named.successor_id)
    assert (successor.name, successor.email) == (NAME, ADDRESS)
    assert (letter.context["to_person"], letter.context["succession"]) == (successor.id, named.id)
    assert letter.context["role"] == "focal_point"
    assert named.state == SuccessionState.NAMED
    assert holders(session) == [(people[Role.FOCAL_POINT].id, TODAY, None)]


def test_the_history_holds_numbers_and_never_a_name_or_an_address(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    named = name(session, plan)
    confirm(session, named)
    told = history_of(session, plan)
    assert [entry.trigger for entry in told[-2:]] == ["name_successor", "hand_over"]
    assert told[-1].body["successor"] == f"person:{named.successor_id}"
    assert told[-1].body["left"] == [f"person:{people[Role.FOCAL_POINT].id}"]
    assert told[-1].actor_id == f"person:{named.successor_id}"
    for content in session.scalars(select(HistoryEntry.canonical)):
        assert NAME.encode() not in content
        assert ADDRESS.encode() not in content
    assert count(session, HistoryDisclosure) == 0
    assert broken_history(session, plan) is None


def test_on_the_day_of_the_yes_the_role_is_the_successors(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    named = confirm(session, name(session, plan))
    assert named.state == SuccessionState.CONFIRMED
    assert named.settled_at == VirtualClock(LATER).now()
    assert holders(session) == [
        (people[Role.FOCAL_POINT].id, TODAY, LATER - timedelta(days=1)),
        (named.successor_id, LATER, None),
    ]
    owed = letters(session, "hand_over_done")
    by_role = [one.role for one in owed if "to_person" not in one.context]
    assert by_role == [Role.FOCAL_POINT, Role.PRESIDENT, Role.REGION_COORDINATOR]
    # Whoever was replaced hears of it too.
    bound = [one.context["to_person"] for one in owed if "to_person" in one.context]
    assert bound == [people[Role.FOCAL_POINT].id]


def test_a_role_that_began_today_ends_before_it_counted(session: Session, plan: int) -> None:
    where = builders.collectivity(session)
    builders.hold(session, builders.person(session), Role.FOCAL_POINT, where, from_on=LATER)
    named = confirm(session, name(session, plan))
    valid = [who for who, first, last in holders(session) if first <= LATER <= (last or LATER)]
    assert valid == [named.successor_id]


def test_the_other_roles_stay_as_they_were(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    confirm(session, name(session, plan, role=Role.DEPUTY))
    assert holders(session) == [(people[Role.FOCAL_POINT].id, TODAY, None)]
    assert len(holders(session, Role.DEPUTY)) == 2


def test_a_no_leaves_the_role_where_it_is(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    named = name(session, plan)
    decline_succession(session, named.id, at=VirtualClock(LATER).now(), cause="test")
    assert named.state == SuccessionState.DECLINED
    assert holders(session) == [(people[Role.FOCAL_POINT].id, TODAY, None)]
    assert history_of(session, plan)[-1].trigger == "decline_role"
    assert letters(session, "hand_over_done") == []


@pytest.mark.parametrize("answer", [confirm_succession, decline_succession])
@pytest.mark.parametrize("before", [confirm_succession, decline_succession])
def test_what_was_answered_is_not_answered_again(
    session: Session, plan: int, people: dict[Role, Person], before: Any, answer: Any
) -> None:
    facts = {"at": VirtualClock(LATER).now(), "cause": "test"}
    named = name(session, plan)
    before(session, named.id, **facts)
    entries, held = count(session, HistoryEntry), holders(session)
    with pytest.raises(Refused, match="waits for no answer"):
        answer(session, named.id, **facts)
    assert (count(session, HistoryEntry), holders(session)) == (entries, held)


def test_an_unknown_succession_is_refused(session: Session, plan: int) -> None:
    with pytest.raises(Refused, match="it is unknown"):
        confirm_succession(session, 404, at=VirtualClock(LATER).now(), cause="test")


def test_who_is_named_last_is_the_one_who_may_accept(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    first = name(session, plan)
    second = name(session, plan, email="other@commune.example", name="Autre")
    assert (first.state, second.state) == (SuccessionState.REPLACED, SuccessionState.NAMED)
    with pytest.raises(Refused, match="it is replaced"):
        confirm(session, first)
    confirm(session, second)
    assert holders(session)[-1][0] == second.successor_id


def test_naming_for_one_role_leaves_the_other_asked(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    focal, deputy = name(session, plan), name(session, plan, role=Role.DEPUTY)
    assert (focal.state, deputy.state) == (SuccessionState.NAMED, SuccessionState.NAMED)
    assert focal.successor_id == deputy.successor_id


def test_the_same_person_is_not_asked_twice(session: Session, plan: int) -> None:
    name(session, plan)
    with pytest.raises(Refused, match="was named already"):
        name(session, plan, email="Successor@Commune.example")
    assert len(letters(session, "successor_named")) == 1


def test_a_known_person_keeps_their_name_and_language(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    deputy = people[Role.DEPUTY]
    before = (deputy.name, deputy.language)
    named = name(session, plan, email=deputy.email.upper(), name="Tout autre nom")
    assert named.successor_id == deputy.id
    assert (deputy.name, deputy.language) == before


def test_who_holds_the_role_already_is_refused(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    with pytest.raises(Refused, match="holds this role already"):
        name(session, plan, email=people[Role.FOCAL_POINT].email)


def test_an_address_that_letters_come_back_from_is_refused(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    people[Role.DEPUTY].undeliverable_since = TODAY
    with pytest.raises(Refused, match="letters to this address come back"):
        name(session, plan, email=people[Role.DEPUTY].email)


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"name": "  "}, "Write the full name"),
        ({"name": "=HYPERLINK(1)"}, "Write the full name"),
        ({"name": "12345"}, "Write the full name"),
        ({"name": "ا" * 201}, "longer than 200"),
        ({"email": "nobody"}, "whole e-mail address"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "whole e-mail address"),
        ({"email": "نقطة@commune.example"}, "whole e-mail address"),
        ({"name": "", "email": ""}, "Write the full name. Write a whole e-mail address"),
    ],
)
def test_wrong_details_are_refused_together_and_nothing_is_written(
    session: Session, plan: int, details: dict[str, str], said: str
) -> None:
    entries, known = count(session, HistoryEntry), count(session, Person)
    with pytest.raises(Refused, match=said):
        name(session, plan, **details)
    assert (count(session, HistoryEntry), count(session, Person)) == (entries, known)
    assert count(session, Succession) == 0


def test_invisible_marks_are_taken_out_of_a_name(session: Session, plan: int) -> None:
    named = name(session, plan, name="\u202eاسم\u200f  كامل\x07 ")
    assert session.get_one(Person, named.successor_id).name == "اسم كامل"


@pytest.mark.parametrize("role", [Role.PRESIDENT, Role.DIRECTOR_OF_SERVICES])
def test_only_a_coordinator_names_a_president_or_a_director(
    session: Session, plan: int, role: Role
) -> None:
    with pytest.raises(Refused, match="a coordinator does"):
        name(session, plan, role=role)
    assert name(session, plan, role=role, actor=builders.COORDINATOR).role == role


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MAILBOX, Role.NATIONAL_COORDINATOR])
def test_a_role_of_the_network_never_passes_on_this_way(
    session: Session, plan: int, role: Role
) -> None:
    with pytest.raises(Refused, match="not passed on this way"):
        name(session, plan, role=role, actor=builders.COORDINATOR)


def test_the_engine_names_nobody(session: Session, plan: int) -> None:
    with pytest.raises(Refused, match="a focal point or a coordinator"):
        name(session, plan, actor=acts.ENGINE)
    assert (count(session, Succession), letters(session, "successor_named")) == (0, [])


def test_a_sixth_naming_of_a_day_waits_until_tomorrow(session: Session, plan: int) -> None:
    for number in range(5):
        name(session, plan, email=f"person{number}@other.example")
    with pytest.raises(Refused, match="try again tomorrow"):
        name(session, plan)
    tomorrow = VirtualClock(TODAY + timedelta(days=1)).now()
    assert name(session, plan, at=tomorrow).state == SuccessionState.NAMED


def test_a_plan_that_is_not_there_is_refused(session: Session, plan: int) -> None:
    with pytest.raises(Refused, match="no plan 404"):
        name(session, 404)
