"""What is in force of every plan, or why there is nothing to show."""

from datetime import date

import builders
import network
import pytest
from reading_back import step_of
from sqlalchemy import Engine

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.programmes import Missing, Programme, missing_of, programmes
from models.database import reading, writing
from models.words import CollectivityKind, Stage


def found(engine: Engine) -> dict[str, Programme]:
    with reading(engine) as session:
        return {one.plan.reference: one for one in programmes(session, on=network.TODAY)}


def test_each_plan_shows_what_is_in_force_or_says_why_it_does_not(engine: Engine) -> None:
    network.open_network(engine)
    told = found(engine)
    assert {reference: one.missing for reference, one in told.items()} == {
        network.SHOWN: None, network.SMALL: None, network.EMPTY: Missing.CONTENT_NOT_FILED,
        network.DRAFTED: Missing.NOT_ADOPTED, network.SUSPENDED: Missing.SUSPENDED,
        network.LEFT: Missing.WITHDRAWN,
    }  # fmt: skip
    shown = told[network.SHOWN]
    assert shown.content is not None
    assert shown.content.counts() == {
        "axes": 4, "projects": 17, "activities": 69, "indicators": 17,
    }  # fmt: skip
    assert shown.version == 1
    assert len(shown.sha256 or "") == 64


@pytest.mark.parametrize("has_content", [True, False])
@pytest.mark.parametrize("resume", [None, *Stage])
@pytest.mark.parametrize("stage", Stage)
def test_nothing_is_missing_without_a_reason_and_nothing_drafted_is_shown(
    stage: Stage, resume: Stage | None, has_content: bool
) -> None:
    told = missing_of(stage, resume, has_content=has_content)
    reached = resume if stage is Stage.SUSPENDED else stage
    adopted = reached in (
        Stage.IMPLEMENTATION, Stage.CO_MONITORING, Stage.CO_EVALUATION, Stage.COMPLETED,
    )  # fmt: skip
    assert (told is None) == (
        has_content and stage is not Stage.WITHDRAWN
        and (adopted or reached in (Stage.SUSPENDED, Stage.WITHDRAWN))
    )  # fmt: skip


def test_the_day_of_the_vote_is_told_and_a_draft_is_not_in_force(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        door.fire(
            session, number, acts.FILE_CONTENT, actor=builders.FOCAL_POINT, at=clock.now(),
            content=network.spreadsheet_trap(),
        )  # fmt: skip
    (before,) = found(engine).values()
    assert (before.missing, before.step, before.content) == (
        Missing.NOT_ADOPTED, "adhere_to_charter", None,
    )  # fmt: skip
    with writing(engine) as session:
        builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
    (after,) = found(engine).values()
    assert after.adopted_on == step_of(engine, number, "council_vote").done_on == date(2023, 2, 4)
    assert (after.missing, after.step) == (None, None)
    assert after.content == network.spreadsheet_trap()


def test_who_left_after_the_vote_and_is_back_shows_nothing_until_the_next_one(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, CollectivityKind.REGION, stage=Stage.IMPLEMENTATION)
        network.amend(session, number, network.spreadsheet_trap())
        at = VirtualClock(network.TODAY).now()
        for trigger in ("withdraw", "rejoin"):
            door.fire(
                session, number, trigger, actor=builders.COORDINATOR, at=at, reason="elections"
            )
    (one,) = found(engine).values()
    assert (one.plan.stage, one.missing, one.content) == (
        Stage.JOINING, Missing.NOT_ADOPTED, None,
    )  # fmt: skip
