"""Every flow enters the operations log with each run, however it ends, without anybody's words."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import NewDatabase
from dashboard import database_of_runs
from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Cancelling, Completed, Crashed, Failed
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from audit.operation_rows import OperationRow, operations
from flows.clock_of_run import engine_of_run
from flows.deployments import DEPLOYMENTS
from flows.open_cohort import CohortNotOpened
from flows.recorded_runs import recorded
from lifecycle.cohorts import NoSuchCohort
from models.database import reading
from models.words import OperationKind, OperationResult

BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DONE, REFUSED, FAILED = OperationResult.DONE, OperationResult.REFUSED, OperationResult.FAILED


def flow_of(entrypoint: str) -> Flow[..., Any]:
    module, name = entrypoint.split(":")
    found: Flow[..., Any] = getattr(import_module(module), name)
    return found


FLOWS = {one.name: flow_of(one.entrypoint) for one in DEPLOYMENTS}


@pytest.fixture(params=("sqlite", "postgresql"))
def engine(
    request: pytest.FixtureRequest, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """The database that flows work on: once SQLite, once PostgreSQL."""
    with new_database(request.param) as url, database_of_runs(url, monkeypatch):
        yield engine_of_run()


def ended(flow: str, state: State[Any], **parameters: Any) -> OperationRow:
    """The record of a run that ended in a state."""
    recorded(FLOWS[flow], SimpleNamespace(parameters=parameters, start_time=BEGAN), state)
    with reading(engine_of_run()) as session:
        return operations(session)[0]


@pytest.mark.parametrize("name", FLOWS)
def test_every_deployed_flow_is_recorded_however_it_ends(name: str) -> None:
    flow = FLOWS[name]
    for hooks in (
        flow.on_completion_hooks, flow.on_failure_hooks, flow.on_crashed_hooks,
        flow.on_cancellation_hooks,
    ):  # fmt: skip
        assert recorded in hooks


@pytest.mark.parametrize(
    ("state", "result", "told"),
    [
        (Completed(), DONE, "completed"),
        (Failed(message="fatima@pao.example"), FAILED, "failed"),
        (Failed(data=RuntimeError("fatima@pao.example")), FAILED, "failed: RuntimeError"),
        (Failed(data=NoSuchCohort("fatima")), REFUSED, "failed: NoSuchCohort"),
        (Failed(data=CohortNotOpened("Fatima")), REFUSED, "failed: CohortNotOpened"),
        (Failed(name="TimedOut"), FAILED, "failed"),
        (Crashed(message="fatima"), FAILED, "crashed"),
        (Cancelling(), FAILED, "cancelling"),
        (Cancelled(), FAILED, "cancelled"),
    ],
    ids=str,
)
def test_a_run_is_recorded_with_how_it_ended(
    engine: Engine, state: State[Any], result: OperationResult, told: str
) -> None:
    one = ended("check-deadlines", state, cohort="2022-founders", dry_run=True, on="2026-11-23")
    assert (one.kind, one.name, one.who) == (OperationKind.FLOW, "check-deadlines", "flow")
    assert (one.result, one.told) == (result, told)
    assert one.asked == {"cohort": "2022-founders", "dry_run": True, "on": "2026-11-23"}
    assert one.began_at == BEGAN < one.ended_at
    assert "fatima" not in str(one).lower()


def test_rows_that_were_pasted_and_names_of_files_stay_out(engine: Engine) -> None:
    pasted = ended("open-cohort", Completed(), pasted_csv="code;email\n05;fatima@pao.example")
    assert pasted.asked == {"pasted_csv": "given"}
    named = ended("open-cohort", Completed(), file="/srv/fatima.xlsx", calendar="2022.yaml")
    assert named.asked == {"file": "given (.xlsx)", "calendar": "given (.yaml)"}
    told = ended("report-incident", Completed(), kind="run_failed", subject="read-bounces",
                 what="Fatima")  # fmt: skip
    assert told.asked == {"kind": "run_failed", "subject": "read-bounces", "what": "given"}


def test_a_parameter_that_the_flow_does_not_have_stays_out_with_its_name(engine: Engine) -> None:
    parameters = {"fatima@pao.example": 1, "fatima": True, "dry_run": True}
    assert ended("advance-plans", Failed(), **parameters).asked == {"dry_run": True}


def test_a_run_that_never_began_is_recorded_at_its_end(engine: Engine) -> None:
    recorded(FLOWS["deliver-letters"], SimpleNamespace(parameters=None, start_time=None), Crashed())
    with reading(engine) as session:
        (one,) = operations(session)
    assert (one.ended_at - one.began_at).total_seconds() < 60


def test_a_run_that_cannot_be_recorded_is_told_in_its_log(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sqlite_template, tmp_path / "old.db")
    with database_of_runs(f"sqlite:///{tmp_path / 'old.db'}", monkeypatch):
        with engine_of_run().begin() as connection:
            connection.execute(text("DROP TABLE operation_record"))
        with pytest.raises(SQLAlchemyError, match="operation_record"):
            ended("read-bounces", Completed())
