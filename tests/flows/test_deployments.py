"""The deployments: one list in code, the same in prefect.yaml, each a flow that exists."""

from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from flows.deployments import CASABLANCA, DEPLOYMENTS, POOL, QUEUES, SHARES, Schedule
from flows.serve_deployments import triggers
from flows.watch_settings import WatchSettings
from flows.watches import WATCHED, watches
from lifecycle.shares import Share

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
    schedules = [
        Schedule(one["slug"], one["cron"], one.get("parameters", {}))
        for one in written["schedules"]
    ]
    assert schedules == deployment.production_schedules()
    assert all(one["active"] for one in written["schedules"])
    assert written["work_pool"] == {
        "name": POOL,
        "work_queue_name": deployment.queue,
        "job_variables": {"env": {"PYTHONTZPATH": ""}},
    }


def test_every_queue_of_the_pool_has_work_and_a_priority_of_its_own():
    assert {one.queue for one in DEPLOYMENTS} == set(QUEUES)
    assert len(set(QUEUES.values())) == len(QUEUES)
    assert min(QUEUES, key=QUEUES.__getitem__) == "urgent"


@pytest.mark.parametrize(
    "deployment", [one for one in DEPLOYMENTS if one.shared], ids=lambda deployment: deployment.name
)
def test_the_shares_of_a_deployment_together_are_all_of_the_work(deployment):
    shares = [one.parameters for one in deployment.production_schedules() if one.parameters]
    asked = [Share(one["share"], one["shares"]) for one in shares]
    assert asked == [Share(number, SHARES) for number in range(1, SHARES + 1)]
    assert deployment.production_at_once > SHARES
    module, function = deployment.entrypoint.split(":")
    flow = getattr(import_module(module), function)
    assert flow.validate_parameters(shares[1]).items() >= shares[1].items()


def test_the_daily_check_looks_at_everything_after_its_shares():
    daily = next(one for one in DEPLOYMENTS if one.name == "check-deadlines")
    after = daily.production_schedules()[-1]
    assert (after.parameters, after.cron) == ({}, "40 8 * * 1-5")


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
    assert limits == {one.name: one.production_at_once for one in DEPLOYMENTS}


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
