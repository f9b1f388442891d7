"""Accounts on the command line, and those that a first start makes."""

import io
import json
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import Engine

from flows.cli import main
from flows.first_sign_in import FILE, make_first_accounts
from lifecycle.accounts import check_password
from lifecycle.clock import SystemClock
from models.database import open_database, writing

NATIONAL = "national@coordination.example"
PASSWORD = "une longue phrase de passe"
Said = tuple[int, str, str]


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    file = tmp_path / "infitah.db"
    shutil.copy(sqlite_template, file)
    return file


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{file}")
    open_few(opened, BENI_MELLAL)
    yield opened
    opened.dispose()


@pytest.fixture
def infitah(
    engine: Engine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """The command line; `piped` is what stands on its standard input."""

    def run(*words: str, piped: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(piped))
        capsys.readouterr()
        code = main([*words, "--db", str(engine.url)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def opens(engine: Engine, password: str = PASSWORD, email: str = NATIONAL) -> bool:
    with writing(engine) as session:
        return check_password(session, email, password, SystemClock().now()) is not None


def test_an_account_is_added_changed_and_closed(
    infitah: Callable[..., Said], engine: Engine
) -> None:
    assert infitah("account", "add", NATIONAL, "--password-stdin", piped=PASSWORD + "\n")[0] == 0
    assert opens(engine)
    infitah("account", "password", NATIONAL, "--password-stdin", piped="une autre phrase\n")
    assert (opens(engine), opens(engine, "une autre phrase")) == (False, True)
    assert infitah("account", "disable", NATIONAL)[0] == 0
    assert not opens(engine, "une autre phrase")
    rows = json.loads(infitah("account", "list", "--json")[1])
    assert [row["account"] for row in rows if row["email"] == NATIONAL] == ["disabled"]


def test_a_password_is_asked_twice_and_must_be_the_same(
    infitah: Callable[..., Said], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, "another one, mistyped"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    code, _, problem = infitah("account", "add", NATIONAL)
    assert (code, "differ" in problem) == (1, True)
    assert not opens(engine)


def test_a_focal_point_is_told_that_the_link_is_enough(infitah: Callable[..., Said]) -> None:
    code, _, problem = infitah("account", "add", "focal@commune.example")
    assert code == 1
    assert "Focal points need no account" in problem


def test_a_first_start_lets_everybody_of_the_calendar_sign_in_once(
    engine: Engine, tmp_path: Path
) -> None:
    now = SystemClock().now()
    assert make_first_accounts(engine, tmp_path, now) == NATIONAL
    kept = tmp_path / FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    password = kept.read_text().splitlines()[0].removeprefix("password: ")
    assert opens(engine, password)
    assert opens(engine, password, "auditor@coordination.example")
    before = kept.read_text()
    assert make_first_accounts(engine, tmp_path, now) == NATIONAL
    assert kept.read_text() == before
    kept.unlink()
    assert make_first_accounts(engine, tmp_path, now) is None
    assert not kept.exists()


def test_an_empty_start_makes_no_account(file: Path, tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{file}")
    assert make_first_accounts(empty, tmp_path, SystemClock().now()) is None
    assert not (tmp_path / FILE).exists()
    empty.dispose()
