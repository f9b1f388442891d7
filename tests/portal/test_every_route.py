"""Whatever is sent to any page, the portal does not fall over and answers in the reader's words."""

import asyncio
import string
from datetime import date
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette
from starlette.routing import Route

from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep
from models.database import open_database, reading
from models.outbox import OutboxLetter
from models.plan import Plan
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from portal.app import create_app

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
# What breaks readers of addresses and forms: other scripts, marks of direction, half pairs of %.
ODD = st.text(
    st.sampled_from([*string.printable[:95], "\u202e", "\u200f", "ع", "٣", "é", "\x00", "😀", "%"]),
    max_size=40,
)
VALUES = st.one_of(
    ODD,
    st.sampled_from(["", "fr", "ar", "-1", "99999999999999999999", "2023-02-30", "' OR 1=1", "on"]),
)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Any) -> Engine:
    """A member on its first day, with its letters, in a file of its own."""
    file = tmp_path_factory.mktemp("routes") / "infitah.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_database(f"sqlite:///{file}")
    open_few(engine, BENI_MELLAL)
    clock = VirtualClock(FOUNDED)
    sweep(engine, on=clock.on, clock=clock)
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    return engine


def known(engine: Engine) -> dict[str, list[str]]:
    """Values that some parameter of some path really has."""
    with reading(engine) as session:
        plans = list(session.scalars(select(Plan.reference)))
        letters = list(session.scalars(select(OutboxLetter.id).limit(3)))
    return {
        "reference": plans,
        "number": letters,
        "code": [BENI_MELLAL, "05"],
        "chain": [*plans, "log"],
        "seq": ["1", "2", "9" * 15],
        "tile": ["0/000", "0/000.p/1", "1/x001/000"],
        "size": ["1", "2"],
        "file": ["plans.csv", "totals.json", "datapackage.json"],
        "any": ["accept", "1"],
    }


async def ask(app: Starlette, method: str, path: str, **more: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.request(method, path, **more)


def quoted(text: str) -> str:
    """One part of a path, so that it stays one part."""
    return "".join(f"%{byte:02X}" for byte in text.encode()) or "-"


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_page_falls_over_whatever_it_is_sent(cohort: Engine, data: st.DataObject) -> None:
    app = create_app(cohort, VirtualClock(date(2022, 11, 2)))
    routes = [route for route in app.routes if isinstance(route, Route)]
    route = data.draw(st.sampled_from(routes))
    values = known(cohort)
    path = route.path
    for name in route.param_convertors:
        good = values.get(name, values["any"])
        value = data.draw(st.one_of(st.sampled_from(good), ODD))
        for form in (f"{{{name}}}", f"{{{name}:path}}"):
            path = path.replace(form, value if value in good else quoted(value))
    body = data.draw(
        st.one_of(
            st.none(),
            st.dictionaries(ODD, VALUES, max_size=5).map(lambda form: {"data": form}),
            st.dictionaries(
                ODD.filter(bool), st.binary(max_size=60), max_size=3
            ).map(lambda files: {"files": files}),
            st.binary(max_size=200).map(
                lambda raw: {"content": raw, "headers": {"Content-Type": "multipart/form-data"}}
            ),
        )
    )  # fmt: skip
    query = data.draw(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3))
    method = data.draw(st.sampled_from(METHODS))
    answer = asyncio.run(ask(app, method, path, params=query, **(body or {})))
    assert answer.status_code < 500, f"{method} {path} {query} {body}: {answer.status_code}"
    if (
        method != "HEAD"
        and answer.status_code in (403, 404, 422)
        and "html" in answer.headers["content-type"]
    ):
        assert '<html lang="' in answer.text


NAMES = ["lang", "region", "state", "kind", "page", "collectivity", "cohort", "stage", "q", "late",
         "session", "next", "origin", "actor", "happened_from", "recorded_to", "before", "skip",
         "plan", "old", "new", "view", "size", "by", "only"]  # fmt: skip
