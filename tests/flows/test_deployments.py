"""The deployments: one list in code, the same in prefect.yaml, each a flow that exists."""

from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from flows.deployments import CASABLANCA, DEPLOYMENTS
from flows.serve_deployments import triggers
from flows.watch_settings import WatchSettings
from flows.watches import WATCHED, watches

PREFECT_YAML = Path(__file__).parents[2] / "prefect.yaml"
WRITTEN = {
    deployment["name"]: deployment
    for deployment in yaml.safe_load(PREFECT_YAML.read_text(encoding="utf-8"))["deployments"]
}


def test_prefect_yaml_names_the_same_deployments_as_the_code():
    assert sorted(WRITTEN) == sorted(deployment.name for deployment in DEPLOYMENTS)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment.name)
def test_prefect_yaml_says_the_same_of_a_deployment_as_the_code(deployment):
    written = WRITTEN[deployment.name]
    assert written["entrypoint"] == deployment.entrypoint
    assert written["description"] == deployment.description
    assert tuple(written["tags"]) == deployment.tags
    assert [one["cron"] for one in written["schedules"]] == (
        [deployment.cron] if deployment.cron else []
    )


def test_prefect_yaml_has_the_watches_of_the_code_with_the_usual_patience():
    written = {name for name, one in WRITTEN.items() if one.get("triggers")}
    assert written == {one.name for one in DEPLOYMENTS if one.watches}
    assert WRITTEN["report-incident"]["triggers"] == watches(WatchSettings())


def test_prefect_understands_every_watch_and_each_has_a_name_of_its_own():
    names = [trigger.as_automation().name for trigger in with_deployment(triggers())]
    assert len(set(names)) == len(names) == 4


def with_deployment(found):
    for trigger in found:
        trigger.set_deployment_id(uuid4())
    return found


def test_what_runs_by_the_clock_is_watched_and_the_report_of_incidents_is_not():
    assert set(WATCHED) == {one.name for one in DEPLOYMENTS if one.cron}
    assert "report-incident" not in WATCHED


def test_every_limit_is_the_one_of_the_code():
    limits = {name: one["concurrency_limit"]["limit"] for name, one in WRITTEN.items()}
    assert limits == {one.name: one.at_once for one in DEPLOYMENTS}


def test_every_schedule_is_in_the_legal_time_of_morocco():
    zones = {one["timezone"] for written in WRITTEN.values() for one in written["schedules"]}
    assert zones == {CASABLANCA}


def test_no_deployment_cancels_a_run_while_a_killed_one_holds_the_slot():
    strategies = {
        written["concurrency_limit"]["collision_strategy"] for written in WRITTEN.values()
    }
    assert strategies == {"ENQUEUE"}


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment.name)
def test_the_entrypoint_of_a_deployment_is_a_file_of_the_floor_and_a_function_in_it(deployment):
    module, function = deployment.entrypoint.split(":")
    source = PREFECT_YAML.parent / Path(*module.split(".")).with_suffix(".py")
    assert f"def {function}(" in source.read_text(encoding="utf-8")
