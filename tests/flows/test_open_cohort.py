"""The flow that opens a cohort from a spreadsheet: from the inbox, or pasted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import NewDatabase
from dashboard import Dashboard, database_of_runs
from small_cohort import BENI_MELLAL, CALENDAR, LARACHE, sheet
from sqlalchemy import func, select

from flows import open_cohort as module
from flows.clock_of_run import engine_of_run
from flows.open_cohort import CohortNotOpened
from models.base import table_of
from models.database import reading
from models.plan import Plan
from models.settings import data_folder

WRONG = {LARACHE: {"focal_point_email": "nobody", "joined_on": "2019-01-01"}}
ADDRESS = "@collectivites.example"


@pytest.fixture
def dashboard(new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dashboard]:
    made = Dashboard()
    made.stands_in_for_prefect(module, monkeypatch)
    with new_database("sqlite") as url, database_of_runs(url, monkeypatch):
        yield made


@pytest.fixture
def inbox() -> Path:
    folder = data_folder() / "inbox"
    folder.mkdir(parents=True)
    return folder


def run(dashboard: Dashboard, **parameters: Any) -> dict[str, Any]:
    dashboard.parameters = {"file": "", "pasted_csv": ""} | parameters
    return module.open_cohort.fn(**parameters)


def pasted(**more: Any) -> str:
    return sheet(BENI_MELLAL, LARACHE, **more).decode()


def plans() -> int:
    with reading(engine_of_run()) as session:
        return session.scalar(select(func.count()).select_from(table_of(Plan))) or 0


def test_a_file_in_the_inbox_is_checked_and_then_opened(dashboard: Dashboard, inbox: Path) -> None:
    (inbox / "members.csv").write_bytes(sheet(BENI_MELLAL, LARACHE))
    counts = run(dashboard, file="members.csv")
    assert counts == {
        "new": 2, "rejoining": 0, "changed": 0, "unchanged": 0, "rejected": 0, "dry_run": True,
        "applied_before": False,
    }  # fmt: skip
    assert plans() == 0
    assert "checked, nothing was written" in dashboard.texts["cohort-report"]
    assert run(dashboard, file="members.csv", dry_run=False)["new"] == 2
    assert plans() == 2
    assert "opened" in dashboard.texts["cohort-report"]
    assert run(dashboard, file="members.csv", dry_run=False)["applied_before"]
    assert "nothing changes" in dashboard.texts["cohort-report"]
    assert dashboard.progress[-1][0] == 100


def test_a_file_is_found_by_its_whole_path_and_so_is_a_calendar_in_the_inbox(
    dashboard: Dashboard, inbox: Path, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere.csv"
    file.write_bytes(sheet(BENI_MELLAL))
    (inbox / "mine.yaml").write_bytes(CALENDAR.read_bytes())
    assert run(dashboard, file=str(file), calendar="mine.yaml")["new"] == 1


def test_pasted_rows_are_opened_and_taken_out_of_the_run(dashboard: Dashboard) -> None:
    assert run(dashboard, pasted_csv=pasted(), dry_run=False)["new"] == 2
    assert plans() == 2
    left = dashboard.parameters["pasted_csv"]
    assert left.startswith("(2 rows, sha256 ")
    assert ADDRESS not in str(dashboard.parameters)


def test_a_file_and_pasted_rows_at_once_are_refused_and_the_rows_still_taken_out(
    dashboard: Dashboard, inbox: Path
) -> None:
    (inbox / "members.csv").write_bytes(sheet(BENI_MELLAL))
    with pytest.raises(CohortNotOpened, match="one of the two"):
        run(dashboard, file="members.csv", pasted_csv=pasted(), dry_run=False)
    assert plans() == 0
    assert ADDRESS not in str(dashboard.parameters)


def test_neither_a_file_nor_rows_is_refused(dashboard: Dashboard) -> None:
    with pytest.raises(CohortNotOpened, match="give a file, or paste rows"):
        run(dashboard)


def test_a_wrong_sheet_is_refused_and_each_problem_shown_with_its_mend(
    dashboard: Dashboard,
) -> None:
    with pytest.raises(CohortNotOpened, match="2 problems"):
        run(dashboard, pasted_csv=pasted(changed=WRONG), dry_run=False)
    assert plans() == 0
    shown = dashboard.texts["cohort-report"]
    assert "# Refused: 2 problems, nothing was written" in shown
    lines = [line.split(" | ") for line in shown.splitlines() if line.startswith("| 3 ")]
    assert {line[1] for line in lines} == {"focal_point_email", "joined_on"}
    for _, _, what, mend, *french in lines:
        assert what.endswith(".")
        assert mend.endswith(".")
        assert all(french)
    assert dashboard.progress[-1] == (100, "Refused: nothing was written")


def test_a_refusal_shows_and_keeps_nobodys_name_or_address(dashboard: Dashboard) -> None:
    with pytest.raises(CohortNotOpened) as refusal:
        run(dashboard, pasted_csv=pasted(changed=WRONG), dry_run=False)
    said = dashboard.shown() + str(refusal.value) + str(dashboard.parameters)
    for secret in (ADDRESS, "nobody", "نقطة ارتكاز"):
        assert secret not in said
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None


@pytest.mark.parametrize("parameters", [{"file": "gone.csv"}, {"calendar": "gone.yaml"}])
def test_a_file_that_is_not_there_is_refused_with_where_to_put_it(
    dashboard: Dashboard, inbox: Path, parameters: dict[str, str]
) -> None:
    (inbox / "members.csv").write_bytes(sheet(BENI_MELLAL))
    with pytest.raises(CohortNotOpened, match="gone") as refusal:
        run(dashboard, **{"file": "members.csv"} | parameters)
    assert str(inbox) in str(refusal.value)


def test_a_wrong_calendar_is_refused_like_a_wrong_sheet(dashboard: Dashboard, inbox: Path) -> None:
    text = CALENDAR.read_text(encoding="utf-8").replace("founded_on: 2022-10-21", "founded_on: x")
    (inbox / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CohortNotOpened, match="1 problem"):
        run(dashboard, pasted_csv=pasted(), calendar="mine.yaml")
    assert "founded_on" in dashboard.texts["cohort-report"]
