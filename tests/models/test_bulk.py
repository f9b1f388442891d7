"""Many rows with one statement: what goes in comes out as the ORM would have written it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from models.bulk import insert_rows, update_values
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.run import SweepRecord
from models.words import Language, LetterState, Role

AT = datetime(2026, 11, 30, 9, 5, 7, 123456, tzinfo=UTC)


def letter(key: str, **changed: Any) -> dict[str, Any]:
    row = {
        "id": key, "key": key, "kind": "step_opened", "role": Role.FOCAL_POINT, "urgent": True,
        "state": LetterState.QUEUED, "written_on": date(2026, 11, 30), "next_at": AT,
        "context": {"reason": "تأجيل 100 %", "why?": ["?", "%s"]}, "replayed": False,
        "attempts": 0, "ambiguous": 0, "fence": 0,
    }  # fmt: skip
    return row | changed


def person(number: int, language: Language = Language.BOTH) -> dict[str, Any]:
    return {"name": f"Personne {number}", "email": f"p{number}@pao.example", "language": language}


def write(engine: Engine, record: type, rows: list[dict[str, Any]], **more: str) -> None:
    with writing(engine) as session:
        insert_rows(session.connection(), record, rows, **more)


def letters(engine: Engine) -> dict[str, OutboxLetter]:
    with reading(engine) as session:
        return {one.key: one for one in session.scalars(select(OutboxLetter))}


def people(engine: Engine) -> dict[str, Person]:
    with reading(engine) as session:
        return {one.name: one for one in session.scalars(select(Person))}


def test_a_row_is_read_back_with_its_dates_words_and_data_as_they_were(engine: Engine) -> None:
    write(engine, OutboxLetter, [letter("a"), letter("b", urgent=False)])
    found = letters(engine)["a"]
    said = {name: getattr(found, name) for name in letter("a")}
    assert said == letter("a")
    assert found.next_at is not None
    assert found.next_at.tzinfo is not None
    assert isinstance(found.state, LetterState)
    assert letters(engine)["b"].urgent is False


def test_a_column_that_is_left_out_is_null(engine: Engine) -> None:
    write(engine, OutboxLetter, [letter("a")])
    assert (letters(engine)["a"].rung, letters(engine)["a"].accepted_on) == (None, None)


def test_a_given_none_is_null(engine: Engine) -> None:
    write(engine, OutboxLetter, [letter("a", next_at=None)])
    assert letters(engine)["a"].next_at is None


def test_a_column_named_like_a_word_of_sql_is_written(engine: Engine) -> None:
    row = {"name": "deadlines", "on": date(2026, 11, 30), "finished_at": AT, "counts": {"x": 1}}
    write(engine, SweepRecord, [row])
    with reading(engine) as session:
        assert session.scalars(select(SweepRecord)).one().on == date(2026, 11, 30)


def test_no_rows_are_no_statement(engine: Engine) -> None:
    write(engine, OutboxLetter, [])
    assert letters(engine) == {}
    with writing(engine) as session:
        known_by = ("id",)
        assert update_values(session.connection(), Person, ("name",), known_by, []) == 0


def test_a_known_row_is_left_as_it_was_and_the_new_ones_are_written(engine: Engine) -> None:
    write(engine, OutboxLetter, [letter("a", attempts=1)])
    again = [letter("a", id="other", attempts=9), letter("b")]
    write(engine, OutboxLetter, again, unless_known="key")
    assert {key: one.attempts for key, one in letters(engine).items()} == {"a": 1, "b": 0}
    assert letters(engine)["a"].id == "a"


def test_a_known_row_is_an_error_unless_it_is_expected(engine: Engine) -> None:
    write(engine, OutboxLetter, [letter("a")])
    with pytest.raises(IntegrityError):
        write(engine, OutboxLetter, [letter("b"), letter("a", id="other")])
    assert set(letters(engine)) == {"a"}


def test_rows_are_changed_by_what_they_are_known_by_and_counted(engine: Engine) -> None:
    write(engine, Person, [person(number) for number in range(3)])
    numbers = {name: one.id for name, one in people(engine).items()}
    when = date(2026, 11, 30)
    rows = [
        (Language.ARABIC, when, numbers["Personne 0"], "p0@pao.example"),
        (Language.FRENCH, None, numbers["Personne 1"], "p1@pao.example"),
        (Language.FRENCH, when, numbers["Personne 2"], "somebody.else@pao.example"),
    ]
    with writing(engine) as session:
        changed = update_values(
            session.connection(), Person, ("language", "undeliverable_since"), ("id", "email"), rows
        )
    assert changed == 2
    found = [one for _, one in sorted(people(engine).items())]
    assert [(one.language, one.undeliverable_since) for one in found] == [
        (Language.ARABIC, when), (Language.FRENCH, None), (Language.BOTH, None),
    ]  # fmt: skip
