"""The route table: each page, its methods, and who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Access(StrEnum):
    """Who may open a page."""

    PUBLIC = "public"  # anybody; no personal data
    LINK = "link"  # whoever has the signed link in the address
    SIGNED_IN = "signed_in"  # a coordinator, admin or auditor: to read
    DECIDES = "decides"  # a coordinator of the plan's region, a national one, an admin
    NATIONAL = "national"  # a national coordinator or an admin
    AUDITS = "audits"  # an auditor, a national coordinator or an admin: to read what proves it
    METRICS = "metrics"  # a scraper with the token, or this machine where the settings say so
    READS_LETTERS = "reads_letters"  # as NATIONAL, or anybody where the portal says so


@dataclass(frozen=True, slots=True)
class Page:
    """One route of the portal. `endpoint` takes a Starlette request and gives a response.

    `personal` pages show people's names, addresses or papers: who opens one while signed in is
    recorded (law 09-08), though nothing is done there.
    """

    path: str
    endpoint: Callable[..., Any]
    access: Access
    methods: tuple[str, ...] = ("GET",)
    personal: bool = False
