"""Somebody with a link of a letter: the plan it is about, and a browser that sends its forms."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import builders
import httpx
from sqlalchemy import Engine
from starlette.applications import Starlette
from visitor import an_app

from lifecycle.clock import VirtualClock
from models.base import Base
from models.database import reading, writing
from models.words import LinkAct, Role
from notifications.link_keys import load_keys
from notifications.links import Bound, LinkDesk
from portal.link_pages import LINK_PAGES

STEP = "attend_orientation"
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass
class Linked:
    """A commune's plan that has just joined, its people, and the pages behind links."""

    engine: Engine
    clock: VirtualClock
    plan: int
    people: dict[Role, int]
    app: Starlette
    typed: dict[str, str] = field(default_factory=dict)

    def token(
        self,
        act: LinkAct = LinkAct.ANSWER,
        role: Role = Role.FOCAL_POINT,
        *,
        step: str | None = STEP,
        succession: int | None = None,
        person: int | None = None,
        plan: int | None = None,
    ) -> str:
        """The token that a letter of today would carry."""
        answers = act == LinkAct.ANSWER
        bound = Bound(
            act,
            person or self.people[role],
            plan or self.plan,
            step if answers else None,
            1 if answers else None,
            succession,
        )
        with writing(self.engine) as session:
            desk = LinkDesk(session, load_keys(), self.clock.now(), self.clock.today())
            desk.look_up([bound])
            token = desk.token(bound)
            desk.store()
        return token

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask(method, path, **more))

    def send(
        self, path: str, fields: dict[str, str], *, shown_on: str = "", **more: Any
    ) -> httpx.Response:
        """Open a form and send it, with what a person types; `shown_on` is the page it is on."""
        page = path.partition("?")[0]
        shown = self.get(shown_on or path)
        form = re.search(rf'action="{re.escape(page)}\?.*?</form>', shown.text, re.DOTALL)
        assert form is not None, shown.text
        found = FORM_TOKEN.search(form[0])
        assert found is not None, form[0]
        return self.ask("POST", path, data={"form_token": found[1]} | fields, **more)

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **more)


def a_linked_plan(engine: Engine, clock: VirtualClock) -> Linked:
    """A commune that joined at the clock's date, with a person for each of its roles."""
    with writing(engine) as session:
        plan = builders.plan(session, clock=clock)
        people = builders.people_of(session, builders.collectivity(session))
        numbers = {role: who.id for role, who in people.items()}
    return Linked(engine, clock, plan, numbers, an_app(engine, clock, LINK_PAGES))


def every_row(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All that the database holds, table by table."""
    with reading(engine) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


def date_boxes(name: str, on: date) -> dict[str, str]:
    """The three boxes of a date."""
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }
