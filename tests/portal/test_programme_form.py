"""The form of one project is read by the rules of the sheet."""

from typing import Any

import programme
import pytest

from models.words import Language, Principle
from portal.programme_form import (
    ProjectRefused,
    next_code,
    rows_offered,
    typed_of,
    with_project,
    without_project,
)

FR = Language.FRENCH
CONTENT = programme.oriental()


def test_a_form_that_was_shown_and_sent_changes_nothing() -> None:
    for code in ("1.1", "2.3", "4.4"):
        typed = typed_of(CONTENT, code, FR)
        assert with_project(CONTENT, code, typed, FR) == CONTENT


def test_what_was_typed_takes_the_place_of_the_project() -> None:
    typed = typed_of(CONTENT, "2.3", FR) | {
        "title_fr": "Conseil des jeunes", "principle": "Participation citoyenne",
        "title_ar-a4": "نشاط", "title_fr-a4": "Une activité de plus", "title_fr-a0": "",
        "title_ar-a0": "",
    }  # fmt: skip
    made = with_project(CONTENT, "2.3", typed, FR)
    project = next(one for one in made.projects() if one.code == "2.3")
    assert (project.title_fr, project.principle) == ("Conseil des jeunes", Principle.PARTICIPATION)
    assert [one.code for one in project.activities] == ["2.3.1", "2.3.2", "2.3.3", "2.3.4"]
    assert project.activities[-1].title_fr == "Une activité de plus"
    others = [one for one in made.projects() if one.code != "2.3"]
    assert others == [one for one in CONTENT.projects() if one.code != "2.3"]


NEW = {"title_ar": "مشروع جديد", "title_fr": "Projet neuf", "principle": "Transparence"}


@pytest.mark.parametrize(("axis", "code"), [("1", "1.6"), ("3", "3.5"), ("4", "4.5")])
def test_one_more_project_of_an_axis(axis: str, code: str) -> None:
    assert next_code(CONTENT, axis) == code
    made = with_project(CONTENT, code, NEW, FR)
    assert made.counts()["projects"] == 18
    assert next(one for one in made.projects() if one.code == code).title_fr == "Projet neuf"


def test_one_more_project_brings_a_new_axis() -> None:
    code = next_code(CONTENT, "new")
    axis = {"axis_ar": "محور", "axis_fr": "Cinquième axe"}
    made = with_project(CONTENT, code, NEW | axis, FR)
    assert [one.title_fr for one in made.axes][-1] == "Cinquième axe"
    empty = with_project(programme.Content(), "1.1", NEW | axis, FR)
    assert empty.counts()["projects"] == 1


@pytest.mark.parametrize(
    ("changed", "box"),
    [
        ({"title_ar": ""}, "title_ar"),
        ({"principle": "joie"}, "principle"),
        ({"budget": "beaucoup"}, "budget"),
        ({"starts_on": "bientôt"}, "starts_on"),
        ({"partners": "A (ami)"}, "partners"),
        ({"target-0": "x"}, "target-0"),
        ({"indicator_fr-1": "Sans cible"}, "indicator_ar-1"),
        ({"title_fr-a1": ""}, "title_fr-a1"),
        ({"ends_on-a0": "31/02/2027"}, "ends_on-a0"),
    ],
)
def test_what_is_wrong_stands_at_its_box(changed: dict[str, str], box: str) -> None:
    typed = typed_of(CONTENT, "2.3", FR) | changed
    with pytest.raises(ProjectRefused) as refused:
        with_project(CONTENT, "2.3", typed, FR)
    assert box in refused.value.problems, refused.value.problems


def test_a_new_axis_needs_its_titles() -> None:
    with pytest.raises(ProjectRefused) as refused:
        with_project(CONTENT, "5.1", NEW, FR)
    assert set(refused.value.problems) == {"axis_ar", "axis_fr"}


def test_a_project_that_is_removed_leaves_codes_that_follow() -> None:
    made = without_project(CONTENT, "1.2")
    assert [one.code for one in made.axes[0].projects] == ["1.1", "1.2", "1.3", "1.4"]
    assert made.axes[0].projects[1].title_fr == "Projet 1.3"
    assert made.axes[0].projects[1].activities[0].code == "1.2.1"
    assert without_project(programme.small(), "1.1").axes == ()


def test_a_form_has_room_for_more() -> None:
    project: Any = next(CONTENT.projects())
    assert rows_offered(project) == (8, 2)
    assert rows_offered(None) == (3, 1)
