"""Marked secrets and people go through everything; then every place is searched for them."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import canaries
import pytest
from canary_story import Told, break_flows, run_commands, run_flows, tokens_of, visit
from dashboard import database_of_runs
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL as PREFECT_DATABASE
from prefect.testing.utilities import prefect_test_harness
from sqlalchemy import Engine, create_engine

from audit.personal_columns import DESTROYED, OFFICIAL
from flows.clock_of_run import engine_of_run
from lifecycle.clock import SystemClock, VirtualClock
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

UNREACHABLE = f"postgresql://infitah:{canaries.DATABASE_PASSWORD}@127.0.0.1:9/nowhere"
# Commands that tell an operator about somebody: the recipients that the data sheet names.
TELL_PEOPLE = {
    "account list", "account add", "account password", "account disable", "person show",
}  # fmt: skip
# Files of the data folder that the data sheet names; the database itself is looked at by columns.
HOLD_PEOPLE = ("infitah.db", "inbox/", "results/", "bounces/", "documents/")
# What a form carries stands in its session. (A letter's link stands in that letter, in base64.)
HOLDS_FORM_TOKENS = {("account_session", "form_token")}


def test_every_variable_of_the_environment_is_known_as_secret_or_not() -> None:
    assert canaries.variables_read() <= canaries.SECRET_VARIABLES | canaries.PLAIN_VARIABLES
    assert "INFITAH_MAIL_PASSWORD" in canaries.secret_settings()
    told, marks = canaries.secret_environment()
    assert len(set(marks)) == len(marks) >= len(told) + 2


def test_marked_secrets_are_nowhere_and_marked_people_where_the_data_sheet_says(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment, secrets = canaries.secret_environment()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    data, out, told = tmp_path / "data", tmp_path / "out", Told()
    data.mkdir()
    out.mkdir()
    shutil.copy(sqlite_template, data / "infitah.db")
    with (
        prefect_test_harness(),
        database_of_runs(f"sqlite:///{data / 'infitah.db'}", monkeypatch),
    ):
        runs = create_engine(str(PREFECT_DATABASE.value()).replace("+aiosqlite", ""))
        run_flows(told)
        break_flows(told, secrets[0], monkeypatch)
        _wait_for_logs(runs)
        assert not canaries.columns_with(runs, [*secrets, *canaries.PEOPLE])
        runs.dispose()
        engine = engine_of_run()
        for day in range(1, 8):  # one of them is inside the sending window, whatever day it is
            later = VirtualClock(SystemClock().today() + timedelta(days=day))
            deliver_to_mailbox(engine, clock=later, settings=MailSettings())
        run_commands(told, engine, out, UNREACHABLE)
        visit(told, engine, SystemClock())
        tokens = tokens_of(engine)
        columns = canaries.columns_with(engine, canaries.PEOPLE)
        assert not canaries.columns_with(engine, [*secrets, *told.cookies[:1]])
        assert canaries.columns_with(engine, told.cookies[1:]) == HOLDS_FORM_TOKENS
        assert not canaries.columns_with(engine, tokens)
    everything = [*secrets, *tokens, *told.cookies]
    # What broke did break, and what was searched for is found where it belongs.
    assert {"open-cohort", "open_cohort broken", "read_bounces broken", "/work"} <= set(told.failed)
    assert {("person", "name"), ("person", "email"), ("outbox_letter", "to_address")} <= columns
    assert tokens
    assert "RunBroke" in told.said.getvalue()
    assert "portal/board_pages.py" in told.said.getvalue()
    # People in the columns that are named as theirs, and nowhere else.
    named = {
        (table, one) for kind in (DESTROYED, OFFICIAL) for table, in_ in kind.items() for one in in_
    }
    assert columns <= named
    for command, said in told.commands.items():
        assert not canaries.marks_in(said, everything), command
        if command not in TELL_PEOPLE:
            assert not canaries.marks_in(said, canaries.PEOPLE), command
    assert not canaries.marks_in(told.said.getvalue(), [*everything, *canaries.PEOPLE])
    assert not list(canaries.files_with(out, everything))
    assert list(canaries.files_with(out, canaries.PEOPLE)) == ["backup.csv"]  # the whole database
    assert [one for one in canaries.files_with(data, canaries.PEOPLE)
            if not one.startswith(HOLD_PEOPLE)] == []  # fmt: skip
    assert [one for one in canaries.files_with(data, [*secrets, *told.cookies[:1]])
            if not one.startswith("infitah.db")] == []  # fmt: skip


def _wait_for_logs(runs: Engine) -> None:
    """Until what the broken runs logged has reached Prefect's database, where it is searched."""
    for _ in range(100):
        APILogHandler.flush(APILogHandler())
        found = canaries.columns_with(runs, ["RunBroke", "marked.yaml"])
        if {("log", "message"), ("flow_run", "parameters")} <= found:
            return
        time.sleep(0.1)
    raise AssertionError(f"Prefect holds no log of the broken runs: {found}")
