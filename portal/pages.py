"""Pages from templates, in Arabic or French: words, dates and links ready for them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Match

from lifecycle.clock import Clock
from lifecycle.legal_time import CASABLANCA
from models.words import Language
from notifications.wording import long_date
from portal.page_words import page_words
from portal.settings import PortalSettings

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "pages"
SHEETS = ("style.css", "forms.css", "work.css")
OTHER = {Language.ARABIC: Language.FRENCH, Language.FRENCH: Language.ARABIC}


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs: the database and the clock."""

    engine: Engine
    clock: Clock


@cache
def environment() -> Environment:
    """The templates of the pages; an absent word is an error, and everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["query"] = _query
    return made


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site: Site = request.app.state.site
    return site


def settings_of(request: Request) -> PortalSettings:
    """How the portal that a request is for was opened."""
    settings: PortalSettings = request.app.state.settings
    return settings


def language_of(request: Request) -> Language:
    """The language asked for by `?lang=`; else that of a link's reader, else Arabic."""
    asked = request.query_params.get("lang")
    if asked in ("ar", "fr"):
        return Language(asked)
    known: Language | None = getattr(request.state, "language", None)
    return known or Language.ARABIC


def page(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """One page in the language of the request."""
    language = language_of(request)
    other = {**request.query_params, "lang": OTHER[language].value}
    shared = {
        "lang": language.value,
        "dir": "rtl" if language is Language.ARABIC else "ltr",
        "w": page_words(language),
        "other_language": f"{_readable(request)}?{urlencode(other)}",
        "other": OTHER[language].value,
        "day": lambda on: long_date(on, language) if on else "",
        "instant": lambda at: _instant(at, language),
        "today": site_of(request).clock.today(),
        "sheets": [f"/{name}?v={digest}" for name, digest in sheets().items()],
        "viewer": viewer_of(request),
        "letters_open": letters_open(request),
    }
    return HTMLResponse(environment().get_template(template).render(shared | facts), status)


def _readable(request: Request) -> str:
    """The path that the other language is read at: this one, or what it answers for.

    The answer to a form that has no page of its own cannot be asked for again by a link.
    """
    asked = {**request.scope, "method": "GET"}
    path = request.url.path
    if any(route.matches(asked)[0] is Match.FULL for route in request.app.routes):
        return path
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[1] == "l" else "/work" if parts[1] == "work" else "/"


def viewer_of(request: Request) -> Any:
    """Who is signed in (`portal.viewer.Viewer`), None when nobody is."""
    return getattr(request.state, "viewer", None)


def letters_open(request: Request) -> bool:
    """Whether whoever asks may open the mailbox, so that the pages offer it."""
    viewer = viewer_of(request)
    everybody = bool(getattr(request.app.state, "open_outbox", False))
    return everybody or (viewer is not None and bool(viewer.national))


@cache
def sheets() -> dict[str, str]:
    """The style sheets that exist, by name, each with a digest: a changed one has a new address."""
    files = [FOLDER / name for name in SHEETS if (FOLDER / name).exists()]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files}


def _instant(at: datetime | None, language: Language) -> str:
    """A date and hour in Casablanca."""
    if at is None:
        return ""
    local = at.astimezone(CASABLANCA)
    return f"{long_date(local.date(), language)} {local:%H:%M}"


def _query(**parameters: Any) -> str:
    """A query string without what is empty."""
    return urlencode({name: value for name, value in parameters.items() if value not in ("", None)})
