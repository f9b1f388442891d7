"""Looking a plan up by what people type, and reading its history."""

from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.history import broken_link
from lifecycle.next_cycle import open_next_cycles
from lifecycle.plans import NoSuchPlan, chain_of, cycles_of, find_plan, history_of, plan_rows
from lifecycle.rulebook import read_rulebook
from models.base import table_of
from models.collectivity import Collectivity
from models.database import writing
from models.history import HistoryDisclosure
from models.words import CollectivityKind, Stage

TODAY = date(2022, 10, 21)
MUCH_LATER = date(2023, 3, 1)
TIZNIT = "09.581.01.07"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def place(session: Session, code: str, kind: CollectivityKind, ar: str, fr: str) -> None:
    session.add(
        Collectivity(
            code=code, kind=kind, name_ar=ar, name_fr=fr, region_code=code[:2],
            province_code=code[:6],
        )
    )  # fmt: skip
    session.flush()


def two_of_one_name(session: Session) -> tuple[int, int]:
    """The commune and the province of Tiznit."""
    place(session, TIZNIT, CollectivityKind.COMMUNE, "تيزنيت", "Tiznit")
    place(session, "09.581", CollectivityKind.PROVINCE, "تيزنيت", "Tiznit")
    commune = builders.plan(session, CollectivityKind.COMMUNE, code=TIZNIT)
    return commune, builders.plan(session, CollectivityKind.PROVINCE, code="09.581")


def test_a_plan_is_found_by_what_people_type(session: Session) -> None:
    number = builders.plan(session)
    builders.plan(session, CollectivityKind.REGION)
    for text in (
        "PAO-2022-05091010-1", "05.091.01.0", " 05.091.01.0 ", "Béni Mellal", "beni mellal",
        "BENI-MELLAL", "بني ملال", "بنى ملال", "بـني  ملال", "\u200fبني ملال",
    ):  # fmt: skip
        assert find_plan(session, text, on=TODAY).id == number, text


def test_a_name_that_two_collectivities_bear_asks_for_the_reference(session: Session) -> None:
    two_of_one_name(session)
    with pytest.raises(NoSuchPlan) as refusal:
        find_plan(session, "تيزنيت", on=TODAY)
    said = str(refusal.value)
    assert "PAO-2022-095810107-1 (commune Tiznit)" in said
    assert "PAO-2022-09581-1 (province Tiznit)" in said


def test_either_of_two_of_one_name_is_found_by_its_code(session: Session) -> None:
    commune, province = two_of_one_name(session)
    assert find_plan(session, TIZNIT, on=TODAY).id == commune
    assert find_plan(session, "09.581", on=TODAY).id == province


def test_a_name_that_is_nearly_right_is_suggested_and_not_taken(session: Session) -> None:
    builders.plan(session)
    for text, near in (("Beni Melal", "Béni Mellal"), ("بني ملا", "بني ملال")):
        with pytest.raises(NoSuchPlan, match=f"Near it: .*{near}"):
            find_plan(session, text, on=TODAY)


def test_a_name_that_resembles_nothing_gets_no_suggestion(session: Session) -> None:
    builders.plan(session)
    with pytest.raises(NoSuchPlan, match=r"'Qwxyz'\.$"):
        find_plan(session, "Qwxyz", on=TODAY)


def test_a_member_with_two_cycles_is_found_at_the_newest(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, stage=Stage.COMPLETED)
    first = builders.facts_of(session, number)
    following = _second_cycle(session, number, clock)
    found = find_plan(session, "Béni Mellal", on=clock.today())
    assert (found.id, found.cycle) == (following, 2)
    assert find_plan(session, first.collectivity_code, on=clock.today()).id == following
    assert find_plan(session, first.reference, on=clock.today()).id == number
    cycles = [row.cycle for row in cycles_of(session, found, on=clock.today())]
    assert cycles == [1, 2]


def _second_cycle(session: Session, number: int, clock: VirtualClock) -> int:
    facts = builders.facts_of(session, number)
    occasion = Occasion(acts.ENGINE, clock.now(), "test")
    open_next_cycles(session, [facts], occasion, read_rulebook(session))
    return find_plan(session, "PAO-2022-05091010-2", on=clock.today()).id


def test_rows_are_filtered_by_cohort_stage_region_and_lateness(session: Session) -> None:
    commune = builders.plan(session)
    region = builders.plan(session, CollectivityKind.REGION)

    def found(**asked: object) -> list[int]:
        rows = plan_rows(session, **{"on": MUCH_LATER, **asked})  # type: ignore[arg-type]
        return [row.id for row in rows]

    door.fire(
        session, region, "suspend", actor=builders.COORDINATOR, at=VirtualClock(TODAY).now(),
        reason="test",
    )  # fmt: skip
    assert found() == [commune, region]
    assert found(stage=Stage.SUSPENDED) == [region]
    assert found(region="05") == [commune]
    assert found(cohort="2022-founders") == [commune, region]
    assert found(cohort="2026-second") == []
    assert found(late=True) == [commune]  # the clocks of a suspended plan stand still
    assert found(late=True, on=TODAY) == []


def test_a_row_counts_late_steps_from_the_day_after_the_deadline(session: Session) -> None:
    builders.plan(session)
    (row,) = plan_rows(session, on=TODAY)
    assert row.next_due_on is not None
    assert (row.late_steps, row.next_due_on > TODAY) == (0, True)
    assert plan_rows(session, on=row.next_due_on)[0].late_steps == 0
    (later,) = plan_rows(session, on=date.fromordinal(row.next_due_on.toordinal() + 1))
    assert later.late_steps >= 1


def test_history_tells_who_did_what_when_and_why_in_order(session: Session) -> None:
    number = builders.plan(session)
    clock = VirtualClock(date(2022, 11, 14))
    door.fire(
        session, number, "suspend", actor=builders.COORDINATOR, at=clock.now(),
        reason="انتخابات جزئية", cause="portal",
    )  # fmt: skip
    opened, suspended = history_of(session, number)
    assert (opened.seq, opened.trigger, opened.from_stage) == (1, "open_plan", None)
    assert (suspended.seq, suspended.trigger) == (2, "suspend")
    assert (suspended.from_stage, suspended.to_stage) == (Stage.JOINING, Stage.SUSPENDED)
    assert (suspended.reason, suspended.cause) == ("انتخابات جزئية", "portal")
    assert (suspended.actor_kind, suspended.actor_id) == ("person", "person:7")
    assert suspended.recorded_at == clock.now()
    assert suspended.body["to"] == "suspended"


def test_an_erased_reason_is_no_longer_told_and_the_chain_still_holds(session: Session) -> None:
    number = builders.plan(session)
    at = VirtualClock(date(2022, 11, 14)).now()
    door.fire(session, number, "suspend", actor=builders.COORDINATOR, at=at, reason="secret")
    session.connection().execute(delete(table_of(HistoryDisclosure)))
    assert history_of(session, number)[-1].reason == ""
    assert broken_link(chain_of(session, number)) is None
