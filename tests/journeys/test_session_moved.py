"""The governor moves a council session, or it is cancelled: the dates move with it, fairly."""

import pytest
from reading_back import letters
from sqlalchemy import Engine
from story import Story, begun

from lifecycle.errors import Refused
from models.words import Stage


@pytest.fixture
def story(engine: Engine) -> Story:
    """A plan whose programme goes to the session of October 2023."""
    told = begun(engine)
    told.to_the_council()
    assert told.due("put_on_agenda") == "2023-09-12"
    return told


def test_a_session_that_opens_later_gives_more_time(story: Story) -> None:
    story.move_session("2023-10", "2023-10-16")
    assert story.session == ("2023-10", "2023-10-16")
    assert story.due("put_on_agenda") == "2023-09-26"
    step = story.step("put_on_agenda")
    assert (str(step.original_due_on), step.moved_because) == ("2023-09-12", "session_moved")
    told = letters(story.engine, "session_moved")
    assert len(told) == 3
    assert {letter.context["was"] for letter in told} == {"2023-10-02"}


def test_the_reminders_start_again_from_the_new_date(story: Story) -> None:
    story.on("2023-09-11")
    assert story.letters(of="put_on_agenda").count("step_eve") == 1
    story.move_session("2023-10", "2023-10-16")
    story.on("2023-09-25")
    assert story.letters(of="put_on_agenda").count("step_eve") == 2


def test_a_session_that_opens_sooner_makes_nobody_late_overnight(story: Story) -> None:
    story.on("2023-09-04")
    story.move_session("2023-10", "2023-09-20")  # its agenda closed on 31 August
    assert story.due("put_on_agenda") == "2023-09-12"  # the date that was promised
    story.on("2023-09-11")
    assert "step_overdue" not in story.letters(of="put_on_agenda")


def test_a_step_that_was_open_for_long_keeps_its_date_when_the_session_comes_nearer(
    engine: Engine,
) -> None:
    told = begun(engine)
    told.to_the_council(validated=False)
    assert str(told.step("validate_programme").opened_on) == "2023-08-07"
    assert told.due("validate_programme") == "2023-09-07"
    told.on("2023-08-28")
    told.move_session("2023-10", "2023-09-11")  # twenty-five days before it is the 17th of August
    assert told.due("validate_programme") == "2023-09-07"
    told.on("2023-09-06")
    assert "step_overdue" not in told.letters(of="validate_programme")


def test_a_cancelled_session_gives_way_to_the_next_one(story: Story) -> None:
    story.move_session("2023-10", None)
    assert story.session == ("2024-02", "2024-02-01")
    assert story.due("put_on_agenda") == "2024-01-12"


def test_a_session_moved_while_the_plan_stands_still_starts_no_clock(story: Story) -> None:
    story.on("2023-09-01")
    story.fire("suspend", reason="elections")
    story.move_session("2023-10", "2023-10-16")
    assert story.step("put_on_agenda").next_at is None
    written = len(letters(story.engine))
    story.on("2023-09-18")
    assert len(letters(story.engine)) == written
    story.fire("resume")
    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.step("put_on_agenda").next_at is not None


def test_a_plan_that_was_voted_waits_for_no_session(story: Story) -> None:
    story.done("put_on_agenda")
    story.on("2023-10-09")
    story.done("council_vote")
    story.on("2023-10-10")
    with pytest.raises(Refused, match="waits for no session"):
        story.move_session("2023-10", "2023-10-16")
    assert story.session == ("2023-10", "2023-10-02")


def test_a_vote_already_open_is_dated_by_the_new_day(story: Story) -> None:
    story.done("put_on_agenda")
    assert story.due("council_vote") == "2023-10-17"
    story.move_session("2023-10", "2023-10-16")
    assert story.due("council_vote") == "2023-10-31"
