"""The flow `seal-history`: what it shows, and that it fails when the history does not hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dashboard import Dashboard, database_of_runs
from forger import by_hand
from sealed import lived
from sqlalchemy import Engine, update

from flows import seal_history, show_dashboard
from flows.clock_of_run import engine_of_run
from flows.seal_history import HistoryBroken
from lifecycle.incidents import incident_rows, open_incidents
from models.base import table_of
from models.database import reading
from models.plan import Plan
from models.words import IncidentKind, Stage


@pytest.fixture
def engine(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    file = tmp_path / "flows.db"
    file.write_bytes(sqlite_template.read_bytes())
    with database_of_runs(f"sqlite:///{file}", monkeypatch):
        lived(engine_of_run(), 2)
        yield engine_of_run()


@pytest.fixture
def dashboard(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    made = Dashboard()
    for module in (seal_history, show_dashboard):
        made.stands_in_for_prefect(module, monkeypatch)
    return made


def run(again: bool = False) -> dict[str, int]:
    told: dict[str, int] = seal_history.seal_history.fn(again=again)
    return told


def test_it_seals_and_shows_that_the_history_holds(dashboard: Dashboard) -> None:
    assert run()["heads"] == 1
    shown = dashboard.texts["history"]
    assert "It holds" in shown
    assert "entries are signed" in shown
    assert run()["added"] == 0
    assert "verified before today" in dashboard.texts["history"]


def test_it_fails_and_names_the_finding_when_the_history_does_not_hold(
    engine: Engine, dashboard: Dashboard
) -> None:
    run()
    by_hand(engine, update(table_of(Plan)).values(stage=Stage.COMPLETED))
    with pytest.raises(HistoryBroken, match="stage is completed in the table"):
        run(again=True)
    assert "does not hold" in dashboard.texts["history"]
    with reading(engine) as session:
        kinds = [one.kind for one in open_incidents(incident_rows(session))]
    assert kinds == [IncidentKind.HISTORY_BROKEN]
