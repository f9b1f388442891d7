"""What somebody types is never a template: it stays as it is, wherever it is shown."""

import html
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import programme
import pytest
from conftest import NewDatabase
from consulting import OPENS, Consulting
from databases import opened
from followed import adopted
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from visitor import Visitor

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep
from models.database import reading, writing
from models.outbox import LetterMessage
from models.plan import Plan
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from portal.app import create_app
from portal.settings import PortalSettings

TYPED = "{{ 7331*7331 }}{% raw %}${7331*7331}#{7331*7331}<%= 7331*7331 %>{0}%s"
COMPUTED = "53743561"


@pytest.fixture
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    """Templates are the same over both databases."""
    with new_database("sqlite") as url, opened(url) as made:
        yield made


def letters(engine: Engine) -> str:
    """The subjects and texts of every letter, one after the other."""
    with reading(engine) as session:
        found = [one.message for one in session.scalars(select(LetterMessage))]
    read = [message_from_bytes(one, policy=default) for one in found if one]
    parts = [part for one in read for part in one.walk() if part.get_content_type()[:4] == "text"]
    names = [str(one[header]) for one in read for header in ("Subject", "To")]
    return "\n".join([*names, *(html.unescape(part.get_content()) for part in parts)])


def shown(app: object, path: str) -> str:
    answer = Visitor(app).get(path)  # type: ignore[arg-type]
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def test_names_and_reasons_stand_in_letters_as_they_were_typed(engine: Engine) -> None:
    named = {"focal_point_name": TYPED, "deputy_name": TYPED}
    open_few(engine, BENI_MELLAL, changed={BENI_MELLAL: named})
    clock = VirtualClock(FOUNDED + timedelta(days=31))
    sweep(engine, on=clock.on, clock=clock)
    with writing(engine) as session:
        plan = session.scalars(select(Plan.id)).one()
        door.fire(session, plan, "suspend", actor=acts.coordinator(1), at=clock.now(), reason=TYPED)
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    said = letters(engine)
    assert said.count("{{ 7331*7331 }}{% raw %}") > 3
    assert COMPUTED not in said


def test_titles_of_a_programme_stand_on_its_page_as_they_were_typed(engine: Engine) -> None:
    story = adopted(engine, programme.small(TYPED))
    with reading(engine) as session:
        reference = session.scalars(select(Plan.reference)).one()
    app = create_app(engine, story.clock, PortalSettings())
    for path in (f"/plans/{reference}/programme?lang=fr", "/api/v1/projects"):
        said = shown(app, path)
        assert TYPED in said, path
        assert COMPUTED not in said


def test_an_idea_of_a_citizen_stands_on_the_page_as_it_was_typed(engine: Engine) -> None:
    member = Consulting(engine)
    member.open()
    member.clock.on = OPENS
    member.idea(TYPED)
    app = create_app(engine, member.clock, PortalSettings())
    said = shown(app, f"/consultations/{member.reference}/ideas-1?lang=fr")
    assert TYPED in said
    assert COMPUTED not in said


def test_what_is_asked_of_a_page_comes_back_as_it_was_typed(engine: Engine) -> None:
    app = create_app(engine, VirtualClock(date(2023, 1, 5)), PortalSettings())
    for path in ("/plans", "/sign-in", "/work", "/nothing"):
        answer = Visitor(app).get(f"{path}?lang=fr&q={{{{7331*7331}}}}&next={{{{7331*7331}}}}")
        assert COMPUTED not in answer.text + str(answer.headers)
