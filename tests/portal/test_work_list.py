"""The worklist as coordinators read it: their regions, what to do, and nobody else's."""

from datetime import timedelta

import builders
import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, ORIENTAL, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.worklist import TODO_WORDS, ToDo
from models.database import reading, writing
from models.person import Person, RoleHolding
from models.plan import Plan
from models.words import Role
from portal.app import create_app
from portal.settings import PortalSettings
from portal.work_list import FIRST
from portal.work_words import WORDS

STEP = "adhere_to_charter"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    """Two members, one of which reported a step; the other cannot be reached."""
    open_few(engine, BENI_MELLAL, ORIENTAL)
    with_accounts(engine, clock, NATIONAL, AUDITOR, OF_BENI_MELLAL, OF_ORIENTAL)
    with writing(engine) as session:
        plan = session.scalars(select(Plan).where(Plan.collectivity_code == BENI_MELLAL)).one()
        door.fire(
            session, plan, acts.REPORT, actor=builders.FOCAL_POINT, at=clock.now(), step=STEP,
            evidence=builders.evidence(STEP, clock.today()),
        )  # fmt: skip
        focal = select(RoleHolding.person_id).where(
            RoleHolding.collectivity_code == ORIENTAL, RoleHolding.role == Role.FOCAL_POINT
        )
        person = session.scalars(select(Person).where(Person.id.in_(focal))).one()
        person.undeliverable_since, person.undeliverable_cause = clock.today(), "550 <no mailbox>"
    return create_app(engine, clock, PortalSettings())


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_worklist_says_what_waits_and_what_to_do(app: Starlette, lang: str) -> None:
    answer = SignedIn(app, NATIONAL).get(f"/work?lang={lang}")
    assert answer.status_code == 200
    for todo in (ToDo.REVIEW, ToDo.MEND_ADDRESS, ToDo.FOCAL_POINT_UNREACHABLE):
        assert TODO_WORDS[todo].said_in(lang) in answer.text
    assert f"/work/plans/PAO-2022-050910101-1?lang={lang}" in answer.text
    assert "550 &lt;no mailbox&gt;" in answer.text


def test_a_region_coordinator_reads_their_region_alone(app: Starlette) -> None:
    mine = SignedIn(app, OF_BENI_MELLAL).get("/work?lang=fr&region=02").text
    assert TODO_WORDS[ToDo.REVIEW].fr in mine
    assert "550" not in mine
    theirs = SignedIn(app, OF_ORIENTAL).get("/work?lang=fr").text
    assert TODO_WORDS[ToDo.REVIEW].fr not in theirs
    assert "550" in theirs


def test_a_national_reader_may_look_at_one_region(app: Starlette) -> None:
    for who in (NATIONAL, AUDITOR):
        answer = SignedIn(app, who).get("/work?lang=fr&region=02").text
        assert TODO_WORDS[ToDo.REVIEW].fr not in answer
        assert "550" in answer


def test_who_holds_two_regions_reads_both(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        query = select(Person.id).where(Person.email == OF_BENI_MELLAL)
        session.add(
            RoleHolding(
                person_id=session.scalars(query).one(), role=Role.REGION_COORDINATOR,
                region_code="02", from_on=clock.today(),
            )
        )  # fmt: skip
    browser = SignedIn(app, OF_BENI_MELLAL)
    both = browser.get("/work?lang=fr").text
    assert TODO_WORDS[ToDo.REVIEW].fr in both
    assert "550" in both
    assert "550" not in browser.get("/work?lang=fr&region=05").text


def test_an_auditor_is_told_that_they_only_read(app: Starlette) -> None:
    answer = SignedIn(app, AUDITOR).get("/work?lang=fr").text
    assert WORDS["reads_only"].fr in answer
    assert "/work/bulk" not in answer


def test_a_long_list_is_shown_in_part_and_then_whole(engine: Engine, clock: VirtualClock) -> None:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL)
    with writing(engine) as session:
        builders.plans(session, FIRST + 2, clock=VirtualClock(FOUNDED))
    browser = SignedIn(create_app(engine, clock, PortalSettings()), NATIONAL)
    todo = TODO_WORDS[ToDo.NAME_FOCAL_POINT].fr
    assert browser.get("/work?lang=fr").text.count(todo) == FIRST
    assert browser.get("/work?lang=fr&list=no_focal_point&page=9").text.count(todo) == FIRST + 2


@pytest.mark.parametrize("query", ["list=x", "page=-1", "page=٣", "region=99", "region='", "list="])
def test_what_is_not_understood_filters_nothing(app: Starlette, query: str) -> None:
    answer = SignedIn(app, NATIONAL).get(f"/work?lang=fr&{query}")
    assert answer.status_code == 200
    assert TODO_WORDS[ToDo.REVIEW].fr in answer.text


class TestACoordinatorWhoCannotBeReached:
    """Their address belongs to no plan: a national coordinator says that it works again."""

    @pytest.fixture
    def number(self, app: Starlette, engine: Engine, clock: VirtualClock) -> int:
        with writing(engine) as session:
            person = session.scalars(select(Person).where(Person.email == OF_ORIENTAL)).one()
            person.undeliverable_since = clock.today()
            return person.id

    def test_they_are_written_to_again(self, app: Starlette, engine: Engine, number: int) -> None:
        browser, path = SignedIn(app, NATIONAL), f"/work/network/{number}/lift-address?lang=fr"
        assert path in browser.get("/work?lang=fr").text
        for _ in ("once", "twice by a double click"):
            answer = browser.post(path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/work?lang=fr")
        assert path not in browser.get("/work?lang=fr").text
        with reading(engine) as session:
            assert session.get_one(Person, number).undeliverable_since is None

    def test_nobody_else_does_it(self, app: Starlette, engine: Engine, number: int) -> None:
        path = f"/work/network/{number}/lift-address?lang=fr"
        for who in (OF_ORIENTAL, OF_BENI_MELLAL, AUDITOR):
            browser = SignedIn(app, who)
            assert path not in browser.get("/work?lang=fr").text
            assert browser.post(path).status_code == 403
        with reading(engine) as session:
            assert session.get_one(Person, number).undeliverable_since is not None

    def test_somebody_of_a_collectivity_is_not_reached_this_way(
        self, app: Starlette, engine: Engine
    ) -> None:
        with reading(engine) as session:
            query = select(RoleHolding.person_id).where(
                RoleHolding.collectivity_code == ORIENTAL, RoleHolding.role == Role.FOCAL_POINT
            )
            focal = session.scalars(query).one()
        browser = SignedIn(app, NATIONAL)
        for person in (focal, 0, "9" * 20, "x", "٣"):
            assert browser.post(f"/work/network/{person}/lift-address").status_code == 404
