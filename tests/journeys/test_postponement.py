"""A council postpones its vote to the next session: nobody is late overnight."""

from datetime import date

from reading_back import letters
from sqlalchemy import Engine
from story import begun

from models.words import Stage, StepState


def test_a_postponed_vote_is_put_to_the_next_session_and_dated_by_it(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    story.on("2023-09-07")
    story.done("put_on_agenda")
    story.on("2023-10-09")
    story.done("council_vote", outcome="postponed")
    story.on("2023-10-10")

    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.session == ("2024-02", "2024-02-01")
    assert story.open_steps() == ["put_on_agenda"]
    assert (story.step("put_on_agenda").occurrence, story.due("put_on_agenda")) == (2, "2024-01-12")
    assert story.step("council_vote").state == StepState.WAITING
    assert len(letters(engine, "vote_postponed")) == 3

    story.on("2024-01-10")
    story.done("put_on_agenda")
    story.on("2024-02-07")
    story.done("council_vote", outcome="adopted")
    story.on("2024-02-08")
    assert story.stage == Stage.IMPLEMENTATION
    assert story.triggers()[-2:] == ["postpone", "adopt"]


def test_a_vote_that_is_postponed_again_and_again_goes_on_to_later_sessions(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.to_the_council()
    for held, aimed in (
        ("2023-10-09", "2024-02-01"), ("2024-02-05", "2024-05-02"), ("2024-05-06", "2024-10-01"),
    ):  # fmt: skip
        story.done("put_on_agenda")
        story.on(held)
        story.done("council_vote", outcome="postponed")
        story.on(str(date.fromisoformat(held).replace(day=15)))
        assert story.session[1] == aimed
    assert story.step("council_vote").occurrence == 4
    assert story.is_whole()


def test_a_vote_postponed_before_its_session_never_aims_at_that_session_again(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.to_the_council()
    story.done("put_on_agenda")
    story.on("2023-09-04")
    story.done("council_vote", outcome="postponed")  # decided by the bureau, weeks before
    story.on("2023-09-05")
    assert story.session == ("2024-02", "2024-02-01")
