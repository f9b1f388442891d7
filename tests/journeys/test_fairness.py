"""What protects a member: no deadline is shortened, a slow review costs nothing, the law stands."""

from datetime import date

import pytest
from sqlalchemy import text
from story import begun

from lifecycle import acts
from lifecycle.errors import Refused
from lifecycle.plans import broken_history
from models.database import reading


@pytest.fixture
def story(engine):
    return begun(engine)


def test_a_deadline_is_moved_later_and_never_earlier(story):
    before = story.due("adhere_to_charter")
    with pytest.raises(Refused, match="never shortened"):
        story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 11, 4), reason="hurry")
    assert story.due("adhere_to_charter") == before
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 5), reason="flood")
    assert story.due("adhere_to_charter") == "2022-12-05"
    assert str(story.step("adhere_to_charter").original_due_on) == before


def test_a_report_returned_after_its_deadline_has_the_least_days_again(story):
    story.report("adhere_to_charter")
    story.on("2022-12-05")
    story.fire(acts.RETURN, step="adhere_to_charter", reason="the act is missing")
    step = story.step("adhere_to_charter")
    assert (str(step.original_due_on), str(step.due_on)) == ("2022-11-11", "2022-12-19")
    assert step.moved_because == "least_days:2022-11-11"


def test_a_report_returned_before_its_deadline_keeps_it(story):
    story.report("adhere_to_charter")
    story.fire(acts.RETURN, step="adhere_to_charter", reason="the act is missing")
    assert story.due("adhere_to_charter") == "2022-11-11"


def test_the_agenda_closes_on_the_day_of_the_law_however_late_the_step_opens(story):
    story.to_the_council(validated=False)
    story.on("2023-09-12")  # the last day on which October can still be reached
    story.done("validate_programme")
    story.morning()
    assert story.session == ("2023-10", "2023-10-02")
    assert story.due("put_on_agenda") == "2023-09-12"


def test_a_vote_is_not_waived_because_its_outcome_decides_the_way(story):
    story.to_the_council()
    story.on("2023-09-04")
    with pytest.raises(Refused, match="cannot be waived") as refused:
        story.fire(acts.WAIVE, step="council_vote", reason="no need")
    assert refused.value.phrase.ar
    assert refused.value.phrase.fr


def test_a_history_whose_end_was_cut_off_no_longer_matches_the_plan(story):
    story.report("adhere_to_charter")
    with reading(story.engine) as session:
        assert broken_history(session, story.plan) is None
    with story.engine.begin() as connection:
        connection.execute(text("UPDATE plan SET head_seq = head_seq + 1"))
    with reading(story.engine) as session:
        assert "not the one the plan names" in (broken_history(session, story.plan) or "")
