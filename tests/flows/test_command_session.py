"""`infitah session`: a dry run tells what a moved session changes; --apply does just that."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, func, select

from flows.arguments_session import KINDS, PUBLISHED
from flows.cli import main
from lifecycle.plans import find_plan, history_of
from lifecycle.published_reasons import reason_choices
from models.council import CouncilSession
from models.database import open_database, reading
from models.words import CollectivityKind

ON = "2022-11-02"
WHY = ("--reason", "منشور", "--source", "circular 12")
MOVE = ("session", "move", "commune", "2023-10", "--to", "2023-10-16", *WHY)
CANCEL = ("session", "cancel", "commune", "2023-10", *WHY)


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[Engine]:
    file = tmp_path / "opened.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    opened = open_database(f"sqlite:///{file}")
    open_few(opened, BENI_MELLAL, LARACHE, TIZNIT)
    yield opened
    opened.dispose()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*words, "--on", ON])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def opening(engine: Engine, code: str) -> tuple[str | None, date | None]:
    with reading(engine) as session:
        row = find_plan(session, code, on=date(2022, 11, 2))
    return row.session_code, row.session_on


def records(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(CouncilSession)) or 0


def test_a_dry_run_tells_everything_and_writes_nothing(engine: Engine, capsys: Any) -> None:
    before = opening(engine, BENI_MELLAL)
    code, out, _ = said(capsys, *MOVE)
    assert code == 0
    assert "2 plans change" in out
    assert "PAO-2022-050910101-1" in out
    assert "2023-10-16" in out
    assert "Nothing was written" in out
    assert (opening(engine, BENI_MELLAL), records(engine)) == (before, 0)


def test_what_was_told_is_applied(engine: Engine, capsys: Any) -> None:
    _, told, _ = said(capsys, *MOVE, "--json")
    code, done, _ = said(capsys, *MOVE, "--apply", "--publish", "force_majeure", "--json")
    assert code == 0
    dry, applied = json.loads(told), json.loads(done)
    assert (dry["applied"], applied["applied"]) == (False, True)
    assert dry["plans"] == applied["plans"]
    assert opening(engine, BENI_MELLAL)[1] == opening(engine, LARACHE)[1] == date(2023, 10, 16)
    assert dry["plans"][0]["to_session"] == {"code": "2023-10", "opens_on": "2023-10-16"}
    assert {"kind": "session_moved", "role": "focal_point"} in dry["plans"][0]["letters"]
    with reading(engine) as session:
        plan = find_plan(session, BENI_MELLAL, on=date(2022, 11, 2))
        entry = history_of(session, plan.id)[-1]
    assert (entry.trigger, entry.reason, entry.cause) == ("move_session", "منشور", "cli")
    assert entry.body["published_reason"] == "force_majeure"


def test_a_cancelled_session_of_one_council_moves_that_one_alone(
    engine: Engine, capsys: Any
) -> None:
    before = opening(engine, LARACHE)
    code, out, _ = said(capsys, *CANCEL, "--of", BENI_MELLAL, "--apply")
    assert code == 0
    assert "Done: 1 plans dated again" in out
    assert opening(engine, BENI_MELLAL)[0] == "2024-02"
    assert opening(engine, LARACHE) == before


def test_a_code_of_another_kind_is_refused(engine: Engine, capsys: Any) -> None:
    for code in (TIZNIT, "99.999"):
        exit_code, _, err = said(capsys, *MOVE, "--of", code, "--apply")
        assert exit_code == 1
        assert code in err
    assert records(engine) == 0


def test_a_month_without_an_ordinary_session_is_refused(engine: Engine, capsys: Any) -> None:
    words = [word.replace("2023-10", "2023-09", 1) if word == "2023-10" else word for word in MOVE]
    code, _, err = said(capsys, *words, "--apply")
    assert code == 1
    assert "02, 05, 10" in err
    assert records(engine) == 0


def test_a_plan_already_on_that_day_stays_and_says_so(engine: Engine, capsys: Any) -> None:
    said(capsys, *MOVE, "--apply")
    _, out, _ = said(capsys, *MOVE)
    assert "0 plans change" in out
    assert out.count("nothing moves") == 2


def test_the_options_offer_the_words_of_the_lifecycle() -> None:
    assert set(KINDS) == set(CollectivityKind)
    assert set(PUBLISHED) == {word for word, _ in reason_choices("move_session")}


def test_a_move_needs_its_day_its_reason_and_its_source(capsys: Any) -> None:
    for left_out in ("--to", "--reason", "--source"):
        words = list(MOVE)
        del words[words.index(left_out) : words.index(left_out) + 2]
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code == 2
        assert left_out in capsys.readouterr().err
