"""Progress, opinions and evaluations behind a link, and what everybody may read of them."""

from decimal import Decimal
from typing import Any

import followed
import programme
import pytest
from linked import Linked
from pdf_reading import ReadPdf
from reading_back import plan_of
from sqlalchemy import Engine
from starlette.applications import Starlette
from visitor import Visitor, an_app

from lifecycle.evaluations import views
from lifecycle.monitoring import rounds
from lifecycle.progress import Progress
from models.database import reading
from models.words import Completion, Confirmation, FilingKind, LinkAct, ProgressStatus, Role, Stage
from portal.app import PAGES

REPORT, OPINION = "report_monitoring_round", "confirm_round_for_civil_society"
PLAN = "PAO-2022-09-1"
TYPED = {
    "status-1.1.1": "done",
    "status-1.1.2": "delayed",
    "reason-1.1.2": "Marché infructueux",
    "next-1.1.2": "Relancer",
    "value-1": "1 200,5",
    "on-1-day": "2",
    "on-1-month": "6",
    "on-1-year": "2024",
}


@pytest.fixture
def story(engine: Engine) -> followed.Followed:
    told = followed.adopted(engine, programme.small())
    told.on("2024-06-03")
    return told


def app(story: followed.Followed) -> Starlette:
    return an_app(story.engine, story.clock, PAGES)


@pytest.fixture
def linked(story: followed.Followed) -> Linked:
    return Linked(story.engine, story.clock, story.plan, story.people, app(story))


def reported(story: followed.Followed) -> Progress:
    with reading(story.engine) as session:
        return rounds(session, story.plan)[-1].progress


def save(linked: Linked, typed: dict[str, str], **more: Any) -> Any:
    token = linked.token(step=REPORT, **more)
    return linked.send(f"/l/{token}/progress?lang=fr&project=1.1", typed)


def test_a_project_is_reported_behind_the_link_and_read_back(
    story: followed.Followed, linked: Linked
) -> None:
    answer = save(linked, TYPED)
    assert answer.status_code == 303
    progress = reported(story)
    delayed = progress.by_code()["1.1.2"]
    assert (delayed.status, delayed.reason) == (ProgressStatus.DELAYED, "Marché infructueux")
    assert progress.measures[0].value == Decimal("1200.5")
    page = linked.get(answer.headers["location"]).text
    assert "Le projet 1.1 est enregistré." in page
    assert "2 sur 2 communiquées" in page
    token = linked.token(step=REPORT)
    form = linked.get(f"/l/{token}/progress?lang=ar&project=1.1").text
    assert "Marché infructueux" in form
    assert 'value="1200.5"' in form


def test_what_was_sent_twice_is_recorded_once(story: followed.Followed, linked: Linked) -> None:
    for _ in range(2):
        assert save(linked, TYPED).status_code == 303
    assert plan_of(story.engine, story.plan).filed["progress"].number == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason-1.1.2": ""}, "1.1.2\u00a0: dites pourquoi."),
        ({"value-1": "beaucoup"}, "ce n’est pas un nombre"),
        ({"on-1-year": "2031"}, "écrivez une date entière, passée"),
        ({"on-1-day": ""}, "écrivez une date entière, passée"),
        ({"evidence-1.1.1": "javascript:alert(1)"}, "le lien doit commencer par https://"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(
    story: followed.Followed, linked: Linked, changed: dict[str, str], told: str
) -> None:
    answer = save(linked, TYPED | changed)
    assert answer.status_code == 422
    assert answer.text.count(told) == 2  # in the summary and beside the box
    assert "Relancer" in answer.text
    assert reported(story) == Progress()


def test_progress_is_only_asked_while_a_round_is_open(
    story: followed.Followed, linked: Linked
) -> None:
    token = linked.token(step=REPORT)
    assert linked.get(f"/l/{token}/progress?project=7.7").status_code == 404
    story.hold_round(done=2)
    story.on("2024-06-10")
    assert story.stage == Stage.IMPLEMENTATION
    assert linked.get(f"/l/{token}/progress").status_code == 404
    assert linked.get(f"/l/{token}/evaluation").status_code == 404


def test_the_committee_reads_the_report_and_civil_society_answers_for_itself(
    story: followed.Followed, linked: Linked
) -> None:
    story.report_progress(done=1)
    story.done(REPORT)
    token = linked.token(role=Role.CIVIL_SOCIETY, step=OPINION)
    page = linked.get(f"/l/{token}?lang=fr").text
    assert f'href="/l/{token}/round.pdf?lang=fr"' in page
    paper = linked.get(f"/l/{token}/round.pdf?lang=fr")
    assert paper.headers["content-type"] == "application/pdf"
    assert f'filename="{PLAN}-round.pdf"' in paper.headers["content-disposition"]
    assert "Marché infructueux" in ReadPdf(paper.content).text
    date = {"done_on-day": "3", "done_on-month": "6", "done_on-year": "2024"}
    fields = date | {"confirmation": "commented", "comment": "Trop lent"}
    assert linked.send(f"/l/{token}/report?lang=fr", fields).status_code == 303
    with reading(story.engine) as session:
        (one,) = rounds(session, story.plan)
    assert one.civil_society is not None
    assert (one.civil_society.said, one.civil_society.remarks) == (
        Confirmation.COMMENTED, "Trop lent",
    )  # fmt: skip
    done = linked.get(f"/l/{token}?lang=fr").text
    assert "confirmé avec observations" in done


def test_a_focal_point_with_that_link_cannot_answer_for_civil_society(
    story: followed.Followed, linked: Linked
) -> None:
    story.report_progress(done=1)
    story.done(REPORT)
    token = linked.token(role=Role.FOCAL_POINT, step=OPINION)
    assert "Déclarer l’étape réalisée" not in linked.get(f"/l/{token}?lang=fr").text
    assert linked.get(f"/l/{token}/report?lang=fr").status_code == 303


@pytest.fixture
def evaluated(story: followed.Followed) -> followed.Followed:
    for opened in ("2024-06-03", "2024-12-02", "2025-06-02", "2025-12-01"):
        story.on(opened)
        story.hold_round(done=1)
    story.on("2026-01-02")
    return story


def test_projects_are_rated_behind_the_link_of_the_step(
    evaluated: followed.Followed, linked: Linked
) -> None:
    token = linked.token(step="self_evaluate")
    path = f"/l/{token}/evaluation?lang=fr"
    assert path in linked.get(f"/l/{token}?lang=fr").text.replace("&amp;", "&")
    typed = {"author": "Région", "level-1.1": "substantial", "achieved-1.1": "Portail ouvert"}
    missing = linked.send(path, typed | {"author": ""})
    assert missing.status_code == 422
    assert "Portail ouvert" in missing.text
    assert linked.send(path, typed | {"level-1.1": ""}).status_code == 422
    for _ in range(2):
        assert linked.send(path, typed).status_code == 303
    with reading(evaluated.engine) as session:
        (one,) = views(session, evaluated.plan).values()
    assert (one.author, one.ratings[0].level) == ("Région", Completion.SUBSTANTIAL)
    assert plan_of(evaluated.engine, evaluated.plan).filed["self_evaluation"].number == 1
    assert "Portail ouvert" in linked.get(path).text
    follow = linked.token(LinkAct.FOLLOW)
    assert linked.get(f"/l/{follow}/evaluation").status_code == 404
    assert linked.get(f"/l/{follow}/evaluation.pdf").content.startswith(b"%PDF")


def test_everybody_reads_numbers_and_nobodys_words(evaluated: followed.Followed) -> None:
    evaluated.evaluate(FilingKind.COMPLETION_RATING, Completion.LIMITED, "Université")
    visitor = Visitor(app(evaluated))
    public = visitor.get(f"/plans/{PLAN}/rounds?lang=fr").text
    assert "Cycle de co-suivi n° 4" in public
    assert "confirmé avec observations" in public
    assert "pas encore déposée" in public
    for word in ("Marché infructueux", "Rythme à soutenir", "Publier plus tôt", "Université"):
        assert word not in public, word
    whole = visitor.get(f"/work/plans/{PLAN}/rounds?lang=fr").text
    for word in ("Marché infructueux", "Rythme à soutenir", "Publier plus tôt", "Université"):
        assert word in whole, word
    assert 'dir="rtl"' in visitor.get(f"/plans/{PLAN}/rounds?lang=ar").text
    for paper in ("rounds/2/report.pdf", "evaluation.pdf"):
        answer = visitor.get(f"/work/plans/{PLAN}/{paper}?lang=ar")
        assert answer.content.startswith(b"%PDF")
    assert visitor.get(f"/work/plans/{PLAN}/rounds/9/report.pdf").status_code == 404
    assert visitor.get(f"/work/plans/{PLAN}/rounds/x/report.pdf").status_code == 404
    assert visitor.get("/plans/nowhere/rounds").status_code == 404


def test_a_plan_without_content_or_rounds_says_so(engine: Engine) -> None:
    story = followed.begun(engine)
    page = Visitor(app(story)).get(f"/plans/{PLAN}/rounds?lang=fr").text
    assert "Le contenu du programme n’a pas été déposé" in page
    assert "Aucun cycle de co-suivi n’a encore été ouvert." in page
