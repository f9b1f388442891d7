"""`infitah forecast`: who will make which session, one plan with its last dates, and what came."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, func, select

from flows.arguments_forecast import OUTLOOKS
from flows.cli import main
from flows.forecast_artifacts import causes_markdown, forecast_markdown
from lifecycle.calibration import calibrate, outcomes
from lifecycle.causes import causes
from lifecycle.collectivity_names import names_of
from lifecycle.forecasts import forecast_plans, keep
from models.database import open_database, reading
from models.plan import Plan
from models.words import Outlook

ON = "2022-11-02"
PLAN = "PAO-2022-050910101-1"


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[Engine]:
    file = tmp_path / "opened.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    opened = open_database(f"sqlite:///{file}")
    open_few(opened, BENI_MELLAL, LARACHE, TIZNIT)
    yield opened
    opened.dispose()


def said(capsys: pytest.CaptureFixture[str], *words: str, on: str = ON) -> str:
    capsys.readouterr()
    assert main(["forecast", *words, "--on", on]) == 0
    return capsys.readouterr().out


def test_the_outlooks_of_the_command_are_the_words_of_the_records() -> None:
    assert set(OUTLOOKS) == set(Outlook)


def test_every_plan_is_told_with_its_session_at_three_paces(engine: Engine, capsys: Any) -> None:
    out = said(capsys)
    assert "forecast of 2022-11-02" in out
    told = json.loads(said(capsys, "--json"))
    assert len(told) == 3
    assert all(set(one["sessions"]) == {"quickest", "usual", "slow"} for one in told)
    assert said(capsys, "--region", "05").count("PAO-") == 1
    outlook = told[0]["outlook"]
    kept = json.loads(said(capsys, "--json", "--outlook", outlook))
    assert {one["plan"] for one in kept} == {o["plan"] for o in told if o["outlook"] == outlook}


@pytest.mark.parametrize(("lang", "word"), [("ar", "الدورة"), ("fr", "session"), ("en", "session")])
def test_one_plan_is_told_with_the_last_dates_of_its_steps(
    engine: Engine, capsys: Any, lang: str, word: str
) -> None:
    out = said(capsys, PLAN, "--lang", lang)
    assert word in out.splitlines()[0]
    assert "last safe date" in out
    assert "2023-10-02" in out


def test_without_a_kept_forecast_it_says_what_keeps_one(engine: Engine, capsys: Any) -> None:
    assert "brief-coordinators keeps one a week" in said(capsys, "--calibration")


def test_kept_forecasts_are_held_against_what_came(engine: Engine, capsys: Any) -> None:
    keep(engine, on=date(2022, 11, 2))
    of_date, of_all = json.loads(said(capsys, "--calibration", "--json", on="2024-01-01"))
    assert (of_date["made_on"], of_all["made_on"]) == ("2022-11-02", None)
    assert of_all["at_risk"]["of"] + of_all["on_track"]["of"] == 3
    assert "2022-11-02" in said(capsys, "--calibration", on="2024-01-01")


def test_a_replayed_copy_leaves_the_database_as_it_is(engine: Engine, capsys: Any) -> None:
    told = json.loads(said(capsys, "--replay-to", "2022-11-30", "--json"))
    assert len(told) == 66  # the founders, whoever is in one's own database
    assert {one["made_on"] for one in told} == {"2022-11-30"}
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 3


def test_causes_are_told_with_who_can_unblock_them(engine: Engine, capsys: Any) -> None:
    capsys.readouterr()
    assert main(["why", "--on", ON, "--lang", "fr"]) == 0
    assert "Présidence du conseil" in capsys.readouterr().out
    assert main(["why", "--on", ON, "--plans"]) == 0
    assert capsys.readouterr().out.count("PAO-") == 3
    assert main(["why", "--on", ON, "--json", "--region", "05"]) == 0
    (cause,) = json.loads(capsys.readouterr().out)
    assert [plan["reference"] for plan in cause["plans"]] == [PLAN]
    assert cause["plans"][0]["way"]["reasons"][0]["guard"] == "every_step_of_the_stage_is_settled"
    with reading(engine) as session:
        text = causes_markdown(causes(session, on=date(2022, 11, 2)), date(2022, 11, 2), "http://x")
    assert "3 plans, by cause" in text


def test_the_artifact_says_first_how_many_will_miss_and_links_to_each_plan(engine: Engine) -> None:
    on = date(2023, 9, 20)  # nobody has done anything: nobody makes October
    with reading(engine) as session:
        told = forecast_plans(session, on=on)
        names = names_of(session, [one.collectivity_code for one in told])
        came = calibrate(outcomes(session, on=on))
    text = forecast_markdown(told, names, came, on, "https://portal.example")
    assert "**3** plans will miss the session they aim at" in text
    assert f"[{PLAN}](https://portal.example/work/plans/{PLAN})" in text
    assert "Commune de Béni Mellal" in text
    assert "No earlier forecast" in text
