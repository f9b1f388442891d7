"""The operations log takes records of opaque actors only, and never keeps anybody waiting."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from databases import Cluster, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from audit.operation_rows import Wanted, operations
from audit.operations import Operation, record
from lifecycle.clock import SystemClock, VirtualClock
from models.database import SQLITE_SETTINGS, reading
from models.words import OperationKind, OperationResult

MONDAY = date(2026, 11, 23)
CLOCK = VirtualClock(MONDAY)
FIRE = Operation(
    OperationKind.COMMAND, "plan fire", "cli:root", CLOCK.now() - timedelta(seconds=2),
    OperationResult.DONE, "exit code 0", {"plan": "PAO-2022-050910101-1", "reason": "Fatima"},
)  # fmt: skip
PERSONAL = st.one_of(
    st.emails(), st.sampled_from(["Fatima Zahra", "Benali", "فاطمة الزهراء", "0612345678"])
)


def found(engine: Engine, wanted: Wanted | None = None, **paging: Any) -> list[str]:
    """The names of the records that are found."""
    with reading(engine) as session:
        return [one.name for one in operations(session, wanted, **paging)]


def test_a_record_comes_back_as_it_was_written_without_anybodys_words(engine: Engine) -> None:
    record(engine, CLOCK, FIRE)
    with reading(engine) as session:
        (one,) = operations(session)
    assert (one.kind, one.name, one.who) == (OperationKind.COMMAND, "plan fire", "cli:root")
    assert (one.result, one.told) == (OperationResult.DONE, "exit code 0")
    assert one.asked == {"plan": "PAO-2022-050910101-1", "reason": "given"}
    assert (one.began_at, one.ended_at) == (CLOCK.now() - timedelta(seconds=2), CLOCK.now())
    assert one.ended_at.tzinfo is UTC


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(
    personal=PERSONAL,
    option=st.sampled_from(["reason", "email", "plan", "file", "region", "cohort", "kind"]),
    around=st.sampled_from(["{}", "{}.xlsx", "person:{}", "2022-10-23 {}"]),
)
def test_no_name_and_no_address_reaches_the_table(
    engine: Engine, personal: str, option: str, around: str
) -> None:
    record(
        engine, CLOCK, replace(FIRE, asked={option: around.format(personal), "field": [personal]})
    )
    with engine.connect() as connection:
        last = "SELECT * FROM operation_record ORDER BY id DESC LIMIT 1"
        row = connection.execute(text(last)).one()
    assert option in row._mapping["asked"]
    assert personal not in str(tuple(row))
    assert json.dumps(personal).strip('"') not in str(tuple(row))  # as SQLite keeps it


@pytest.mark.parametrize(
    "said",
    [
        {"who": "fatima@pao.example"},
        {"who": "cli:fatima@pao.example"},
        {"who": "cli:Fatima Zahra"},
        {"who": "person:Fatima"},
        {"who": ""},
        {"told": "no account for fatima@pao.example"},
        {"told": "refusé par Zaïneb"},
        {"told": "two\nlines"},
    ],
)
def test_who_could_be_named_is_refused(sqlite: Engine, said: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="opaque"):
        record(sqlite, CLOCK, replace(FIRE, **said))  # type: ignore[arg-type]
    assert found(sqlite) == []


@pytest.fixture
def sqlite(sqlite_template: Any, tmp_path: Any) -> Any:
    file = tmp_path / "one.db"
    file.write_bytes(sqlite_template.read_bytes())
    with opened(f"sqlite:///{file}") as engine:
        yield engine


def test_a_record_is_never_changed_or_deleted(engine: Engine) -> None:
    record(engine, CLOCK, FIRE)
    for statement in ("UPDATE operation_record SET who = 'cli:x'", "DELETE FROM operation_record"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    assert found(engine) == ["plan fire"]


@pytest.fixture
def several(engine: Engine) -> Engine:
    """Five records, the oldest first."""
    for day, name, who, kind, result in (
        (20, "board", "cli:root", OperationKind.COMMAND, OperationResult.DONE),
        (21, "check-deadlines", "flow", OperationKind.FLOW, OperationResult.FAILED),
        (22, "POST /work/plans/{reference}/{act}", "person:12", OperationKind.PAGE,
         OperationResult.REFUSED),
        (23, "plan fire", "cli:root", OperationKind.COMMAND, OperationResult.REFUSED),
        (23, "plan 100%", "person:1", OperationKind.COMMAND, OperationResult.DONE),
    ):  # fmt: skip
        clock = VirtualClock(date(2026, 11, day))
        record(engine, clock, replace(FIRE, name=name, who=who, kind=kind, result=result))
    return engine


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(kind=OperationKind.FLOW), ["check-deadlines"]),
        (Wanted(who="cli:root"), ["plan fire", "board"]),
        (Wanted(who="person:1"), ["plan 100%"]),
        (Wanted(name="FIRE"), ["plan fire"]),
        (Wanted(name="0%"), ["plan 100%"]),
        (Wanted(name="p%e"), []),
        (Wanted(name="{act}"), ["POST /work/plans/{reference}/{act}"]),
        (Wanted(result=OperationResult.FAILED), ["check-deadlines"]),
        (Wanted(from_on=date(2026, 11, 23)), ["plan 100%", "plan fire"]),
        (Wanted(until_on=date(2026, 11, 21)), ["check-deadlines", "board"]),
        (Wanted(from_on=date(2026, 11, 21), until_on=date(2026, 11, 21)), ["check-deadlines"]),
        (Wanted(kind=OperationKind.COMMAND, result=OperationResult.REFUSED), ["plan fire"]),
    ],
    ids=str,
)
def test_records_are_filtered(several: Engine, wanted: Wanted, names: list[str]) -> None:
    assert found(several, wanted) == names


def test_pages_are_counted_from_the_newest_or_stay_put_before_a_record(several: Engine) -> None:
    every = found(several)
    assert every[0] == "plan 100%"
    assert [found(several, most=2, page=page) for page in (1, 2, 3, 4)] == [
        every[:2], every[2:4], every[4:], [],
    ]  # fmt: skip
    with reading(several) as session:
        second = operations(session, most=2)[-1].id
    record(several, CLOCK, replace(FIRE, name="sweep"))
    assert found(several, most=2, before=second) == every[2:4]


def test_a_civil_date_is_that_of_casablanca(engine: Engine) -> None:
    """Until September 2026 midnight there was 23:00 UTC."""
    record(engine, SystemClock(lambda: datetime(2026, 6, 1, 23, 30, tzinfo=UTC)), FIRE)
    assert found(engine, Wanted(from_on=date(2026, 6, 2), until_on=date(2026, 6, 2))) == [FIRE.name]
    assert found(engine, Wanted(until_on=date(2026, 6, 1))) == []


def test_a_locked_database_is_given_up_soon(engine: Engine) -> None:
    with engine.connect() as other, other.begin():
        if engine.dialect.name == "postgresql":
            other.execute(text("LOCK TABLE operation_record IN EXCLUSIVE MODE"))
        began = time.monotonic()
        with pytest.raises(DBAPIError):
            record(engine, CLOCK, FIRE, patience=0.2)
        assert time.monotonic() - began < 5
    record(engine, CLOCK, FIRE, patience=0.2)
    assert found(engine) == ["plan fire"]


def test_the_connection_waits_as_long_as_before_once_it_is_given_back(sqlite: Engine) -> None:
    record(sqlite, CLOCK, FIRE, patience=0.2)
    with sqlite.connect() as connection:
        kept = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert kept == int(SQLITE_SETTINGS["busy_timeout"])


def test_an_account_that_may_only_read_is_told_so_and_nothing_else(postgresql: Cluster) -> None:
    with postgresql.database() as url, opened(url) as owner:
        with owner.begin() as connection:
            connection.execute(text("CREATE ROLE reads_only LOGIN"))
            connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reads_only"))
        theirs = make_url(url).set(username="reads_only").render_as_string(hide_password=False)
        with opened(theirs) as reader:
            with pytest.raises(DBAPIError, match="permission denied"):
                record(reader, CLOCK, FIRE)
            assert found(reader) == []
        with owner.begin() as connection:
            connection.execute(text("DROP OWNED BY reads_only"))
            connection.execute(text("DROP ROLE reads_only"))
