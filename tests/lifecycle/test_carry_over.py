"""What a programme takes over from the last cycle."""

import programme
import pytest

from lifecycle.carry_over import carried_over
from lifecycle.content_check import content_problems
from lifecycle.errors import Refused


def test_every_project_goes_over_without_its_dates_and_starts_from_what_was_promised() -> None:
    content = programme.oriental()
    again = carried_over(content)
    assert again.counts() == content.counts()
    assert content_problems(again) == {}
    first, before = next(again.projects()), next(content.projects())
    assert (first.starts_on, first.ends_on) == (None, None)
    assert first.indicators[0].baseline == before.indicators[0].target
    assert all(one.starts_on is None for one in again.activities())


def test_chosen_projects_are_numbered_anew() -> None:
    again = carried_over(programme.oriental(), ["1.3", "4.2"])
    assert [one.code for one in again.projects()] == ["1.1", "2.1"]
    assert [one.title_fr for one in again.projects()] == ["Projet 1.3", "Projet 4.2"]
    assert [one.title_fr for one in again.axes] == ["Axe 1", "Axe 4"]
    assert content_problems(again) == {}


def test_a_project_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        carried_over(programme.small(), ["1.1", "7.7"])
    assert refused.value.phrase.en == "The last programme has no project 7.7"
