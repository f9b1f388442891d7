"""A council rejects a programme; it is written again and adopted four months later."""

from reading_back import letters
from sqlalchemy import Engine
from story import begun

from models.words import Stage, StepState


def test_a_rejected_programme_is_written_again_and_put_to_the_next_session(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    story.on("2023-09-07")
    story.done("put_on_agenda")
    story.on("2023-10-09")
    story.done("council_vote", outcome="rejected")
    story.on("2023-10-10")

    assert story.stage == Stage.CO_CREATION
    assert story.session == ("2024-02", "2024-02-01")
    assert story.open_steps() == ["draft_projects"]
    assert story.step("draft_projects").occurrence == 2
    assert story.step("validate_programme").state == StepState.WAITING
    assert story.step("hold_second_workshop").state == StepState.ACCEPTED  # it is not held again
    assert story.step("publish_programme").state == StepState.WAIVED
    assert all(letter.urgent for letter in letters(engine, "returned_to_co_creation"))

    story.on("2023-11-13")
    story.done("draft_projects")
    assert story.due("validate_programme") == "2024-01-07"  # 25 days before the session
    story.on("2023-12-18")
    story.done("validate_programme")
    story.on("2023-12-19")
    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.due("put_on_agenda") == "2024-01-12"
    story.on("2024-01-08")
    story.done("put_on_agenda")
    story.on("2024-02-06")
    story.done("council_vote", outcome="adopted")
    story.on("2024-02-07")

    assert story.stage == Stage.IMPLEMENTATION
    assert story.step("council_vote").occurrence == 2
    assert story.open_steps() == ["publish_programme", "launch_programme"]
    assert story.due("launch_programme") == "2024-03-05"  # counted from the vote, not January
    assert story.triggers()[-4:] == [
        "submit_to_council", "return_to_co_creation", "submit_to_council", "adopt",
    ]  # fmt: skip
    assert story.is_whole()


def test_the_second_vote_is_asked_for_in_letters_of_its_own(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    story.done("put_on_agenda")
    story.on("2023-10-03")
    story.done("council_vote", outcome="rejected")
    story.on("2023-11-01")
    story.done("draft_projects", "validate_programme")
    story.on("2023-11-02")
    story.done("put_on_agenda")
    story.on("2023-11-03")
    asked = letters(engine, "step_opened", step_key="council_vote")
    assert [letter.occurrence for letter in asked] == [1, 2]
