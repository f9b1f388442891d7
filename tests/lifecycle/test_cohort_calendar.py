from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from lifecycle.cohort_calendar import ANCHORS, read_calendar
from lifecycle.cohort_problems import CohortFileRefused, Problem
from models.words import CollectivityKind, Language, Role

FOUNDERS = Path(__file__).parents[2] / "cohorts" / "2022-founders.yaml"

Change = Callable[[dict[str, Any]], object]


def _changed(change: Change) -> str:
    tree = yaml.load(FOUNDERS.read_text("utf-8"), Loader=yaml.BaseLoader)
    change(tree)
    return yaml.safe_dump(tree, allow_unicode=True)


def _refused(text: str) -> list[Problem]:
    with pytest.raises(CohortFileRefused) as refusal:
        read_calendar(text, "cohort.yaml")
    assert "cohort.yaml" in str(refusal.value)
    return refusal.value.problems


def _dates(tree: dict[str, Any], cycle: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = tree["cycles"][cycle]["dates"]
    return found


def _sessions(tree: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = tree["cycles"][0]["council_session"]
    return found


def test_a_calendar_gives_its_dates_with_their_sources() -> None:
    calendar = read_calendar(FOUNDERS.read_text("utf-8"), FOUNDERS.name)
    assert (calendar.code, calendar.pathway_version) == ("2022-founders", "1")
    assert calendar.founded_on == date(2022, 10, 21)
    training = calendar.cycles[0].dates["training"]
    assert (training.on, training.verified) == (date(2023, 2, 22), True)
    assert "training" in training.source
    assert calendar.cycles[0].sessions[CollectivityKind.PROVINCE] == "2023-09"


def test_a_calendar_names_its_coordinators() -> None:
    calendar = read_calendar(FOUNDERS.read_text("utf-8"), FOUNDERS.name)
    souss = next(each for each in calendar.coordinators if each.region_code == "09")
    assert (souss.role, souss.language) == (Role.REGION_COORDINATOR, Language.BOTH)


def test_the_record_of_a_calendar_is_plain_data() -> None:
    record = read_calendar(FOUNDERS.read_text("utf-8"), FOUNDERS.name).record()
    first = record["cycles"][0]
    assert set(first["dates"]) == set(ANCHORS)
    assert first["dates"]["training"]["on"] == "2023-02-22"
    assert first["sessions"]["commune"] == "2023-10"


ONE_PROBLEM: list[tuple[str, str, Change]] = [
    ("unknown_anchor", "cycles[1].dates.trainning", lambda t: _dates(t).update(
        trainning={"on": "2023-01-01"})),
    ("missing_anchor", "cycles[2].dates.training", lambda t: _dates(t, 1).pop("training")),
    ("bad_date", "cycles[1].dates.training.on", lambda t: _dates(t)["training"].update(
        on="2023-02-30")),
    ("missing_entry", "cycles[1].dates.training.source", lambda t: _dates(t)["training"].update(
        source="")),
    ("bad_flag", "cycles[1].dates.training.verified", lambda t: _dates(t)["training"].update(
        verified="maybe")),
    ("dates_backwards", "cycles[1].dates.first_workshops_close", lambda t: _dates(t)[
        "first_workshops_close"].update(on="2023-02-26")),
    ("dates_backwards", "cycles[1].dates.orientation_opens", lambda t: _dates(t)[
        "orientation_opens"].update(on="2022-10-20")),
    ("dates_backwards", "cycles[2].dates.orientation_opens", lambda t: _dates(t, 1)[
        "orientation_opens"].update(on="2025-11-30")),
    ("founding_contradicts", "cycles[1].dates.founded", lambda t: _dates(t)["founded"].update(
        on="2022-10-20")),
    ("unknown_version", "pathway_version", lambda t: t.update(pathway_version="9")),
    ("cycle_number", "cycles[2].number", lambda t: t["cycles"][1].update(number="3")),
    ("unknown_entry", "cycles[1].council_session.city", lambda t: _sessions(t).update(
        city="2023-10")),
    ("missing_entry", "cycles[1].council_session.region", lambda t: _sessions(t).pop("region")),
    ("bad_session", "cycles[1].council_session.commune", lambda t: _sessions(t).update(
        commune="2023-09")),
    ("bad_session", "cycles[1].council_session.region", lambda t: _sessions(t).update(
        region="October 2023")),
    ("session_outside_cycle", "cycles[1].council_session.commune", lambda t: _sessions(t).update(
        commune="2024-02")),
    ("unknown_entry", "colour", lambda t: t.update(colour="green")),
    ("missing_entry", "cycles", lambda t: t.update(cycles=[])),
    ("wrong_shape", "cycles[1].dates", lambda t: t["cycles"][0].update(dates="soon")),
    ("unknown_role", "coordinators[1].role", lambda t: t["coordinators"][0].update(role="chief")),
    ("missing_national", "coordinators", lambda t: t["coordinators"].pop(0)),
    ("unknown_region", "coordinators[2].region", lambda t: t["coordinators"][1].update(
        region="Atlantis")),
    ("misplaced_region", "coordinators[1].region", lambda t: t["coordinators"][0].update(
        region="01")),
    ("bad_address", "coordinators[1].email", lambda t: t["coordinators"][0].update(email="n at c")),
    ("bad_language", "coordinators[1].language", lambda t: t["coordinators"][0].update(
        language="de")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "place", "change"), ONE_PROBLEM)
def test_a_wrong_entry_is_refused_at_its_place_in_three_languages(
    code: str, place: str, change: Change
) -> None:
    problems = _refused(_changed(change))
    (found,) = (each for each in problems if (each.code, each.place) == (code, place))
    sentences = {language: found.sentence(language) for language in ("en", "fr", "ar")}
    assert len(set(sentences.values())) == 3
    assert all(place in sentence for sentence in sentences.values())


def test_every_problem_is_listed_at_once() -> None:
    def change(tree: dict[str, Any]) -> None:
        _dates(tree).pop("training")
        _dates(tree)["founded"]["on"] = "once"
        _sessions(tree)["commune"] = "2023-11"
        tree["coordinators"][0]["email"] = "?"

    codes = sorted(each.code for each in _refused(_changed(change)))
    assert codes == ["bad_address", "bad_date", "bad_session", "missing_anchor"]


def test_an_anchor_that_is_misspelt_is_answered_with_the_nearest_name() -> None:
    problems = _refused(_changed(lambda t: _dates(t).update(trainning={})))
    (found,) = (each for each in problems if each.code == "unknown_anchor")
    assert "training" in found.mend["en"]


def test_a_key_written_twice_is_refused() -> None:
    text = FOUNDERS.read_text("utf-8").replace(
        "pathway_version:", 'pathway_version: "2"\npathway_version:'
    )
    assert [each.code for each in _refused(text)] == ["duplicate_entry"]


@pytest.mark.parametrize("text", ["a: [1", "a: &x 1\nb: *x", "a: &a [*a]", "\x07", "a: b: c"])
def test_what_is_not_plain_yaml_is_refused_as_unreadable(text: str) -> None:
    assert [each.code for each in _refused(text)] == ["yaml_unreadable"]


@pytest.mark.parametrize("text", ["", "just a line", "- a\n- b"])
def test_a_file_that_is_no_calendar_is_refused_with_what_it_lacks(text: str) -> None:
    codes = {each.code for each in _refused(text)}
    assert codes <= {"missing_entry", "wrong_shape"}
