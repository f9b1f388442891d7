"""The page of one plan: where it stands, why it waits, what happened and what was written."""

import re
from datetime import date, timedelta
from itertools import pairwise

import builders
import pytest
from sqlalchemy import Engine, select
from visitor import Visitor, an_app

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.next_cycle import open_next_cycles
from lifecycle.rulebook import read_rulebook
from models.database import reading, writing
from models.history import HistoryEntry
from models.plan import PlanStep
from models.words import FactBasis, Stage
from portal.board_words import BOARD_WORDS
from portal.page_words import WORDS
from portal.public_pages import PUBLIC_PAGES

REFERENCE, CODE = "PAO-2022-05091010-1", "05.091.01.0"
FOUNDED = date(2022, 10, 21)
SECRET = "Madame Unetelle est souffrante"


@pytest.fixture
def plan(engine: Engine) -> int:
    with writing(engine) as session:
        return builders.plan(session)


@pytest.fixture
def visitor(engine: Engine) -> Visitor:
    return Visitor(an_app(engine, VirtualClock(date(2023, 3, 1)), PUBLIC_PAGES))


def fire(engine: Engine, number: int, trigger: str, on: date = FOUNDED, **more: object) -> None:
    with writing(engine) as session:
        door.fire(
            session, number, trigger, actor=builders.COORDINATOR, at=VirtualClock(on).now(),
            reason=SECRET, **more,  # type: ignore[arg-type]
        )  # fmt: skip


def french(visitor: Visitor, reference: str = REFERENCE) -> str:
    answer = visitor.get(f"/plans/{reference}?lang=fr")
    assert answer.status_code == 200
    return answer.text


def test_a_suspended_plan_shows_its_published_reason_and_not_what_was_written(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    fire(engine, plan, "suspend", said={"published_reason": "elections"})
    html = french(visitor)
    assert "Motif publié\u00a0: Période électorale" in html
    assert SECRET not in html
    assert "Unetelle" not in html


def test_a_withdrawal_without_a_published_reason_says_that_there_is_none(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    fire(engine, plan, "withdraw")
    html = french(visitor)
    assert BOARD_WORDS["no_reason"].fr in html
    assert 'aria-current="step"' not in html


def test_the_path_marks_the_present_stage_also_of_a_suspended_plan(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    fire(engine, plan, "suspend")
    (here,) = re.findall(r'aria-current="step">([^<]+)', french(visitor))
    assert here == "Adhésion"


def test_an_entry_shows_when_it_happened_and_when_it_was_recorded(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    fire(engine, plan, "suspend", date(2022, 11, 14), effective_on=date(2022, 11, 10))
    html = french(visitor)
    assert '<time datetime="2022-11-10">10 novembre 2022</time>' in html
    assert re.search(r'class="later">Enregistré le\u00a0: 14 novembre 2022 09:00', html)


def test_a_moved_deadline_shows_the_first_one_and_why(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    with reading(engine) as session:
        due = session.scalars(
            select(PlanStep.due_on).where(PlanStep.key == "adhere_to_charter")
        ).one()
    assert due is not None
    fire(engine, plan, acts.MOVE, step="adhere_to_charter", due_on=due + timedelta(days=200))
    html = french(visitor)
    assert WORDS["original_due"].fr in html
    assert "Prolongation accordée" in html
    assert "11 novembre 2022" in html


def test_the_digest_of_the_evidence_is_the_one_of_the_history(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    fields = builders.evidence("attend_training", FOUNDED)
    fire(engine, plan, acts.REPORT, step="attend_training", evidence=fields)
    with reading(engine) as session:
        written = session.scalars(
            select(HistoryEntry.canonical).where(HistoryEntry.trigger == acts.REPORT)
        ).one()
    (shown,) = re.findall(r'<code dir="ltr">([0-9a-f]{64})</code>', french(visitor))
    assert shown.encode() in written


def test_why_it_waits_names_the_steps_and_who_can_unblock(plan: int, visitor: Visitor) -> None:
    html = french(visitor)
    section = html.split(BOARD_WORDS["why"].fr)[1].split(BOARD_WORDS["steps_due"].fr)[0]
    assert "Adhésion à la charte du réseau" in section
    assert "Présidence du conseil" in section
    assert "Pour passer à\u00a0: Co-création" in section


def test_letters_are_listed_by_kind_role_and_state(plan: int, visitor: Visitor) -> None:
    section = french(visitor).split(BOARD_WORDS["letters"].fr)[-1]
    assert "Bienvenue" in section
    assert "Point focal" in section
    assert "En file d’attente" in section


def test_the_calendars_of_the_place_and_the_region_are_linked(plan: int, visitor: Visitor) -> None:
    html = french(visitor)
    assert f'href="/calendar/collectivities/{CODE}.ics?lang=fr"' in html
    assert 'href="/calendar/regions/05.ics?lang=fr"' in html


def test_the_session_is_shown_while_it_is_waited_for_and_not_after(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    assert "session d’octobre 2023" in french(visitor)
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        builders.drive_to(session, plan, clock, stage=Stage.IMPLEMENTATION)
    assert f"<dt>{WORDS['session'].fr}</dt>" not in french(visitor)


def test_a_completed_cycle_names_the_next_one_and_waits_for_nothing(
    engine: Engine, plan: int, visitor: Visitor
) -> None:
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        facts = builders.drive_to(session, plan, clock, stage=Stage.COMPLETED)
    assert "Ouvrir le cycle suivant" in french(visitor)
    with writing(engine) as session:
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        open_next_cycles(session, [facts], occasion, read_rulebook(session))
    html = french(visitor)
    assert BOARD_WORDS["followed"].fr in html
    assert 'href="/plans/PAO-2022-05091010-2?lang=fr"' in html
    assert "Ouvrir le cycle suivant" not in html
    assert BOARD_WORDS["followed"].fr not in french(visitor, "PAO-2022-05091010-2")


def test_an_illustration_says_so(engine: Engine, visitor: Visitor) -> None:
    with writing(engine) as session:
        builders.plan(session, basis=FactBasis.ILLUSTRATIVE)
    assert WORDS["illustrative"].fr in french(visitor)


def test_headings_go_down_one_level_at_a_time(plan: int, visitor: Visitor) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", french(visitor))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_plan_that_is_not_there_is_not_found(visitor: Visitor, plan: int) -> None:
    assert visitor.get("/plans/PAO-0-0-0").status_code == 404
