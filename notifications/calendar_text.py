"""iCalendar text (RFC 5545) for days that are marked in a calendar: all day, no time zone at all.

Written by hand: the icalendar library takes 0.6 ms a day, as long as the whole letter around it.
The tests hold each line equal to what the library writes for the same facts, and read it back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

PRODUCT = "-//Infitah//Deadlines//AR"
_LONGEST = 74  # bytes of a line without its end: the library's count, one below RFC 5545, 3.1
_ONE_DAY = timedelta(days=1)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


class DayStatus(StrEnum):
    """Whether a marked day stands (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"  # a forecast, or more time was asked for
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """One day in a calendar.

    `uid` never changes; `sequence` rises whenever anything about it may have. `stamp` is aware.
    `alarm` is what the one reminder says, at nine o'clock on the day before; '' for none.
    """

    uid: str
    on: date
    summary: str
    description: str
    url: str
    sequence: int
    stamp: datetime
    status: DayStatus = DayStatus.CONFIRMED
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who publishes a calendar: RFC 5546, 3.2.1 asks for an organizer."""

    name: str
    address: str


def calendar_text(days: Iterable[MarkedDay], sender: Sender, head: Iterable[str] = ()) -> bytes:
    """A published calendar in UTF-8 with CRLF; `head` are more lines about the whole."""
    organizer = f"ORGANIZER;CN={_parameter(sender.name)}:mailto:{sender.address}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH", *head]
    for day in days:
        lines += _day_lines(day, organizer)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def text_line(name: str, words: str) -> str:
    """One line of text: what would end it or split it is escaped (RFC 5545, 3.3.11)."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = _CONTROL.sub("", words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return f"{name}:" + words.replace("\n", "\\n")


def _day_lines(day: MarkedDay, organizer: str) -> list[str]:
    """The lines of one day, in the order in which the library writes them."""
    lines = [
        "BEGIN:VEVENT",
        text_line("SUMMARY", day.summary),
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + _ONE_DAY:%Y%m%d}",
        f"DTSTAMP:{day.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"UID:{day.uid}",
        f"SEQUENCE:{day.sequence}",
        text_line("DESCRIPTION", day.description),
        organizer,
        f"STATUS:{day.status}",
        "TRANSP:TRANSPARENT",
        f"URL:{day.url}",
    ]
    if day.alarm:
        alarm = text_line("DESCRIPTION", day.alarm)
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", alarm, "TRIGGER:-PT15H", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _parameter(words: str) -> str:
    """A parameter's value between quotes; a quote in it may not stand there."""
    return '"' + _CONTROL.sub("", words).replace("\n", " ").replace('"', "'") + '"'


def _folded(line: str) -> bytes:
    """A line cut into lines of at most 75 bytes, never inside a letter, with its end."""
    left = line.encode()
    if len(left) <= _LONGEST:
        return left + b"\r\n"
    pieces = []
    while len(left) > _LONGEST:
        end = _LONGEST
        while left[end] & 0xC0 == 0x80:  # inside a letter of several bytes
            end -= 1
        pieces.append(left[:end])
        left = left[end:]
    return b"\r\n ".join([*pieces, left]) + b"\r\n"
