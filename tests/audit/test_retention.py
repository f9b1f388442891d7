"""What was kept long enough goes, no day earlier, and the log says so once a run."""

from datetime import date, timedelta

import orjson
import pytest
from known_person import TODAY, Known, a_known_person
from sqlalchemy import Engine, func, select

from audit.retention import Due, apply_retention, what_is_due
from audit.retention_settings import RetentionSettings, days_before, months_before
from audit.verification import verify
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from models.account import AccountSession
from models.database import reading, writing
from models.log import LogEntry
from models.outbox import LetterMessage, OutboxLetter
from models.person import Person
from models.words import LetterState

FOR_EVER = {"letter_bytes_months": 0, "people_months": 0, "sessions_days": 0}


def keep(**months: int) -> RetentionSettings:
    return RetentionSettings(**FOR_EVER | months)  # type: ignore[arg-type]


def due(engine: Engine, on: date, settings: RetentionSettings) -> Due:
    with reading(engine) as session:
        return what_is_due(session, on, settings)


def run(engine: Engine, on: date, settings: RetentionSettings) -> tuple[Due, list[str]]:
    found, erased = apply_retention(
        engine, settings, clock=VirtualClock(on), actor=acts.ENGINE, cause="retention"
    )
    return found, [one.person for one in erased]


def entries(engine: Engine) -> list[dict[str, object]]:
    with reading(engine) as session:
        found = session.scalars(select(LogEntry.canonical).order_by(LogEntry.seq))
        return [orjson.loads(content)["body"] for content in found]


def count(engine: Engine, record: type[object]) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def left_on(known: Known) -> date:
    """The last day of their role."""
    return TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 11, 23), 60, date(2021, 11, 23)),
        (date(2026, 11, 23), 0, None),
    ],
)
def test_months_are_those_of_the_calendar_and_none_is_for_ever(
    on: date, months: int, before: date | None
) -> None:
    assert months_before(on, months) == before
    assert days_before(on, 0) is None
    assert days_before(on, 30) == on - timedelta(days=30)


def test_the_settings_have_their_defaults_and_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = RetentionSettings.read()
    assert (told.letter_bytes_months, told.people_months, told.sessions_days) == (24, 60, 30)
    monkeypatch.setenv("INFITAH_KEEP_PEOPLE_MONTHS", "0")
    monkeypatch.setenv("INFITAH_KEEP_LETTER_BYTES_MONTHS", "12")
    told = RetentionSettings.read()
    assert (told.letter_bytes_months, told.people_months) == (12, 0)


@pytest.mark.parametrize("value", ["-1", "two years", "1201", "1.5", ""])
def test_a_wrong_setting_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("INFITAH_KEEP_PEOPLE_MONTHS", value)
    with pytest.raises(Refused, match="INFITAH_KEEP_PEOPLE_MONTHS") as refused:
        RetentionSettings.read()
    assert "0" in refused.value.phrase.ar
    assert value in refused.value.phrase.fr


def test_a_person_is_due_the_day_after_so_many_months_without_a_role(engine: Engine) -> None:
    known = a_known_person(engine)
    settings = keep(people_months=60)
    last = left_on(known).replace(year=2027)
    assert due(engine, last, settings).people == []
    assert due(engine, last + timedelta(days=1), settings).people == [known.person]
    assert due(engine, date(2100, 1, 1), keep()).people == []


def test_whoever_holds_a_role_is_never_due(engine: Engine) -> None:
    known = a_known_person(engine)
    assert known.successor not in due(engine, date(2100, 1, 1), keep(people_months=1)).people


def test_bytes_of_letters_go_after_their_months_and_never_those_on_the_way(
    engine: Engine,
) -> None:
    known = a_known_person(engine)
    written = {row.written_on for row in known.letters()}
    settings = keep(letter_bytes_months=24)
    first = min(written).replace(year=2024)
    assert due(engine, first - timedelta(days=1), settings).letters == []
    assert len(due(engine, first, settings).letters) > 0
    with writing(engine) as session:
        for row in session.scalars(select(OutboxLetter)):
            row.state, row.next_at = LetterState.DEFERRED, VirtualClock(TODAY).now()
    assert due(engine, date(2100, 1, 1), settings).letters == []


def test_a_run_destroys_what_is_due_and_the_log_tells_it_once(engine: Engine) -> None:
    known = a_known_person(engine)
    settings, on = (
        keep(letter_bytes_months=24, people_months=60, sessions_days=30),
        date(2028, 1, 3),
    )
    stored = count(engine, LetterMessage)
    found, erased = run(engine, on, settings)
    assert (len(found.letters), found.people, found.sessions) == (stored, [known.person], 1)
    assert erased == [known.number]
    assert (count(engine, LetterMessage), count(engine, AccountSession)) == (0, 0)
    with reading(engine) as session:
        assert session.get_one(Person, known.person).erased_on == on
    (body,) = entries(engine)
    assert body["people"] == [known.number]
    assert body["because"] == "kept_long_enough"
    assert (body["letters"], body["sessions"]) == (stored, 1)
    assert body["words"] != []
    assert verify(engine).findings.kept == []


def test_a_second_run_finds_nothing_and_says_nothing(engine: Engine) -> None:
    a_known_person(engine)
    settings = keep(letter_bytes_months=24, people_months=60, sessions_days=30)
    run(engine, date(2028, 1, 3), settings)
    found, erased = run(engine, date(2028, 1, 3), settings)
    assert found.nothing
    assert erased == []
    assert len(entries(engine)) == 1


def test_for_ever_is_for_ever(engine: Engine) -> None:
    a_known_person(engine)
    found, _ = run(engine, date(2100, 1, 1), keep())
    assert found.nothing
    assert entries(engine) == []


def test_whoever_is_held_by_a_letter_on_its_way_is_left_for_the_next_run(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        row = session.scalars(
            select(OutboxLetter).where(OutboxLetter.kind == "extension_asked")
        ).one()
        row.state, row.attempts = LetterState.DEFERRED, 1
        row.next_at = VirtualClock(TODAY).now()
        number = row.id
    settings, on = keep(people_months=60), date(2028, 1, 3)
    assert run(engine, on, settings) == (due(engine, on, settings), [])
    with writing(engine) as session:
        session.get_one(OutboxLetter, number).next_at = None
    assert run(engine, on, settings)[1] == [known.number]
