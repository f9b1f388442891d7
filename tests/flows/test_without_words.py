"""Whatever breaks a run or a task, Prefect is told its kind and its place, and nobody's name."""

from importlib import import_module
from typing import Any

import pytest
from prefect import Flow, Task

from audit.found_person import NoSuchPerson
from flows.deployments import DEPLOYMENTS
from flows.recorded_runs import RunRefused
from flows.without_words import RunBroke, without_words
from lifecycle.cohorts import NoSuchCohort

NAME = "Zakaria Benmarqueur <zakaria@commune.example>"
MODULES = [import_module(one.entrypoint.split(":")[0]) for one in DEPLOYMENTS]


def breaks(fault: Exception) -> Any:
    @without_words
    def work() -> None:
        try:
            raise KeyError(NAME)
        except KeyError as cause:
            raise fault from cause

    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one is what is asked
        work()
    return raised.value


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_deployed_flow_and_each_of_its_tasks_is_held(module: Any) -> None:
    found = [one for one in vars(module).values() if isinstance(one, Flow | Task)]
    assert len(found) >= 2
    for one in found:
        assert one.fn.__code__ is without_words(print).__code__, one.name


def test_a_fault_is_told_by_its_kind_and_places_and_by_its_cause_first() -> None:
    broke = breaks(ValueError(f"{NAME} is no address"))
    assert isinstance(broke, RunBroke)
    assert (broke.kind, broke.refused) == ("ValueError", False)
    said = str(broke)
    assert said.index("builtins.KeyError") < said.index("builtins.ValueError")
    assert "tests/flows/test_without_words.py" in said
    assert "akaria" not in said
    assert broke.__cause__ is broke.__context__ is None


def test_what_a_flow_says_on_purpose_passes_without_what_brought_it_about() -> None:
    for fault in (RunRefused("give a file, or paste rows"), NoSuchCohort("there is no cohort x")):
        said = breaks(fault)
        assert said is fault
        assert said.__cause__ is said.__context__ is None


def test_a_refusal_that_may_name_somebody_is_told_as_a_refusal_only() -> None:
    broke = breaks(NoSuchPerson(NAME))
    assert (broke.kind, broke.refused) == ("NoSuchPerson", True)
    assert "akaria" not in str(broke)
