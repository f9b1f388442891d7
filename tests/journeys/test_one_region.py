"""The region Souss-Massa, whose council sits in March, July and October."""

import builders
from sqlalchemy import Engine
from story import begun

from lifecycle.clock import VirtualClock
from models.database import writing
from models.words import CollectivityKind, Stage


def test_a_region_goes_to_its_own_session_and_a_late_one_to_the_next(engine: Engine) -> None:
    story = begun(engine, CollectivityKind.REGION)
    assert story.session == ("2023-10", "2023-10-02")
    story.to_the_council()
    assert story.stage == Stage.COUNCIL_APPROVAL
    story.on("2023-09-07")
    story.done("put_on_agenda")
    story.on("2023-10-05")
    story.done("council_vote", outcome="postponed")
    story.on("2023-10-06")
    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.session == ("2024-03", "2024-03-04")


def test_a_region_that_is_ready_after_the_agenda_closed_waits_for_march(engine: Engine) -> None:
    story = begun(engine, CollectivityKind.REGION)
    story.to_the_council()
    assert story.session == ("2023-10", "2023-10-02")
    late = begun_late(engine)
    assert late == ("2024-03", "2024-03-04")


def begun_late(engine: Engine) -> tuple[str | None, str]:
    """The session of a plan that reaches its council two weeks before the October session."""
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, CollectivityKind.REGION, clock=clock, code="08")
        builders.drive_to(session, number, clock, step="validate_programme")
        clock.on = clock.on.replace(year=2023, month=9, day=18)
        builders.settle(session, number, "validate_programme", clock)
        facts = builders.drive_to(session, number, clock, stage=Stage.COUNCIL_APPROVAL)
    return facts.session_code, str(facts.session_on)
