"""A member leaves the network, with a reason that stays known, and comes back a year later."""

import pytest
from reading_back import history, letters
from sqlalchemy import Engine
from story import begun

from lifecycle.errors import Refused
from models.words import Stage, StepState


def test_a_member_that_left_is_asked_nothing_and_comes_back_to_what_was_left_open(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.done("adhere_to_charter", "name_focal_point")
    story.on("2023-01-12")
    story.done("attend_orientation")
    story.on("2023-02-22")
    story.done("attend_training")
    story.on("2023-03-27")
    story.done("set_up_committee")
    story.fire("withdraw", reason="the council has other priorities")

    assert story.stage == Stage.WITHDRAWN
    assert story.open_steps() == []
    assert story.step("choose_axes").state == StepState.WAIVED
    assert history(engine, story.plan)[-1].reason == "the council has other priorities"
    written = len(letters(engine))
    story.on("2024-03-01")
    assert len(letters(engine)) == written

    with pytest.raises(Refused, match="needs a reason"):
        story.fire("rejoin")
    story.fire("rejoin", reason="a new council was elected")
    assert story.stage == Stage.JOINING
    assert story.session == ("2024-05", "2024-05-02")
    assert story.open_steps() == ["adhere_to_charter", "name_focal_point"]
    assert story.step("attend_training").state == StepState.ACCEPTED  # it is not asked again

    story.on("2024-03-11")
    story.done("adhere_to_charter", "name_focal_point")
    story.on("2024-03-12")
    assert story.stage == Stage.CO_CREATION
    assert story.step("set_up_committee").occurrence == 1
    assert story.open_steps() == ["choose_axes", "hold_first_workshop"]
    assert story.step("choose_axes").occurrence == 2
    assert story.due("choose_axes") == "2024-03-26"  # the calendar's date is long gone: ten days
    assert story.is_whole()


def test_nobody_leaves_without_a_reason(engine: Engine) -> None:
    story = begun(engine)
    with pytest.raises(Refused, match="needs a reason"):
        story.fire("withdraw")
    assert story.stage == Stage.JOINING


def test_a_suspended_member_may_leave_and_comes_back_by_joining(engine: Engine) -> None:
    story = begun(engine)
    story.on("2022-11-01")
    story.fire("suspend", reason="elections")
    story.on("2022-12-01")
    story.fire("withdraw", reason="a decision of the council")
    with pytest.raises(Refused, match="no transition resume"):
        story.fire("resume")
    story.on("2023-01-02")
    story.fire("rejoin", reason="a decision of the council")
    assert story.stage == Stage.JOINING
    assert story.open_steps() == [
        "adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training",
    ]  # fmt: skip
    assert story.due("attend_training") == "2023-03-01"
