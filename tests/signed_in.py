"""Somebody who is signed in: a browser with a cookie jar, without a network."""

import asyncio
import re
from typing import Any

import httpx
from sqlalchemy import Engine
from starlette.applications import Starlette

from lifecycle.accounts import set_password
from lifecycle.clock import Clock
from models.database import writing

PASSWORD = "une longue phrase de passe"
NATIONAL = "national@coordination.example"
ADMIN = "admin@coordination.example"
AUDITOR = "auditor@coordination.example"
OF_BENI_MELLAL = "region.beni-mellal-khenifra@coordination.example"
OF_ORIENTAL = "region.oriental@coordination.example"
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def with_accounts(engine: Engine, clock: Clock, *emails: str) -> None:
    """Give accounts to people of the founders' calendar."""
    with writing(engine) as session:
        for email in emails:
            set_password(session, email, PASSWORD, clock.now())


class SignedIn:
    """A browser that keeps its cookie; signed in when it is given an address."""

    def __init__(self, app: Starlette, email: str = "", password: str = PASSWORD) -> None:
        self.app, self.cookies, self.form_token = app, httpx.Cookies(), ""
        if email:
            answer = self.post("/sign-in?lang=fr", {"email": email, "password": password})
            assert answer.status_code == 303, answer.text
            # The way out stands on every page, with the token that every form carries.
            found = FORM_TOKEN.search(self.get("/?lang=fr").text)
            assert found is not None
            self.form_token = found[1]

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form with its token, unless the fields bring their own."""
        token = {"form_token": self.form_token} if self.form_token else {}
        return self.ask("POST", path, data=token | (fields or {}), **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask(method, path, **more))

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
            return answer
