"""Every command that opened a database is in its operations log; none is changed by that."""

import pwd
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import NewDatabase
from databases import Cluster, opened
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import make_url, text

from audit.operation_rows import OperationRow, operations
from flows import cli, command_plan, recorded_commands
from flows.cli import main
from flows.connect import connect
from models.database import reading
from models.settings import CHECKOUT
from models.words import OperationKind, OperationResult

REFERENCE = "PAO-2022-050910101-1"
DONE, REFUSED, FAILED = OperationResult.DONE, OperationResult.REFUSED, OperationResult.FAILED
NOT_IN_THE_LOG = "this command is not in the operations log"


@pytest.fixture(params=("sqlite", "postgresql"))
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """The URL of a database in which one founder is open: once SQLite, once PostgreSQL."""
    with new_database(request.param) as url:
        with opened(url) as engine:
            open_few(engine, BENI_MELLAL)
        yield url


@pytest.fixture
def one_file(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a SQLite file in which one founder is open."""
    shutil.copy(sqlite_template, tmp_path / "one.db")
    with opened(f"sqlite:///{tmp_path / 'one.db'}") as engine:
        open_few(engine, BENI_MELLAL)
    return f"sqlite:///{tmp_path / 'one.db'}"


def log(url: str) -> list[OperationRow]:
    """The operations log, the newest first."""
    with opened(url) as engine, reading(engine) as session:
        return operations(session)


def test_a_command_that_only_reads_is_recorded(database: str) -> None:
    assert main(["plan", "list", "--region", "05", "--late", "--db", database]) == 0
    (one,) = log(database)
    assert (one.kind, one.name, one.result) == (OperationKind.COMMAND, "plan list", DONE)
    assert one.told == "exit code 0"
    assert one.asked == {"region": "05", "late": True}
    assert one.who == f"cli:{recorded_commands.login()}"
    assert one.began_at < one.ended_at


def test_a_command_that_writes_is_recorded_without_its_reason(database: str) -> None:
    words = ["plan", "fire", REFERENCE, "suspend", "--reason", "Fatima est partie"]
    assert main([*words, "--on", "2022-11-14", "--db", database]) == 0
    (one,) = log(database)
    assert one.name == "plan fire"
    assert one.asked == {
        "plan": REFERENCE, "trigger": "suspend", "reason": "given", "on": "2022-11-14",
    }  # fmt: skip


def test_what_was_refused_is_recorded_with_its_exit_code(database: str) -> None:
    assert main(["plan", "show", "fatima@pao.example", "--db", database]) == 1
    assert main(["account", "disable", "fatima@pao.example", "--db", database]) == 1
    assert main(["plan", "list", "--stage", "voting", "--db", database]) == 1
    assert [(one.name, one.result) for one in log(database)] == [
        ("plan list", REFUSED), ("account disable", REFUSED), ("plan show", REFUSED),
    ]  # fmt: skip
    assert log(database)[2].told == "exit code 1: NoSuchPlan"
    assert "fatima" not in str(log(database))


@pytest.mark.parametrize(
    ("broken_by", "result", "told"),
    [
        (KeyError("fatima@pao.example"), FAILED, "KeyError"),
        (KeyboardInterrupt(), FAILED, "KeyboardInterrupt"),
        (BrokenPipeError(), DONE, "BrokenPipeError"),
    ],
    ids=repr,
)
def test_a_command_that_broke_is_recorded_and_breaks_all_the_same(
    one_file: str,
    monkeypatch: pytest.MonkeyPatch,
    broken_by: BaseException,
    result: OperationResult,
    told: str,
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise broken_by

    monkeypatch.setattr(command_plan, "list_", connects_and(breaks))
    arguments = cli.parser().parse_args(["plan", "list", "--db", one_file])
    with pytest.raises(type(broken_by)):
        cli._run(arguments)
    assert [(one.result, one.told) for one in log(one_file)] == [(result, told)]


def connects_and(then: Callable[[], None]) -> Callable[[Any], None]:
    """A command that opens its database, and then does what it is told."""

    def command(arguments: Any) -> None:
        connect(arguments)
        then()

    return command


def test_a_database_that_is_missing_or_of_another_version_is_as_before(
    tmp_path: Path, one_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.db"
    assert main(["plan", "list", "--db", f"sqlite:///{missing}"]) == 4
    assert not missing.exists()
    with opened(one_file) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert main(["sweep", "--db", one_file]) == 4
    assert log(one_file) == []
    assert NOT_IN_THE_LOG not in capsys.readouterr().err


def test_a_command_that_opens_no_database_leaves_none_behind(tmp_path: Path) -> None:
    assert main(["pathway", "--db", f"sqlite:///{tmp_path / 'none.db'}"]) == 0
    assert not (tmp_path / "none.db").exists()


def test_a_reader_is_not_held_up_by_a_writer(
    one_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = sqlite3.connect(one_file.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert main(["plan", "show", REFERENCE, "--db", one_file]) == 0
    assert time.monotonic() - began < 10  # a writer waits for thirty seconds
    other.execute("ROLLBACK")
    other.close()
    said = capsys.readouterr()
    assert REFERENCE in said.out
    assert said.err == ""
    assert log(one_file) == []


def test_a_writer_that_could_not_be_recorded_says_so_in_one_line(
    one_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret of the disk")

    monkeypatch.setattr(recorded_commands, "record", refuses)
    suspend = ["plan", "fire", REFERENCE, "suspend", "--reason", "x", "--on", "2022-11-14"]
    assert main([*suspend, "--db", one_file]) == 0
    said = capsys.readouterr()
    assert said.err == f"infitah: {NOT_IN_THE_LOG} (RuntimeError)\n"
    assert main(["plan", "show", REFERENCE, "--db", one_file]) == 0
    assert capsys.readouterr().err == ""
    assert main([*suspend, "--db", one_file]) == 1  # refused: nothing was written this time
    assert NOT_IN_THE_LOG not in capsys.readouterr().err
    assert log(one_file) == []


def test_an_account_of_postgresql_that_may_only_read_reads_on(
    postgresql: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgresql.database() as url:
        with opened(url) as owner:
            open_few(owner, BENI_MELLAL)
            with owner.begin() as connection:
                connection.execute(text("CREATE ROLE only_reads LOGIN"))
                grant = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads"
                connection.execute(text(grant))
        theirs = make_url(url).set(username="only_reads").render_as_string(hide_password=False)
        assert main(["plan", "show", REFERENCE, "--db", theirs]) == 0
        said = capsys.readouterr()
        assert REFERENCE in said.out
        assert said.err == ""
        assert log(url) == []
        with opened(url) as owner, owner.begin() as connection:
            connection.execute(text("DROP OWNED BY only_reads"))
            connection.execute(text("DROP ROLE only_reads"))


def test_up_is_recorded_once_everything_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'up.db'}"
    assert main(["up", "--check", "--empty", "--db", url]) == 0
    (one,) = log(url)
    assert (one.name, one.result) == ("up", DONE)
    assert one.asked["check"] is True


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("infitah", "infitah"),
        ("ops-2", "ops-2"),
        ("fatima@pao.example", "uid-"),
        ("fatima.zahra", "uid-"),
        ("PAO\\fatima", "uid-"),
        (None, "uid-"),
    ],
)
def test_a_login_that_looks_like_a_persons_name_is_its_number(
    monkeypatch: pytest.MonkeyPatch, name: str | None, who: str
) -> None:
    def of_number(number: int) -> Any:
        if name is None:
            raise KeyError(number)
        return pwd.struct_passwd((name, "x", number, number, "", "/", "/bin/sh"))

    monkeypatch.setattr(pwd, "getpwuid", of_number)
    monkeypatch.setenv("LOGNAME", "somebody-else")
    assert recorded_commands.login().startswith(who)


def test_nothing_heavy_is_loaded_before_a_command_is_known() -> None:
    asked = "import sys, flows.cli; flows.cli.parser(); print('sqlalchemy' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", asked], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
