"""The report of a round, on one page, and of an evaluation, in both languages."""

from datetime import UTC, datetime
from pathlib import Path

import followed
import programme
import pytest
from builders import FOCAL_POINT
from databases import migrated_file, opened
from pdf_reading import ReadPdf

from lifecycle import acts
from lifecycle.plans import find_plan
from lifecycle.progress import ActivityProgress, Progress
from models.database import reading
from models.words import Completion, FilingKind, ProgressStatus
from notifications.evaluation_paper import evaluation_pdf
from notifications.followed_plan import FollowedPlan, followed_plan
from notifications.followed_words import FOLLOWED_WORDS
from notifications.round_paper import MOST_LATE, late_parts, opinion_said, round_pdf

MADE = datetime(2026, 1, 2, 9, tzinfo=UTC)
Told = dict[str, FollowedPlan]


def told(story: followed.Followed) -> Told:
    with reading(story.engine) as session:
        plan = find_plan(session, "09", on=story.clock.on)
        return {lang: followed_plan(session, plan, lang, MADE) for lang in ("ar", "fr")}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A region of 4/17/69 after its first round, in which civil society stayed silent."""
    folder: Path = tmp_path_factory.mktemp("followed")
    with opened(f"sqlite:///{migrated_file(folder)}") as engine:
        story = followed.adopted(engine)
        story.on("2024-06-10")
        every = tuple(
            ActivityProgress(
                code=one.code, status=ProgressStatus.DROPPED, reason="طريق غير سالكة",
                next_step="Réaffecter",
            )
            for one in story.content.activities()
        )  # fmt: skip
        progress = Progress(activities=every)
        story.fire(
            acts.REPORT_PROGRESS, actor=FOCAL_POINT, content=story.content, document=progress
        )
        story.done("report_monitoring_round", present=40, civil_society=15)
        story.done("confirm_round", confirmation="commented", comment="Trop lent")
        story.on("2024-07-15")
        return told(story)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_report_of_a_round_is_one_page_whatever_is_late(region: Told, language: str) -> None:
    plan = region[language]
    one = plan.round(1)
    assert one is not None
    assert len(late_parts(plan, one)) == 69
    read = ReadPdf(round_pdf(plan, one))
    assert len(read.pages) == 1
    assert read.content == round_pdf(plan, one)
    assert "PAO-2022-09-1" in read.text
    if language == "fr":
        assert "n° 1" in read.text
        assert f"et {69 - MOST_LATE} autres" in read.text
        assert "40 présents, dont 15 de la société civile" in read.text


def test_a_silent_civil_society_is_seen_in_the_report(region: Told) -> None:
    plan = region["fr"]
    one = plan.round(1)
    assert one is not None
    assert one.closed
    assert opinion_said(one.civil_society, plan) == "n’a pas répondu au 25 juin 2024"
    assert opinion_said(one.committee, plan) == "confirmé avec observations (10 juin 2024)"
    text = ReadPdf(round_pdf(plan, one)).text
    assert "n’a pas répondu au 25 juin 2024" in text
    assert "Trop lent" in text


def test_a_late_report_says_by_how_many_days(region: Told) -> None:
    from dataclasses import replace
    from datetime import timedelta

    plan = region["fr"]
    one = plan.round(1)
    assert one is not None
    assert one.due_on is not None
    late = replace(one, reported_on=one.due_on + timedelta(days=9))
    assert "9 jours de retard" in ReadPdf(round_pdf(plan, late)).text
    unknown = replace(one, reported_on=None, closed=False)
    text = ReadPdf(round_pdf(plan, unknown)).text
    assert "pas encore remis" in text
    assert "Le cycle est ouvert." in text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_evaluation_tells_every_project_and_what_is_missing(region: Told, language: str) -> None:
    from dataclasses import replace

    from lifecycle.evaluation import Evaluation, Rating

    plan = region[language]
    rating = Rating(code="1.1", level=Completion.SUBSTANTIAL)
    view = Evaluation(author="Comité", ratings=(rating,), lessons="Publier plus tôt.")
    rated = replace(plan, views={FilingKind.COMMITTEE_EVALUATION: view})
    text = ReadPdf(evaluation_pdf(rated)).text
    assert all(project.code in text for project in programme.oriental().projects())
    assert "Comité" in text
    if language == "fr":
        assert "Substantiel" in text
        assert "pas encore déposée" in text
        assert "non noté" in text
        assert "Publier plus tôt." in text


@pytest.mark.parametrize("key", sorted(FOLLOWED_WORDS))
def test_every_word_of_the_reports_is_said_in_both_languages(key: str) -> None:
    said = FOLLOWED_WORDS[key]
    assert said.ar != said.fr
    assert any("\u0600" <= letter <= "\u06ff" for letter in said.ar)
