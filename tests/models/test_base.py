"""Instants are aware and in UTC; words are kept as they are said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from models.base import VOCABULARIES, Instant
from models.collectivity import Collectivity
from models.database import reading, writing
from models.run import SweepRecord
from models.words import CollectivityKind

AWARE = datetime(2026, 9, 20, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))


def record(at: datetime) -> SweepRecord:
    return SweepRecord(name="deadlines", on=date(2026, 9, 20), finished_at=at, counts={"n": 1})


def test_an_instant_without_a_zone_is_refused_and_nothing_is_written(engine: Engine) -> None:
    with pytest.raises(StatementError, match="has no time zone"), writing(engine) as session:
        session.add(record(AWARE.replace(tzinfo=None)))
    with reading(engine) as session:
        assert session.scalars(select(SweepRecord)).all() == []


def test_an_instant_comes_back_aware_in_utc_to_the_microsecond(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(record(AWARE))
    with reading(engine) as session:
        found = session.scalars(select(SweepRecord)).one().finished_at
    assert found == AWARE
    assert found.tzinfo is UTC
    assert (found.hour, found.microsecond) == (8, 123456)


@given(st.datetimes(timezones=st.timezones()).filter(lambda at: 1800 < at.year < 2200))
def test_any_aware_instant_makes_the_way_to_a_column_and_back(at: datetime) -> None:
    column = Instant()
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        stored = column.process_bind_param(at, dialect)
        back = column.process_result_value(stored, dialect)
        assert back == at.astimezone(UTC)
        assert back.utcoffset() == timedelta(0)


def test_two_instants_are_compared_in_time_not_by_their_clock(engine: Engine) -> None:
    later = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)  # 9:30 at +01 is half an hour before it
    with writing(engine) as session:
        session.add(record(AWARE))
    with reading(engine) as session:
        earlier = select(SweepRecord).where(SweepRecord.finished_at < later)
        assert len(session.scalars(earlier).all()) == 1


def test_a_word_is_kept_as_it_is_said_and_comes_back_as_a_member(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(
            Collectivity(
                code="09", kind=CollectivityKind.REGION, name_ar="سوس-ماسة",
                name_fr="Souss-Massa", region_code="09",
            )
        )  # fmt: skip
    with reading(engine) as session:
        assert session.scalar(text("SELECT kind FROM collectivity")) == "region"
        assert session.scalars(select(Collectivity)).one().kind is CollectivityKind.REGION


def test_every_word_fits_its_column() -> None:
    assert len(VOCABULARIES) > 10
    assert all(len(word) <= 24 for vocabulary in VOCABULARIES for word in vocabulary)
