"""What may be reported in a round, and what an evaluation may say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import followed
import programme
import pytest
from builders import COORDINATOR, FOCAL_POINT
from reading_back import plan_of
from sqlalchemy import Engine

from lifecycle import acts
from lifecycle.errors import Refused
from lifecycle.evaluation import Evaluation, Rating
from lifecycle.monitoring import progress_by_round, rounds
from lifecycle.progress import ActivityProgress, Measure, Progress
from models.database import reading
from models.words import Completion, FilingKind, ProgressStatus, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DONE = ActivityProgress(code="1.1.1", status=ProgressStatus.DONE)
DELAYED = ActivityProgress(code="1.1.2", status=ProgressStatus.DELAYED, reason="no tender")


@pytest.fixture
def story(engine: Engine) -> followed.Followed:
    told = followed.adopted(engine, programme.small())
    told.on("2024-06-03")
    return told


def report(story: followed.Followed, *parts: ActivityProgress | Measure, **more: Any) -> None:
    progress = Progress(
        activities=tuple(one for one in parts if isinstance(one, ActivityProgress)),
        measures=tuple(one for one in parts if isinstance(one, Measure)),
    )
    told: dict[str, Any] = {"actor": FOCAL_POINT, "content": story.content, "document": progress}
    story.fire(acts.REPORT_PROGRESS, **told | more)


def refused(act: Callable[..., None], *told: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(*told, **more)
    assert refusal.value.phrase.ar != refusal.value.phrase.fr
    return refusal.value.phrase.en


def test_progress_is_counted_until_nothing_is_owed(story: followed.Followed) -> None:
    report(story, DONE)
    assert plan_of(story.engine, story.plan).filed["progress"].owed == 1
    report(story, DONE, DELAYED)
    filed = plan_of(story.engine, story.plan).filed["progress"]
    assert (filed.occasion, filed.number, filed.owed) == (1, 2, 0)
    with reading(story.engine) as session:
        (first,) = rounds(session, story.plan)
    assert first.counts(story.content) == {"done": 1, "delayed": 1}


def test_what_is_reported_later_takes_the_place_of_what_was(story: followed.Followed) -> None:
    both = Progress(activities=(DELAYED,)).with_more(Progress(activities=(DONE,)))
    again = both.with_more(Progress(activities=(DELAYED.model_copy(update={"reason": "rain"}),)))
    assert [one.code for one in again.activities] == ["1.1.1", "1.1.2"]
    assert again.by_code()["1.1.2"].reason == "rain"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (ActivityProgress(code="9.9.9", status=ProgressStatus.DONE), "The programme has no 9.9.9"),
        (DELAYED.model_copy(update={"reason": ""}), "1.1.2: say why it is delayed"),
        (Measure(code="1.1", place=2, value=Decimal(1), on=date(2024, 6, 1)), "no indicator 2"),
        (Measure(code="1.1", place=1, value=Decimal(1), on=date(2031, 6, 1)), "in the future"),
    ],
)
def test_a_part_that_is_not_right_is_refused(
    story: followed.Followed, part: ActivityProgress | Measure, told: str
) -> None:
    assert told in refused(report, story, part)
    with reading(story.engine) as session:
        assert progress_by_round(session, story.plan) == {}


def test_the_same_report_twice_is_refused(story: followed.Followed) -> None:
    report(story, DONE)
    assert "nothing changed" in refused(report, story, DONE)


def test_progress_by_a_content_that_is_not_in_force_any_more_is_refused(
    story: followed.Followed,
) -> None:
    old = programme.small("Autre titre")
    assert "has just changed" in refused(report, story, DONE, content=old)
    assert "was not filed" in refused(report, story, DONE, content=None)


def test_the_engine_reports_nothing_and_no_round_takes_nothing(story: followed.Followed) -> None:
    assert "a focal point or a coordinator" in refused(report, story, DONE, actor=acts.ENGINE)
    story.hold_round(done=2)
    story.on("2024-06-10")
    assert story.stage == Stage.IMPLEMENTATION
    assert "No round of co-monitoring is open" in refused(report, story, DONE)


def evaluate(story: followed.Followed, view: FilingKind, **more: Any) -> None:
    rated = Evaluation(author="A", ratings=(Rating(code="1.1", level=Completion.LIMITED),))
    told: dict[str, Any] = {
        "actor": FOCAL_POINT, "content": story.content, "document": rated,
        "said": {"view": view.value}, "reason": "rated",
    }  # fmt: skip
    story.fire(acts.EVALUATE, **told | more)


def test_a_programme_is_evaluated_when_its_two_years_are_over(story: followed.Followed) -> None:
    assert "Co-evaluation is not open" in refused(evaluate, story, FilingKind.SELF_EVALUATION)


@pytest.fixture
def evaluated(story: followed.Followed) -> followed.Followed:
    for opened in ("2024-06-03", "2024-12-02", "2025-06-02", "2025-12-01"):
        story.on(opened)
        story.hold_round(done=1)
    story.on("2026-01-02")
    assert story.stage == Stage.CO_EVALUATION
    return story


def test_the_independent_rating_is_not_for_the_member_to_file(
    evaluated: followed.Followed,
) -> None:
    evaluate(evaluated, FilingKind.SELF_EVALUATION)
    rating = FilingKind.COMPLETION_RATING
    assert "a coordinator decides it" in refused(evaluate, evaluated, rating)
    evaluate(evaluated, rating, actor=COORDINATOR)
    strange = Evaluation(author="A", ratings=(Rating(code="7.7", level=Completion.LIMITED),))
    told = refused(evaluate, evaluated, rating, actor=COORDINATOR, document=strange)
    assert "The programme has no 7.7" in told


def test_a_plan_is_concluded_when_both_evaluations_rate_every_project(
    evaluated: followed.Followed,
) -> None:
    evaluated.done("self_evaluate")
    evaluated.done("evaluate_by_committee")
    evaluated.done("hold_co_evaluation_workshop")
    evaluated.done("publish_evaluation")
    evaluated.on("2026-01-05")
    assert evaluated.stage == Stage.CO_EVALUATION
    nothing = Evaluation(author="A")
    evaluate(evaluated, FilingKind.SELF_EVALUATION, document=nothing)
    evaluate(evaluated, FilingKind.COMMITTEE_EVALUATION)
    evaluated.on("2026-01-06")
    assert evaluated.stage == Stage.CO_EVALUATION
    evaluate(evaluated, FilingKind.SELF_EVALUATION)
    evaluated.on("2026-01-07")
    assert evaluated.stage == Stage.COMPLETED
