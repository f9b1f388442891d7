"""A small network for tests: every way in which a programme is shown, or is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import builders
import programme
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.content import Content, Partner
from models.database import writing
from models.person import Person
from models.words import CollectivityKind, FactBasis, FilingSource, PartnerKind, Principle, Stage

TODAY = date(2024, 10, 1)
SHOWN, SMALL, EMPTY = "PAO-2022-09-1", "PAO-2022-05091010-1", "PAO-2022-050910701-1"
DRAFTED, SUSPENDED, LEFT = (f"PAO-2022-05091070{n}-1" for n in (2, 3, 4))
NAME, WRITTEN = "Zoubida Testouri", "Mme Testardi est souffrante"
DELIBERATED = {"deliberation": "12/2024", "deliberated_on": "2024-09-15"}


def open_network(engine: Engine) -> None:
    """Six members: two are shown, four are missing, each for another reason. All have people."""
    with writing(engine) as session:
        region = _plan(session, CollectivityKind.REGION, stage=Stage.IMPLEMENTATION)
        commune = _plan(session, stage=Stage.IMPLEMENTATION, basis=FactBasis.ILLUSTRATIVE)
        _plan(session, code="05.091.07.01", stage=Stage.IMPLEMENTATION)
        _plan(session, code="05.091.07.02", stage=Stage.CO_CREATION)
        suspended = _plan(session, code="05.091.07.03", stage=Stage.CO_CREATION)
        left = _plan(session, code="05.091.07.04")
        amend(session, region, programme.oriental())
        amend(session, commune, spreadsheet_trap())
        _hold(session, suspended, "suspend", {"published_reason": "elections"})
        _hold(session, left, "withdraw", {})
        for number, person in enumerate(session.scalars(select(Person))):
            person.name, person.email = NAME, f"zoubida{number}@personne.example"


def spreadsheet_trap() -> Content:
    """One project whose title a spreadsheet would run, with a partner and no dates."""
    partner = Partner(name="Association Al Amal", kind=PartnerKind.CIVIL_SOCIETY)
    one = programme.project(
        "1.1", title_fr='=HYPERLINK("http://x.example")', principle=Principle.PARTICIPATION,
        partners=(partner,), starts_on=None, ends_on=None, budget=Decimal("0.10"), unit=NAME,
        funding=WRITTEN,
    )  # fmt: skip
    return Content(axes=(programme.axis("1", one),))


def amend(session: Session, number: int, content: Content) -> None:
    """Put a content in force, as a council does that amends what it adopted."""
    door.fire(
        session, number, acts.AMEND_CONTENT, actor=builders.COORDINATOR, reason=WRITTEN,
        at=VirtualClock(TODAY).now(), content=content, filing_source=FilingSource.SHEET,
        said=DELIBERATED,
    )  # fmt: skip


def _plan(session: Session, kind: Any = CollectivityKind.COMMUNE, **more: Any) -> int:
    number = builders.plan(session, kind, **more)
    builders.people_of(session, builders.collectivity(session, kind, more.get("code")))
    return number


def _hold(session: Session, number: int, trigger: str, said: dict[str, str]) -> None:
    door.fire(
        session, number, trigger, actor=builders.COORDINATOR, reason=WRITTEN, said=said,
        at=VirtualClock(date(2024, 2, 1)).now(),
    )  # fmt: skip
