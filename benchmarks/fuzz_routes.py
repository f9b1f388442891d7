"""Every route of the portal as a target: method, path, query and body are taken from the bytes."""

import asyncio
import os
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import quote

import httpx
from sqlalchemy import Engine, select
from starlette.applications import Starlette
from starlette.routing import Route

from benchmarks.fuzz_targets import FOUNDERS, Target
from lifecycle import acts
from lifecycle.accounts import set_password
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.onboarding import open_cohort
from lifecycle.sweep import sweep
from models.account import AccountSession
from models.database import open_database, writing
from models.plan import Plan
from models.schema import migrate
from models.words import LinkAct
from notifications.delivery import deliver_to_mailbox
from notifications.link_keys import load_keys
from notifications.links import Bound, LinkDesk
from notifications.settings import MailSettings
from portal.app import create_app
from portal.sessions import begin
from portal.settings import PortalSettings

NATIONAL = "national@coordination.example"
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")
CLOCK = VirtualClock(date(2022, 11, 2))


@cache
def _site() -> tuple[Starlette, str, str, str, str]:
    """A portal with one member, who is signed in, the token of its forms, a link, a plan."""
    folder = Path(tempfile.mkdtemp(prefix="infitah-fuzz-"))
    os.environ["INFITAH_DATA"] = str(folder)
    engine = open_database(f"sqlite:///{folder / 'infitah.db'}")
    migrate(engine)
    lines = (FOUNDERS / "2022-founders.csv").read_bytes().splitlines(keepends=True)
    calendar = FOUNDERS / "2022-founders.yaml"
    open_cohort(
        engine, b"".join(lines[:2]), "members.csv",
        read_calendar(calendar.read_text(encoding="utf-8"), calendar.name),
        clock=VirtualClock(CLOCK.on - timedelta(days=12)), actor=acts.coordinator(1),
        dry_run=False, cause="fuzz",
    )  # fmt: skip
    sweep(engine, on=CLOCK.on, clock=CLOCK)
    deliver_to_mailbox(engine, clock=CLOCK, settings=MailSettings())
    cookie, form, token, plan = _ways_in(engine)
    return create_app(engine, CLOCK, PortalSettings()), cookie, form, token, plan


def _ways_in(engine: Engine) -> tuple[str, str, str, str]:
    with writing(engine) as session:
        account = set_password(session, NATIONAL, "une longue phrase de passe", CLOCK.now())
        cookie = begin(session, account.person_id, CLOCK.now())
        session.flush()
        form = session.scalars(select(AccountSession.form_token)).one()
        plan = session.scalars(select(Plan)).one()
        bound = Bound(LinkAct.FOLLOW, account.person_id, plan.id, None, None, None)
        desk = LinkDesk(session, load_keys(), CLOCK.now(), CLOCK.today())
        desk.look_up([bound])
        token = desk.token(bound)
        desk.store()
        return cookie, form, token, plan.reference


def ask(given: bytes) -> object:
    """One request; its lines are the route's number, a method, values, query and fields."""
    app, cookie, form, token, plan = _site()
    parts = [one.decode(errors="replace") for one in given.split(b"\n")]
    parts += [""] * (6 - len(parts))
    routes = [one for one in app.routes if isinstance(one, Route)]
    route = routes[sum(parts[0].encode()) % len(routes)]
    known = {"reference": plan, "token": token, "seq": "1", "number": "1", "batch": "1"}
    path = route.path
    for name in route.param_convertors:
        value = quote(parts[2][:200], safe="") or known.get(name, "1")
        for hole in (f"{{{name}}}", f"{{{name}:path}}"):
            path = path.replace(hole, known.get(name, value) if parts[3] == "known" else value)
    fields = dict(one.partition("=")[::2] for one in "\n".join(parts[5:]).split("&"))
    method = METHODS[sum(parts[1].encode()) % len(METHODS)]
    more = {"data": fields | {"form_token": form}} if method == "POST" else {}
    query = f"{path}?{quote(parts[4], safe='=&%+')}"
    answer = asyncio.run(_send(app, method, query, cookie, **more))
    assert answer.status_code < 500, (method, query, answer.status_code)
    return answer


async def _send(
    app: Starlette, method: str, path: str, cookie: str, **more: object
) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", cookies={"infitah": cookie}
    ) as client:
        return await client.request(method, path, **more)


# The name of a route stands in a seed by any letters: their sum chooses it.
ROUTES = Target(
    ask,
    tuple(
        f"{chr(33 + number)}\n{method}\nx\nknown\nlang=fr&page=2&q=x\nreason=x&on=2022".encode()
        for number in range(90)
        for method in ("A", "B")
    ),
    (httpx.InvalidURL, UnicodeEncodeError),
)
