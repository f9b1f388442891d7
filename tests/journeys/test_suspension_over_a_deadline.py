"""A plan stands still over a deadline, and gets the days back that it lost."""

from reading_back import letters, plan_of
from sqlalchemy import Engine
from story import begun

from models.words import Stage


def test_a_plan_that_stood_still_over_a_deadline_is_not_late_when_it_comes_back(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.done("adhere_to_charter")
    assert story.due("name_focal_point") == "2022-11-29"

    story.on("2022-11-21")
    story.fire("suspend", reason="the council was dissolved")
    assert story.stage == Stage.SUSPENDED
    written = len(letters(engine))
    story.on("2023-01-20")
    assert len(letters(engine)) == written

    story.fire("resume")
    assert story.stage == Stage.JOINING
    assert story.due("name_focal_point") == "2023-01-28"  # sixty days later
    assert str(story.step("name_focal_point").original_due_on) == "2022-11-29"
    assert story.step("name_focal_point").moved_because == "suspension"
    story.on("2023-01-28")
    assert "step_overdue" not in story.letters(of="name_focal_point")
    story.on("2023-02-03")
    assert "step_overdue" in story.letters(of="name_focal_point")


def test_a_pause_does_not_make_a_plan_younger_in_its_stage(engine: Engine) -> None:
    story = begun(engine)
    story.on("2022-11-21")
    story.fire("suspend", reason="elections")
    assert str(plan_of(engine, story.plan).entered_on) == "2022-10-21"
    story.on("2022-12-21")
    story.fire("resume")
    assert str(plan_of(engine, story.plan).entered_on) == "2022-10-21"


def test_what_was_late_before_stays_late_after(engine: Engine) -> None:
    story = begun(engine)
    story.on("2022-11-16")
    assert "step_overdue" in story.letters(of="adhere_to_charter")
    story.fire("suspend", reason="elections")
    story.on("2022-12-16")
    story.fire("resume")
    assert story.due("adhere_to_charter") == "2022-11-11"


def test_a_plan_that_slept_through_its_session_aims_at_the_next_one(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    story.on("2023-09-04")
    story.fire("suspend", reason="the council was dissolved")
    story.on("2023-11-06")
    story.fire("resume")
    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.session == ("2024-02", "2024-02-01")
    assert story.due("put_on_agenda") == "2024-01-12"


def test_a_short_sleep_before_the_session_does_not_move_the_agenda_past_the_law(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.done("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")
    story.on("2022-11-08")
    story.done("set_up_committee", "choose_axes", "hold_first_workshop", "consult_on_ideas")
    story.done("draft_projects", "hold_second_workshop", "consult_on_projects")
    story.done("validate_programme")
    story.on("2022-11-09")
    assert (story.session[1], story.due("put_on_agenda")) == ("2023-02-01", "2023-01-12")
    story.on("2022-11-15")
    story.fire("suspend", reason="elections")
    story.on("2022-11-30")
    story.fire("resume")
    assert story.due("put_on_agenda") == "2023-01-12"  # still twenty days before the session


def test_a_step_reported_before_the_pause_and_returned_after_it_is_not_late(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.report("adhere_to_charter")
    story.fire("suspend", reason="elections")
    story.on("2022-12-07")
    story.fire("resume")
    story.fire("return_step", step="adhere_to_charter", reason="the act is not signed")
    assert story.due("adhere_to_charter") == "2022-12-11"
    story.on("2022-12-08")
    assert "step_overdue" not in story.letters(of="adhere_to_charter")
