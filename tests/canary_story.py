"""Everything that the engine does, once, with marked people and secrets, failures included."""

import argparse
import asyncio
import io
import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.policy import default
from importlib import import_module
from pathlib import Path
from typing import Any

import canaries
import httpx
import pytest
from prefect import Flow
from signed_in import FORM_TOKEN
from small_cohort import BENI_MELLAL, CALENDAR, FOUNDED, sheet
from sqlalchemy import Engine, select, text
from starlette.applications import Starlette
from uvicorn import Config, Server

from flows.arguments import parser
from flows.cli import main
from lifecycle.accounts import set_password
from models.database import reading, writing
from models.log_setup import OURS, set_up_log
from models.outbox import LetterMessage
from models.plan import Plan
from models.settings import data_folder
from portal.app import create_app

MUCH_LATER = date(2023, 3, 1)
PERSON = {"focal_point_name": canaries.NAME, "focal_point_email": canaries.ADDRESS}
WRONG = PERSON | {"deputy_email": f"{canaries.ADDRESS} and more", "joined_on": "2019-01-01"}
NOT_RUN = {"up", "replay", "restore", "audit seal", "audit rotate-key", "links rotate", "doctor"}
BOUNCE = (
    f"From: MAILER-DAEMON\n\n550 5.1.1 <{canaries.ADDRESS}>: no such mailbox ({canaries.NAME})\n"
)
TOKEN = re.compile(r"/l/([a-z2-7]{32})")


@dataclass
class Told:
    """What was printed by each command, and what stood on standard error and in logs."""

    commands: dict[str, str] = field(default_factory=dict)
    said: io.StringIO = field(default_factory=io.StringIO)
    failed: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)


def flow_of(entrypoint: str) -> Flow[..., Any]:
    module, name = entrypoint.split(":")
    found: Flow[..., Any] = getattr(import_module(module), name)
    return found


def run_flows(told: Told) -> None:
    """Each flow as Prefect runs it, the cohort first; then each of them broken by a fault."""
    drop = data_folder() / "inbox"
    drop.mkdir(parents=True, exist_ok=True)
    marked = CALENDAR.read_text(encoding="utf-8").replace(
        "national@coordination.example", canaries.COORDINATOR
    )
    (drop / "marked.yaml").write_text(marked, encoding="utf-8")
    bounces = data_folder() / "bounces"
    bounces.mkdir(parents=True, exist_ok=True)
    (bounces / "1.eml").write_text(BOUNCE)
    opening = flow_of("flows.open_cohort:open_cohort")
    more: dict[str, Any] = {"calendar": "marked.yaml", "dry_run": False, "on": FOUNDED}
    for row in (WRONG, PERSON):
        rows = sheet(BENI_MELLAL, changed={BENI_MELLAL: row}).decode()
        with _failing(told, "open-cohort"):
            opening(pasted_csv=rows, **more)
    for name, asked in (
        ("check_deadlines", {"on": MUCH_LATER}), ("read_bounces", {}), ("seal_history", {}),
        ("brief_coordinators", {"on": MUCH_LATER}), ("deliver_letters", {}),
    ):  # fmt: skip
        with _failing(told, name):
            flow_of(f"flows.{name}:{name}")(**asked)


def break_flows(told: Told, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flow and a task of a flow, broken by an exception whose words name somebody."""

    def fails(*_: Any, **__: Any) -> Any:
        try:
            raise KeyError(canaries.ADDRESS)
        except KeyError as cause:
            raise ValueError(f"{canaries.NAME} <{canaries.ADDRESS}>, {secret}") from cause

    for name, inside, asked in (
        ("open_cohort", "_sheet", {"file": "marked.yaml"}), ("read_bounces", "read_all", {}),
    ):  # fmt: skip
        monkeypatch.setattr(f"flows.{name}.{inside}", fails)
        with _failing(told, f"{name} broken"):
            flow_of(f"flows.{name}:{name}")(**asked)


@contextmanager
def _failing(told: Told, name: str) -> Iterator[None]:
    try:
        yield
    except Exception as fault:
        told.failed.append(name)
        told.said.write(f"{fault!r} {fault.__cause__!r} {fault.__context__!r}\n")


def run_commands(told: Told, engine: Engine, folder: Path, unreachable: str) -> None:
    """Every command of the parser, on the database and on one that cannot be reached."""
    with reading(engine) as session:
        plan = session.scalars(select(Plan.reference)).one()
    given: dict[str, str] = {
        "plan": plan, "person_or_plan": plan, "who": canaries.ADDRESS,
        "email": canaries.COORDINATOR, "trigger": "suspend", "letter": "1", "batch": "1",
        "days": "7", "step": "hold_launch",
        "code": "2026-10", "to": "2026-10-12", "kind": "commune", "reason": "wrong", "seq": "1",
        "label": "reason", "version": "2", "role": "infitah_app", "idea": "1", "source": "x",
        "deliberation": "1", "deliberated_on": "2023-01-02", "author": "x", "note": "x",
        "opens": "2023-01-02", "closes": "2023-01-20", "notice": "x",
    }  # fmt: skip
    for path, actions in leaves(parser()):
        name = " ".join(path)
        if name in NOT_RUN:
            continue
        asked = [*path]
        for action in actions:
            chosen = given.get(action.dest, str(folder / f"{'-'.join(path)}.csv"))
            if action.choices and chosen not in action.choices:
                chosen = str(next(iter(action.choices)))
            asked += [*action.option_strings[:1], chosen]
        if name in ("account add", "account password"):
            asked.append("--password-stdin")
        told.commands[name] = _command(asked, str(engine.url))
    for asked in (["board"], ["person", "show", canaries.ADDRESS], ["sweep"], ["doctor"]):
        told.commands[f"{asked[0]}, unreachable"] = _command(asked, unreachable)


def leaves(of: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every command of a parser with what it must be given."""
    inside = [one for one in of._actions if isinstance(one, argparse._SubParsersAction)]
    if not inside:
        yield path, [one for one in of._actions if one.required]
    for one in inside:
        for name, child in one.choices.items():
            yield from leaves(child, (*path, name))


def _command(asked: list[str], url: str) -> str:
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said), redirect_stderr(said):
        patched.setattr("sys.stdin", io.StringIO(canaries.PASSWORD + "\n"))
        with suppress(SystemExit):
            try:
                main([*asked, "--db", url])
            except Exception as fault:  # as the interpreter would show it
                said.write(f"{type(fault)} {fault}\n")
    return said.getvalue()


def visit(told: Told, engine: Engine, clock: Any) -> None:
    """The portal as it is served: signing in wrong and right, pages, and a fault."""
    with writing(engine) as session:
        set_password(session, canaries.COORDINATOR, canaries.PASSWORD, clock.now())
    with (
        redirect_stderr(told.said),
        _served(create_app(engine, clock)) as address,
        httpx.Client(base_url=address, headers={"Connection": "close"}) as browser,
    ):
        for password in ("wrong " + canaries.PASSWORD, canaries.PASSWORD):
            fields = {"email": canaries.COORDINATOR, "password": password}
            browser.post("/sign-in", data=fields)
        told.cookies += list(browser.cookies.values())
        token = FORM_TOKEN.search(browser.get("/").text)
        assert token is not None, "nobody is signed in"
        told.cookies.append(token[1])
        for path in ("/work", "/outbox", "/work/cohorts", "/plans", "/audit", "/api/v1/plans"):
            browser.get(path)
        for secret in tokens_of(engine):
            browser.get(f"/l/{secret}")
            browser.post(f"/l/{secret}/report", data={"form_token": "x", "note": canaries.NAME})
        with _without_plans(engine):
            for path in ("/work", f"/plans?q={canaries.NAME}", "/api/v1/plans?kind=commune"):
                told.failed += [path] if browser.get(path).status_code == 500 else []


def tokens_of(engine: Engine) -> list[str]:
    """The tokens of the links that letters carry."""
    with reading(engine) as session:
        letters = [one.message for one in session.scalars(select(LetterMessage))]
    read = [message_from_bytes(one, policy=default) for one in letters if one]
    bodies = [one.get_body(("plain",)) for one in read]
    return sorted({one for body in bodies if body for one in TOKEN.findall(body.get_content())})


@contextmanager
def _without_plans(engine: Engine) -> Iterator[None]:
    with writing(engine) as session:
        session.execute(text("ALTER TABLE plan RENAME TO plan_that_is_gone"))
    yield
    with writing(engine) as session:
        session.execute(text("ALTER TABLE plan_that_is_gone RENAME TO plan"))


@contextmanager
def _served(app: Starlette) -> Iterator[str]:
    """An application served as `portal.serve` does, with its own log."""
    loggers = [logging.getLogger(name) for name in (*OURS, "uvicorn")]
    before = [(one, one.handlers[:], one.propagate, one.level) for one in loggers]
    set_up_log("uvicorn")
    config = Config(app, port=0, access_log=False, log_config=None)
    server = Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        for one, handlers, propagate, level in before:
            one.handlers[:], one.propagate = handlers, propagate
            one.setLevel(level)
