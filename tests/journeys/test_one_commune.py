"""The commune of Béni Mellal, from the charter of 2022 to its second programme."""

from datetime import date

from reading_back import history, letters, plan_of
from sqlalchemy import Engine
from story import begun

from models.words import LetterState, Role, Stage


def test_a_commune_goes_the_whole_way_and_begins_again(engine: Engine) -> None:
    story = begun(engine)
    assert story.stage == Stage.JOINING
    assert story.session == ("2023-10", "2023-10-02")
    assert story.due("adhere_to_charter") == "2022-11-11"  # fifteen working days
    assert story.due("name_focal_point") == "2022-11-29"  # five before the first meeting

    story.to_the_council()
    assert story.stage == Stage.COUNCIL_APPROVAL
    assert story.open_steps() == ["put_on_agenda"]
    assert story.due("put_on_agenda") == "2023-09-12"  # twenty days before the session

    story.on("2023-09-07")
    story.done("put_on_agenda")
    assert story.due("council_vote") == "2023-10-17"  # the session lasts fifteen days
    story.on("2023-10-09")
    story.done("council_vote", outcome="adopted", votes_for=31, votes_against=2)
    assert story.stage == Stage.COUNCIL_APPROVAL  # the engine moves it the next morning
    story.on("2023-10-10")
    assert story.stage == Stage.IMPLEMENTATION
    assert story.open_steps() == ["publish_programme", "launch_programme"]
    assert story.due("publish_programme") == "2023-11-07"

    story.on("2023-11-03")
    story.done("publish_programme")
    story.on("2024-01-15")
    story.done("launch_programme")

    for opens, reported in (
        ("2024-07-01", "2024-07-15"), ("2025-01-01", "2025-01-20"), ("2025-07-01", "2025-07-10"),
    ):  # fmt: skip
        story.on(opens)
        assert story.stage == Stage.CO_MONITORING
        assert str(story.step("report_monitoring_round").opened_on) == opens
        story.on(reported)
        story.done("report_monitoring_round")
        story.on(str(date.fromisoformat(reported).replace(day=28)))
        assert story.stage == Stage.IMPLEMENTATION

    story.on("2026-01-01")  # two years have passed: it is evaluated, not monitored again
    assert story.stage == Stage.CO_EVALUATION
    story.on("2026-02-02")
    story.done("self_evaluate")
    story.on("2026-03-02")
    story.done("hold_co_evaluation_workshop")
    story.on("2026-03-16")
    story.done("publish_evaluation")
    story.on("2026-03-17")
    assert story.stage == Stage.COMPLETED
    assert story.triggers() == [
        "open_plan", "open_co_creation", "submit_to_council", "adopt",
        "open_monitoring_round", "close_monitoring_round",
        "open_monitoring_round", "close_monitoring_round",
        "open_monitoring_round", "close_monitoring_round",
        "open_evaluation", "conclude", "open_next_cycle",
    ]  # fmt: skip
    assert story.is_whole()

    second = plan_of(engine, story.plan + 1)
    assert (second.cycle, second.stage) == (2, Stage.CO_CREATION)
    assert str(second.session_on) == "2027-05-03"


def test_a_commune_that_keeps_its_dates_never_reads_that_it_is_late(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    assert {kind for kind in story.letters() if "overdue" in kind or "eve" in kind} == set()
    assert letters(engine, state=LetterState.SKIPPED) == []
    assert {letter.role for letter in letters(engine, "submitted_to_council")} == {
        Role.FOCAL_POINT,
        Role.PRESIDENT,
        Role.REGION_COORDINATOR,
    }


def test_the_history_tells_who_did_what_when(engine: Engine) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.done("adhere_to_charter")
    told = [
        (entry.trigger, entry.step_key, entry.actor_id, str(entry.effective_on))
        for entry in history(engine, story.plan)
    ]
    assert told == [
        ("open_plan", None, "engine", "2022-10-21"),
        ("report_step", "adhere_to_charter", "person:3", "2022-11-07"),
        ("accept_step", "adhere_to_charter", "person:7", "2022-11-07"),
    ]


def test_a_committee_that_is_never_set_up_holds_the_plan_and_the_letters_climb(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-07")
    story.done("adhere_to_charter", "name_focal_point")
    story.on("2023-01-12")
    story.done("attend_orientation")
    story.on("2023-02-22")
    story.done("attend_training")
    story.on("2023-06-15")
    assert story.stage == Stage.CO_CREATION
    late = story.letters(of="set_up_committee")
    assert late.count("step_overdue") == 4  # twice, to the focal point and the deputy
    assert late.count("overdue_for_region") == late.count("overdue_for_national") == 1
    (notice,) = letters(engine, "president_notice", step_key="set_up_committee")
    assert notice.state == LetterState.HELD
