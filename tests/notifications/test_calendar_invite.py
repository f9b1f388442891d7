"""The calendar that letters carry: what a focal point's calendar holds after each of them."""

from datetime import date

import icalendar
import pytest
from icalendar import Calendar, Event
from sqlalchemy import Engine, select, update
from story import Story, begun

from lifecycle import acts
from lifecycle.language import FieldType
from lifecycle.onboarding import load_register
from lifecycle.pathway import VERSIONS
from lifecycle.rows import PLAN
from models.base import table_of
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.person import Person
from models.words import FactBasis, Language, LetterState
from notifications.calendar_days import HELD
from notifications.delivery import deliver_to_mailbox
from notifications.mailbox import calendar_of, open_letter
from notifications.settings import MailSettings

SETTINGS = MailSettings(base_url="https://pao.example")


@pytest.fixture
def story(engine: Engine) -> Story:
    with writing(engine) as session:
        load_register(session)
    told = begun(engine)
    deliver(told)  # the welcome is the letter of the first day
    told.on("2022-10-24")
    return told


def deliver(story: Story) -> list[OutboxLetter]:
    """The letters that leave today, in the order of their numbers."""
    with reading(story.engine) as session:
        before = set(session.scalars(select(LetterMessage.letter_id)))
    deliver_to_mailbox(story.engine, clock=story.clock, settings=SETTINGS)
    with reading(story.engine) as session:
        written = select(OutboxLetter).join(
            LetterMessage, LetterMessage.letter_id == OutboxLetter.id
        )
        return [one for one in session.scalars(written) if one.id not in before]


def calendars(story: Story, kind: str) -> list[Calendar]:
    """The calendars that letters of a kind carry, of those that leave today."""
    found = []
    for letter in deliver(story):
        if letter.kind == kind:
            with reading(story.engine) as session:
                carried = calendar_of(session, letter.id)
            if carried is not None:
                found.append(icalendar.Calendar.from_ical(carried))
    return found


def days(story: Story, kind: str) -> list[Event]:
    return [day for calendar in calendars(story, kind) for day in calendar.events]


def day(story: Story, kind: str) -> Event:
    """The one day that the letters of a kind mark, the same in each of them."""
    found = days(story, kind)
    assert len({(one["UID"], one["DTSTART"].dt, one["SEQUENCE"]) for one in found}) == 1, found
    return found[0]


def everybody_reads(story: Story, language: Language) -> None:
    with writing(story.engine) as session:
        for person in session.scalars(select(Person)):
            person.language = language


def to_the_council(story: Story, *, validated: bool = True) -> None:
    """The plan comes before the council, and nobody waits for a letter of before."""
    story.to_the_council(validated=validated)
    gone = {"state": LetterState.CANCELLED, "next_at": None}
    with writing(story.engine) as session:
        session.connection().execute(update(table_of(OutboxLetter)).values(gone))


def test_a_deadline_is_a_day_that_the_calendar_keeps(story: Story) -> None:
    story.on("2022-11-09")
    deliver(story)
    story.on("2022-11-10")  # the eve of the charter's deadline
    calendar, *_ = calendars(story, "step_eve")
    assert calendar["METHOD"] == "PUBLISH"
    (marked,) = calendar.events
    assert marked["UID"] == f"{reference(story)}.adhere_to_charter.1@infitah.example"
    assert marked["DTSTART"].dt == story.step("adhere_to_charter").due_on
    assert marked["STATUS"] == "CONFIRMED"
    assert len(marked.walk("VALARM")) == 1


def reference(story: Story) -> str:
    with reading(story.engine) as session:
        query = select(OutboxLetter.key).where(OutboxLetter.plan_id == story.plan)
        return session.scalars(query).first().split(":")[0]  # type: ignore[union-attr]


def test_the_day_of_the_list_marks_every_deadline_that_it_names(story: Story) -> None:
    marked = {one["UID"].split(".")[1]: one["DTSTART"].dt for one in days(story, "daily_list")}
    assert set(marked) == set(story.open_steps())
    assert marked == {key: story.step(key).due_on for key in marked}


@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        (Language.ARABIC, ["آخر أجل: ", "جماعة بني ملال"], ["Échéance", "|"]),
        (Language.FRENCH, ["Échéance\u00a0: ", "Commune de Béni Mellal"], ["آخر", "|"]),
        (Language.BOTH, ["آخر أجل: ", " | Échéance\u00a0: "], []),
    ],
)
def test_a_day_speaks_the_language_of_its_reader(
    story: Story, language: Language, said: list[str], unsaid: list[str]
) -> None:
    everybody_reads(story, language)
    deliver(story)
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 1), reason="x")
    summary = str(day(story, "deadline_moved")["SUMMARY"])
    assert [words for words in said if words not in summary] == []
    assert [words for words in unsaid if words in summary] == []


def test_a_moved_deadline_keeps_its_name_and_comes_after_the_first(story: Story) -> None:
    first = next(d for d in days(story, "daily_list") if ".adhere_to_charter." in d["UID"])
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 1), reason="x")
    moved = day(story, "deadline_moved")
    assert moved["UID"] == first["UID"]
    assert moved["DTSTART"].dt == date(2022, 12, 1)
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert "الأجل الأصلي" in moved["DESCRIPTION"]
    story.fire(acts.MOVE, step="adhere_to_charter", due_on=date(2022, 12, 2), reason="again")
    again = day(story, "deadline_moved")
    assert again["SEQUENCE"] > moved["SEQUENCE"]


def test_an_extension_that_is_refused_gives_the_day_again(story: Story) -> None:
    deliver(story)
    story.fire(acts.ASK_EXTENSION, step="adhere_to_charter", due_on=date(2022, 12, 1), reason="x")
    story.on("2022-10-25")
    story.fire(acts.REFUSE_EXTENSION, step="adhere_to_charter", reason="no")
    marked = day(story, "extension_refused")
    assert marked["DTSTART"].dt == story.step("adhere_to_charter").due_on
    assert marked["STATUS"] == "CONFIRMED"


def test_a_step_that_is_returned_is_to_be_done_by_its_day(story: Story) -> None:
    deliver(story)
    story.report("adhere_to_charter")
    story.fire(acts.RETURN, step="adhere_to_charter", reason="unsigned")
    returned = day(story, "step_returned")
    assert returned["DTSTART"].dt == story.step("adhere_to_charter").due_on


def test_an_accepted_step_leaves_the_calendar(story: Story) -> None:
    first = next(d for d in days(story, "daily_list") if ".adhere_to_charter." in d["UID"])
    story.on("2022-10-25")
    story.done("adhere_to_charter")
    cancelled = day(story, "step_accepted")
    assert (cancelled["UID"], cancelled["STATUS"]) == (first["UID"], "CANCELLED")
    assert cancelled["SEQUENCE"] > first["SEQUENCE"]
    assert cancelled.walk("VALARM") == []


def test_a_workshop_that_was_held_stands_on_the_day_it_was_held(story: Story) -> None:
    to_the_council(story, validated=False)
    story.clock.on = date(2023, 8, 28)
    story.done("validate_programme", held_on="2023-08-25")
    held = day(story, "step_accepted")
    assert (held["DTSTART"].dt, held["STATUS"]) == (date(2023, 8, 25), "CONFIRMED")
    assert "آخر أجل" not in held["SUMMARY"]
    assert held.walk("VALARM") == []


def test_the_workshops_are_the_steps_whose_evidence_says_when_they_were_held() -> None:
    assert {
        rule.key
        for table in VERSIONS.values()
        for rule in table.steps
        if ("held_on", FieldType.DATE) in {(field.key, field.type) for field in rule.evidence}
    } == HELD
    assert {"hold_first_workshop", "hold_co_evaluation_workshop", "council_vote"} <= HELD
    assert "adhere_to_charter" not in HELD


def test_a_moved_session_marks_itself_and_every_open_deadline(story: Story) -> None:
    to_the_council(story)
    story.move_session("2023-10", "2023-10-16")
    marked = {one["UID"].split("@")[0]: one for one in days(story, "session_moved")}
    session = marked[f"{reference(story)}.session.2023-10"]
    assert (session["DTSTART"].dt, session["STATUS"]) == (date(2023, 10, 16), "TENTATIVE")
    step = marked[f"{reference(story)}.put_on_agenda.1"]
    assert step["DTSTART"].dt == date(2023, 9, 26)
    assert len(marked) == 2


def test_coordinators_get_no_calendar_by_letter(story: Story) -> None:
    to_the_council(story)
    story.move_session("2023-10", "2023-10-16")
    carrying = {}
    for letter in deliver(story):
        if letter.kind == "session_moved":
            with reading(story.engine) as session:
                carrying[letter.role.value] = calendar_of(session, letter.id) is not None
    assert carrying == {"focal_point": True, "president": True, "region_coordinator": False}


def test_no_signed_link_stands_in_a_calendar(story: Story) -> None:
    """A calendar is shared with colleagues; a signed link is one person's."""
    for letter in deliver(story):
        with reading(story.engine) as session:
            carried, opened = calendar_of(session, letter.id), open_letter(session, letter.id)
        assert opened is not None
        if carried is not None:
            assert any("/l/" in link for link in opened.links)
            assert b"/l/" not in carried.replace(b"\r\n ", b"")
            assert b"https://pao.example/plans/" in carried.replace(b"\r\n ", b"")


def test_a_letter_that_marks_no_day_carries_no_calendar(story: Story) -> None:
    deliver(story)
    story.fire("suspend", reason="elections")
    sent = [letter for letter in deliver(story) if letter.kind == "plan_suspended"]
    assert sent
    for letter in sent:
        with reading(story.engine) as session:
            opened = open_letter(session, letter.id)
        assert opened is not None
        assert opened.calendar is None


def test_the_mailbox_still_shows_the_words_of_a_letter_with_a_calendar(story: Story) -> None:
    letter = next(one for one in deliver(story) if one.kind == "daily_list")
    with reading(story.engine) as session:
        opened, carried = open_letter(session, letter.id), calendar_of(session, letter.id)
    assert opened is not None
    assert carried is not None
    assert "/l/" in opened.text
    assert opened.html.startswith("<!doctype html>")
    assert opened.calendar == ("calendar.ics", len(carried))
    assert letter.state == LetterState.ACCEPTED


def test_an_illustration_says_so_in_the_calendar_too(story: Story) -> None:
    with writing(story.engine) as session:
        session.connection().execute(update(PLAN.id.table).values(basis=FactBasis.ILLUSTRATIVE))
    assert all("معطيات توضيحية" in one["DESCRIPTION"] for one in days(story, "daily_list"))
