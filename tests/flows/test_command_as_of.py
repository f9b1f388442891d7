"""`infitah as-of` and `infitah count`: how plans stood, the records behind a number, two totals."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import COORDINATOR
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, select

from audit.counts import By
from flows.arguments_as_of import BY
from flows.cli import main
from lifecycle import door
from lifecycle.clock import SystemClock, VirtualClock
from lifecycle.plans import find_plan
from models.database import open_database, reading, writing
from models.plan import Plan

PLAN = "PAO-2022-050910101-1"
LEFT, TOLD = date(2022, 12, 1), date(2023, 2, 1)


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[Engine]:
    """Two communes and a province; Larache left in December, and it was recorded in February."""
    file = tmp_path / "opened.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    opened = open_database(f"sqlite:///{file}")
    open_few(opened, BENI_MELLAL, LARACHE, TIZNIT)
    with writing(opened) as session:
        number = session.scalars(select(Plan.id).where(Plan.collectivity_code == LARACHE)).one()
        door.fire(
            session, number, "withdraw", actor=COORDINATOR, at=VirtualClock(TOLD).now(),
            effective_on=LEFT, reason="a letter",
        )  # fmt: skip
    yield opened
    opened.dispose()


def said(capsys: Any, *words: str) -> str:
    capsys.readouterr()
    assert main([*words]) == 0
    return str(capsys.readouterr().out)


def data(capsys: Any, *words: str) -> Any:
    return json.loads(said(capsys, *words, "--json"))


def test_the_words_of_the_command_are_those_it_counts_by() -> None:
    assert set(BY) == set(By)


def test_each_plan_is_told_as_it_was(engine: Engine, capsys: Any) -> None:
    told = data(capsys, "as-of", "--on", "2022-12-24")
    assert told["true_on"] == "2022-12-24"
    stages = {one["reference"]: one["stage"] for one in told["plans"]}
    assert sorted(stages.values()) == ["joining", "joining", "withdrawn"]
    known = data(capsys, "as-of", "--known", "2022-12-24")
    assert (known["true_on"], known["known_on"]) == ("2022-12-24", "2022-12-24")
    assert {one["stage"] for one in known["plans"]} == {"joining"}
    out = said(capsys, "as-of", "--on", "2022-12-24", "--region", "05")
    assert "1 plans on 2022-12-24, as known on" in out
    assert out.count("PAO-") == 1
    late = data(capsys, "as-of", "--on", "2022-12-24", "--late", "--cohort", "2022-founders")
    assert {one["stage"] for one in late["plans"]} == {"joining"}
    assert data(capsys, "as-of", "--on", "2022-10-22", "--late")["plans"] == []


@pytest.mark.parametrize(("lang", "word"), [("ar", "مفتوحة"), ("fr", "Ouverte"), ("en", "Open")])
def test_one_plan_is_told_with_its_steps_and_the_entries_that_tell_so(
    engine: Engine, capsys: Any, lang: str, word: str
) -> None:
    out = said(capsys, "as-of", "Béni Mellal", "--on", "2022-12-24", "--lang", lang)
    assert PLAN in out.splitlines()[0]
    assert word in out
    with reading(engine) as session:
        head = session.get_one(Plan, find_plan(session, PLAN, on=FOUNDED).id).head_hash
    assert head[:16] in out


def test_a_plan_that_did_not_exist_is_refused_in_a_sentence(engine: Engine, capsys: Any) -> None:
    assert main(["as-of", PLAN, "--on", "2022-10-20"]) == 1
    assert f"{PLAN} had no plan on 2022-10-20, as known on" in capsys.readouterr().err
    assert main(["as-of", "Nowhere", "--on", "2022-10-22"]) == 1


@pytest.mark.parametrize("option", ["--on", "--known", "--against"])
def test_a_date_to_come_is_refused(engine: Engine, capsys: Any, option: str) -> None:
    tomorrow = SystemClock().today() + timedelta(days=1)
    assert main(["count", option, tomorrow.isoformat()]) == 1
    assert "the history tells only of what was" in capsys.readouterr().err


def test_a_number_names_its_records(engine: Engine, capsys: Any) -> None:
    told = data(capsys, "count", "--on", "2022-12-24", "--by", "kind")
    province, commune = told["counts"]
    assert (told["members"], commune["members"], commune["left"], commune["plans"]) == (2, 1, 1, 2)
    assert (len(commune["records"]), len(province["records"])) == (2, 1)
    gone = next(one for one in commune["records"] if not one["member"])
    assert (gone["since"], gone["entry"]["recorded_at"][:10]) == ("2022-12-01", "2023-02-01")
    out = said(capsys, "count", "--on", "2022-12-24", "--records", "--by", "region", "--lang", "fr")
    assert "2 members on 2022-12-24" in out
    assert "2023-02-01 (later)" in out
    assert data(capsys, "count", "--region", "09")["members"] == 1


def test_two_totals_of_one_day_are_told_apart_by_the_entry_that_came_later(
    engine: Engine, capsys: Any
) -> None:
    asked = ("count", "--on", "2022-12-24", "--by", "cohort", "--against-known", "2022-12-24")
    (one,) = data(capsys, *asked)["differences"]
    assert (one["what"], one["entry"]["trigger"], one["after"]) == ("went", "withdraw", None)
    out = said(capsys, *asked)
    assert "3 members on 2022-12-24, as known on 2022-12-24; 1 members are counted otherwise" in out
    assert "The collectivity withdrew" in out
    apart = data(capsys, "count", "--on", "2022-12-24", "--against", "2022-11-30")
    assert [one["what"] for one in apart["differences"]] == ["went"]


def test_a_cohort_that_is_not_there_is_refused(engine: Engine, capsys: Any) -> None:
    for command in ("count", "as-of"):
        assert main([command, "--cohort", "2031"]) == 1
        assert "2031" in capsys.readouterr().err
