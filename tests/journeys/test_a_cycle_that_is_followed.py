"""Two years of a region's programme of 4 axes, 17 projects and 69 activities, and what follows."""

from decimal import Decimal
from pathlib import Path

import builders
import followed
import programme
import pytest
from reading_back import history
from sqlalchemy import Engine, select

from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts
from lifecycle.achieved import achieved, by_axis, by_principle
from lifecycle.content import Content
from lifecycle.contents import version
from lifecycle.errors import Refused
from lifecycle.evaluations import views
from lifecycle.monitoring import progress_by_round, rounds
from models.database import reading
from models.plan import Plan
from models.words import Completion, Confirmation, FilingKind, Stage, StepState

SELF, COMMITTEE, INDEPENDENT = (
    FilingKind.SELF_EVALUATION, FilingKind.COMMITTEE_EVALUATION, FilingKind.COMPLETION_RATING,
)  # fmt: skip


def without_one_activity(content: Content) -> Content:
    first, *axes = content.axes
    project, *others = first.projects
    shorter = project.model_copy(update={"activities": project.activities[:-1]})
    return Content(axes=(first.model_copy(update={"projects": (shorter, *others)}), *axes))


def test_a_whole_cycle_with_four_rounds_an_amendment_and_an_evaluation(
    engine: Engine, tmp_path: Path
) -> None:
    story = followed.adopted(engine)
    story.on("2024-06-01")
    assert story.stage == Stage.CO_MONITORING
    story.on("2024-06-10")
    story.hold_round(done=10)
    story.on("2024-10-14")
    assert story.stage == Stage.IMPLEMENTATION

    story.content = without_one_activity(story.content)
    story.fire(
        acts.AMEND_CONTENT, content=story.content, reason="the road was dropped",
        said=followed.AMENDMENT,
    )  # fmt: skip
    for opened, done in (("2024-12-02", 25), ("2025-06-02", 45), ("2025-12-01", 60)):
        story.on(opened)
        story.hold_round(done, civil_society=done != 60)
        story.on(opened[:-2] + "26")
        assert story.stage == Stage.IMPLEMENTATION, opened
    story.on("2026-01-01")
    assert story.stage == Stage.CO_EVALUATION

    story.evaluate(SELF, Completion.COMPLETE, "Région")
    story.done("self_evaluate")
    story.evaluate(COMMITTEE, Completion.SUBSTANTIAL, "Comité de suivi")
    story.evaluate(INDEPENDENT, Completion.LIMITED, "Université")
    story.done("evaluate_by_committee")
    story.done("hold_co_evaluation_workshop")
    story.done("publish_evaluation")
    story.on("2026-01-02")
    assert story.stage == Stage.COMPLETED
    with reading(engine) as session:
        following = session.scalars(select(Plan).where(Plan.cycle == 2)).one()
        assert (following.stage, following.filed) == (Stage.CO_CREATION, {})
        seen = rounds(session, story.plan)
        content = version(session, story.plan).content
        told = views(session, story.plan)
        last = progress_by_round(session, story.plan)[4]
    assert [one.closed for one in seen] == [True, True, True, True]
    assert [len(one.progress.activities) for one in seen] == [69, 68, 68, 68]
    assert content.counts() == {"axes": 4, "projects": 17, "activities": 68, "indicators": 17}
    silent = seen[3].civil_society
    assert silent is not None
    assert (silent.state, silent.said) == (StepState.WAIVED, None)
    said = seen[0].committee
    assert said is not None
    assert (said.said, said.remarks) == (Confirmation.COMMENTED, "Rythme à soutenir")
    whole = achieved(content.projects(), last, told)
    assert (whole.by_status["done"], whole.measured, whole.met) == (60, 17, 17)
    assert [whole.high(view) for view in (SELF, COMMITTEE, INDEPENDENT)] == [17, 17, 0]
    assert sum(one.activities for one in by_axis(content, last, told).values()) == 68
    assert [*by_principle(content, last, told)] == ["transparency"]
    assert verify(engine, LogFolder(tmp_path / "log")).findings.kept == []
    assert story.is_whole()


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@ON_SQLITE
def test_a_round_waits_for_civil_society_until_its_time_is_over_and_says_so(
    engine: Engine,
) -> None:
    story = followed.adopted(engine, programme.small())
    story.on("2024-06-03")
    story.hold_round(done=1, civil_society=False)
    due_on = story.due("confirm_round_for_civil_society")
    story.on(due_on)
    assert story.stage == Stage.CO_MONITORING
    story.on("2024-06-19")
    assert story.stage == Stage.IMPLEMENTATION
    assert story.step("confirm_round_for_civil_society").outcome == "unanswered"
    closing = next(
        one for one in history(engine, story.plan) if one.trigger == "close_monitoring_round"
    )
    steps = {step["key"]: step for step in closing.body["steps"]}
    assert steps["confirm_round_for_civil_society"]["outcome"] == "unanswered"


@ON_SQLITE
def test_a_round_does_not_close_before_every_activity_was_reported(engine: Engine) -> None:
    story = followed.adopted(engine, programme.small())
    story.on("2024-06-03")
    story.done("report_monitoring_round", "confirm_round", "confirm_round_for_civil_society")
    story.on("2024-06-04")
    assert story.stage == Stage.CO_MONITORING
    story.report_progress(done=1)
    story.on("2024-06-05")
    assert story.stage == Stage.IMPLEMENTATION


@ON_SQLITE
def test_the_value_of_an_indicator_is_kept_with_its_day(engine: Engine) -> None:
    story = followed.adopted(engine, programme.small())
    story.on("2024-06-03")
    story.report_progress(done=1)
    with reading(engine) as session:
        (measure,) = progress_by_round(session, story.plan)[1].measures
    assert (measure.code, measure.place, measure.value) == ("1.1", 1, Decimal(4))


@ON_SQLITE
def test_nobody_gives_the_opinion_of_civil_society_in_its_place(engine: Engine) -> None:
    story = followed.adopted(engine, programme.small())
    story.on("2024-06-03")
    story.report_progress(done=1)
    story.done("report_monitoring_round")
    key = "confirm_round_for_civil_society"
    fields = builders.evidence(key, story.clock.on, pathway=followed.TABLE)
    with pytest.raises(Refused) as refused:
        story.fire(acts.REPORT, actor=builders.FOCAL_POINT, step=key, evidence=fields)
    assert "does not speak for civil society" in refused.value.phrase.en
    story.fire(acts.REPORT, actor=builders.CIVIL_SOCIETY, step=key, evidence=fields)
    assert story.step(key).state == StepState.ACCEPTED
