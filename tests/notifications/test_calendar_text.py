"""Calendar text: what the icalendar library writes, byte for byte, and reads back."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.calendar_text import (
    DayStatus,
    MarkedDay,
    Sender,
    calendar_text,
    text_line,
)

SENDER = Sender("شبكة الجماعات المنفتحة: التنسيق", "coordination@infitah.example")
DAY = MarkedDay(
    uid="PAO-2026-0017.hold_first_workshop.1@infitah.example",
    on=date(2026, 11, 30),
    summary="آخر أجل: تنظيم الورشة الأولى للإعداد المشترك – جماعة عين الزيتون | Échéance : atelier",
    description="Tenir l’atelier, puis déclarer ; voir le guide.\nPAO-2026-0017",
    url="https://pao.example/plans/PAO-2026-0017",
    sequence=7,
    stamp=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    alarm="آخر أجل: تنظيم الورشة الأولى",
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


def by_the_library(day: MarkedDay) -> bytes:
    """The same day as the icalendar library writes it."""
    made = icalendar.Event()
    made.add("uid", day.uid)
    made.add("dtstamp", day.stamp)
    made.add("dtstart", day.on)
    made.add("dtend", day.on + timedelta(days=1))
    made.add("summary", day.summary)
    made.add("description", day.description)
    made.add("url", day.url)
    made.add("sequence", day.sequence)
    made.add("transp", "TRANSPARENT")
    made.add("status", str(day.status))
    organizer = icalendar.vCalAddress(f"mailto:{SENDER.address}")
    organizer.params["CN"] = SENDER.name
    made.add("organizer", organizer)
    if day.alarm:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", day.alarm)
        alarm.add("trigger", timedelta(hours=-15))
        made.add_component(alarm)
    return made.to_ical()


def body_of(calendar: bytes) -> bytes:
    """The lines of the days, without those of the calendar around them."""
    start, end = calendar.index(b"BEGIN:VEVENT"), calendar.rindex(b"END:VCALENDAR")
    return calendar[start:end]


def read(calendar: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar).events


@pytest.mark.parametrize("status", DayStatus)
@pytest.mark.parametrize("alarm", ["", DAY.alarm])
def test_a_day_is_what_the_library_writes(status: DayStatus, alarm: str) -> None:
    day = MarkedDay(DAY.uid, DAY.on, DAY.summary, DAY.description, DAY.url, DAY.sequence,
                    DAY.stamp, status, alarm)  # fmt: skip
    assert body_of(calendar_text([day], SENDER)) == by_the_library(day)


@given(summary=WORDS, description=st.lists(WORDS, max_size=4))
def test_any_words_come_back_as_they_were_written(summary: str, description: list[str]) -> None:
    said = "\n".join(description)
    day = MarkedDay(DAY.uid, DAY.on, summary, said, DAY.url, 1, DAY.stamp)
    written = calendar_text([day], SENDER)
    unfolded = written.decode().replace("\r\n ", "")
    assert f"\r\n{text_line('SUMMARY', summary)}\r\n" in unfolded
    assert text_line("DESCRIPTION", said).count("\n") == 0
    (back,) = read(written)
    assert (str(back["SUMMARY"]), str(back["DESCRIPTION"])) == (summary, said)


@given(WORDS)
def test_no_line_is_longer_than_75_bytes_nor_cut_inside_a_letter(words: str) -> None:
    day = MarkedDay(DAY.uid, DAY.on, words, words, DAY.url, 1, DAY.stamp, alarm=words)
    lines = calendar_text([day], Sender(words, SENDER.address)).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    for line in lines:
        line.decode()


def test_a_line_end_in_a_name_makes_no_line_of_its_own() -> None:
    forged = Sender('Réseau"\r\nATTENDEE:mailto:x@y.example', SENDER.address)
    written = calendar_text([DAY], forged)
    assert b"\r\nATTENDEE" not in written
    assert b"\r\nX:1" not in calendar_text(
        [MarkedDay(DAY.uid, DAY.on, "a\r\nX:1", "b", DAY.url, 1, DAY.stamp)], SENDER
    )


def test_a_day_lasts_all_day_and_takes_no_time_of_anybody() -> None:
    (day,) = read(calendar_text([DAY], SENDER))
    assert day["DTSTART"].dt == date(2026, 11, 30)
    assert day["DTEND"].dt == date(2026, 12, 1)
    assert day["TRANSP"] == "TRANSPARENT"
    assert b"VTIMEZONE" not in calendar_text([DAY], SENDER)


def test_the_stamp_is_in_utc_whatever_zone_it_comes_in() -> None:
    local = DAY.stamp.astimezone(timezone(timedelta(hours=1)))
    elsewhere = MarkedDay(DAY.uid, DAY.on, "a", "b", DAY.url, 1, local)
    assert b"DTSTAMP:20261123T090000Z" in calendar_text([elsewhere], SENDER)


def test_the_reminder_is_at_nine_on_the_day_before() -> None:
    (day,) = read(calendar_text([DAY], SENDER))
    (alarm,) = day.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)
    assert alarm["ACTION"] == "DISPLAY"
