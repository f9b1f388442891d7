"""When the portal itself fails: what the reader is told, and what stands in the log."""

import asyncio
import logging

import httpx
import pytest
from sqlalchemy import Engine, text
from starlette.applications import Starlette
from visitor import Visitor

from lifecycle.clock import VirtualClock
from models.database import writing
from models.log_lines import PlainLines
from portal.app import create_app
from portal.headers import HEADERS

CANARY = "Zakaria Benmarqueur <zakaria.benmarqueur@commune.example>"


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    """A portal whose table of plans is gone."""
    with writing(engine) as session:
        session.execute(text("ALTER TABLE plan RENAME TO gone"))
    return create_app(engine, clock)


def get(app: Starlette, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize(("path", "said"), [
    ("/plans?lang=fr", "Une panne est survenue"), ("/plans", "وقع عطل"),
    ("/api/v1/plans", "application/problem+json"),
])  # fmt: skip
def test_a_fault_is_told_in_our_words_with_our_headers_and_nothing_of_the_inside(
    app: Starlette, path: str, said: str
) -> None:
    answer = get(app, path)
    assert answer.status_code == 500
    assert said in answer.text + answer.headers["content-type"]
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    for inside in ("Traceback", "sqlalchemy", "SELECT", "no such table", ".py"):
        assert inside not in answer.text


def test_over_tls_every_answer_says_so_for_a_year_a_fault_too(
    app: Starlette, engine: Engine, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "strict-transport-security" not in Visitor(app).get("/healthz").headers
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://ouverture.example")
    secure = create_app(engine, clock)
    for path in ("/healthz", "/style.css", "/nothing", "/plans", "/api/v1/nothing"):
        told = get(secure, path).headers["strict-transport-security"]
        assert told == "max-age=31536000; includeSubDomains"


def test_a_fault_stands_in_the_log_by_its_kind_and_place_without_its_words() -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise ValueError(f"{CANARY} is no address") from cause
    except ValueError as fault:
        record = logging.LogRecord(
            "uvicorn.error", 40, __file__, 1, "Exception", (), (type(fault), fault, None)
        )
        said = PlainLines().format(record)
    assert "test_faults.py" in said
    assert said.index("builtins.KeyError") < said.index("builtins.ValueError")
    assert "Benmarqueur" not in said
    assert "commune.example" not in said
