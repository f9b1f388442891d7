"""The calendars to subscribe to: what they hold, what they never hold, and how they are asked."""

import asyncio
from datetime import date

import httpx
import icalendar
import pytest
from icalendar import Event
from sqlalchemy import Engine, select, update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from story import Story, begun

from lifecycle import acts
from lifecycle.onboarding import load_register
from lifecycle.rows import PLAN
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.words import CollectivityKind, FactBasis
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from portal.calendar_pages import CALENDAR_PAGES
from portal.headers import SafeHeaders
from portal.outbox import outbox_letter
from portal.pages import Site
from portal.route_table import Access

BENI_MELLAL = "/calendar/collectivities/05.091.01.0.ics"
ITS_REGION = "/calendar/regions/05.ics"


@pytest.fixture
def story(engine: Engine) -> Story:
    with writing(engine) as session:
        load_register(session)
    return begun(engine)


def get(story: Story, path: str, **headers: str) -> httpx.Response:
    routes = [Route(one.path, one.endpoint, methods=list(one.methods)) for one in CALENDAR_PAGES]
    routes.append(Route("/outbox/{number}", outbox_letter))
    app = Starlette(routes=routes, middleware=[Middleware(SafeHeaders)])
    app.state.site = Site(story.engine, story.clock)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def days(story: Story, path: str = BENI_MELLAL) -> dict[str, Event]:
    """The days of a calendar by the step or session that they mark."""
    answer = get(story, path)
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.content).events
    return {str(day["UID"]).split(".", 1)[1].split("@")[0]: day for day in found}


def test_a_collectivity_has_its_deadlines_and_the_session_it_aims_at(story: Story) -> None:
    marked = days(story)
    assert marked.pop("session.2023-10")["DTSTART"].dt == date(2023, 10, 2)
    assert {key.split(".")[0]: day["DTSTART"].dt for key, day in marked.items()} == {
        key: story.step(key).due_on for key in story.open_steps()
    }
    assert marked


def test_a_forecast_and_a_deadline_under_review_are_said_to_be_uncertain(story: Story) -> None:
    story.fire(acts.ASK_EXTENSION, step="adhere_to_charter", due_on=date(2022, 12, 9), reason="x")
    marked = days(story)
    assert marked["session.2023-10"]["STATUS"] == "TENTATIVE"
    assert marked["adhere_to_charter.1"]["STATUS"] == "TENTATIVE"
    assert marked["name_focal_point.1"]["STATUS"] == "CONFIRMED"


def test_a_moved_deadline_is_the_same_day_moved(story: Story) -> None:
    before = days(story)["adhere_to_charter.1"]
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 9), reason="x")
    after = days(story)["adhere_to_charter.1"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == date(2022, 12, 9)


def test_a_step_that_is_done_leaves_and_a_workshop_stays_for_a_year(story: Story) -> None:
    story.to_the_council(validated=False)
    marked = days(story)
    assert "adhere_to_charter.1" not in marked
    assert marked["hold_first_workshop.1"]["DTSTART"].dt == date(2023, 4, 20)
    assert marked["hold_second_workshop.1"]["DTSTART"].dt == date(2023, 7, 20)
    story.clock.on = date(2024, 6, 1)
    later = days(story)
    assert "hold_first_workshop.1" not in later
    assert "hold_second_workshop.1" in later


def test_a_plan_that_stands_still_marks_nothing(story: Story) -> None:
    assert days(story)
    story.fire("suspend", reason="elections")
    assert days(story) == {}


def test_a_plan_that_was_adopted_waits_for_no_session(story: Story) -> None:
    story.to_the_council()
    story.done("put_on_agenda")
    assert "session.2023-10" in days(story)
    story.on("2023-10-09")
    story.done("council_vote")
    story.on("2023-10-10")
    marked = days(story)
    assert not [key for key in marked if key.startswith("session.")]
    assert marked["council_vote.1"]["DTSTART"].dt == date(2023, 10, 9)


def test_a_region_has_the_days_of_its_collectivities_and_no_others(story: Story) -> None:
    assert set(days(story, ITS_REGION)) == set(days(story))
    assert days(story, "/calendar/regions/09.ics") == {}
    assert days(story, "/calendar/collectivities/09.ics") == {}


def test_a_region_that_is_a_member_has_a_calendar_of_its_own(engine: Engine) -> None:
    with writing(engine) as session:
        load_register(session)
    story = begun(engine, CollectivityKind.REGION)
    assert days(story, "/calendar/collectivities/09.ics")


def test_the_reader_is_told_the_name_and_how_often_to_ask(story: Story) -> None:
    french = icalendar.Calendar.from_ical(get(story, f"{BENI_MELLAL}?lang=fr").content)
    arabic = icalendar.Calendar.from_ical(get(story, BENI_MELLAL).content)
    assert french["X-WR-CALNAME"] == "Programmes d’ouverture – Commune de Béni Mellal"
    assert arabic["NAME"] == "برامج الانفتاح – جماعة بني ملال"
    assert french["REFRESH-INTERVAL"].to_ical() == b"PT6H"
    assert "Échéance" in get(story, f"{BENI_MELLAL}?lang=fr").text
    assert "Échéance" not in get(story, BENI_MELLAL).text


def test_a_reader_that_has_it_gets_nothing_until_something_changes(story: Story) -> None:
    first = get(story, BENI_MELLAL)
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"] == "public, max-age=3600"
    again = get(story, BENI_MELLAL, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 9), reason="x")
    changed = get(story, BENI_MELLAL, **{"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/collectivities/nowhere.ics",
        "/calendar/regions/99.ics",
        "/calendar/regions/05.091.01.0.ics",  # a commune is no region
        "/calendar/collectivities/%00.ics",  # PostgreSQL refuses it in a text
        "/outbox/00/calendar.ics",
        "/outbox/%00/calendar.ics",
    ],
)
def test_what_is_not_there_is_not_found(story: Story, path: str) -> None:
    assert get(story, path).status_code == 404


def test_a_calendar_names_no_person_and_carries_no_signed_link(story: Story) -> None:
    deliver_to_mailbox(story.engine, clock=story.clock, settings=MailSettings())
    with reading(story.engine) as session:
        people = session.scalars(select(Person)).all()
    assert people
    for path in (BENI_MELLAL, ITS_REGION, f"{ITS_REGION}?lang=fr"):
        said = get(story, path).content.replace(b"\r\n ", b"").decode()
        assert [p for p in people if p.name in said or p.email in said] == []
        assert "/l/" not in said
        assert "VALARM" not in said


def test_a_reason_that_somebody_wrote_is_not_in_the_calendar(story: Story) -> None:
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 9), reason="maladie")
    assert "maladie" not in get(story, f"{BENI_MELLAL}?lang=fr").text


def test_an_illustration_says_so(story: Story) -> None:
    said = "معطيات توضيحية"
    assert not any(said in day["DESCRIPTION"] for day in days(story).values())
    with writing(story.engine) as session:
        session.connection().execute(update(PLAN.id.table).values(basis=FactBasis.ILLUSTRATIVE))
    assert all(said in day["DESCRIPTION"] for day in days(story).values())


def test_the_calendar_of_a_letter_can_be_saved(story: Story) -> None:
    story.on("2022-11-10")
    deliver_to_mailbox(story.engine, clock=story.clock, settings=MailSettings())
    with reading(story.engine) as session:
        number = session.scalars(
            select(OutboxLetter.id).where(OutboxLetter.kind == "step_eve")
        ).first()
    path = f"/outbox/{number}/calendar.ics"
    shown = get(story, f"/outbox/{number}?lang=fr").text
    assert f'<a href="{path}" download' in shown
    assert "Pièces jointes" in shown
    answer = get(story, path)
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}.ics"'
    (day,) = icalendar.Calendar.from_ical(answer.content).events
    assert ".adhere_to_charter." in day["UID"]


def test_the_calendars_are_for_everybody_and_the_letters_are_not() -> None:
    assert {one.path.split("/")[1]: one.access for one in CALENDAR_PAGES} == {
        "calendar": Access.PUBLIC,
        "outbox": Access.READS_LETTERS,
    }
    assert all(one.methods == ("GET",) for one in CALENDAR_PAGES)
