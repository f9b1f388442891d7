"""The right of rectification: what is wrong is corrected, and the log names no value."""

from datetime import date

import orjson
import pytest
from known_person import EMAIL, NAME, Known, a_known_person
from sqlalchemy import Engine, select

from audit.correct_person import Corrected, correct_person
from audit.erase_person import erase_person
from audit.person_reasons import BECAUSE_NAMES, Because, reason_of
from lifecycle.errors import Refused
from models.database import reading, writing
from models.log import LogEntry, LogPending
from models.person import Person
from models.words import Language, LogEntryKind

RIGHT = "zineb.right@commune.example"


def correct(known: Known, **right: object) -> list[str]:
    with writing(known.engine) as session:
        told = Corrected(**right)  # type: ignore[arg-type]
        return correct_person(session, known.person, told, Because.WRONG, known.occasion())


def entries(engine: Engine) -> list[LogEntry]:
    with reading(engine) as session:
        return list(session.scalars(select(LogEntry).order_by(LogEntry.seq)))


def test_a_name_an_address_and_a_language_are_corrected_at_once(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        person = session.get_one(Person, known.person)
        person.undeliverable_since = date(2022, 10, 24)
    changed = correct(known, name=" Zineb  Right ", email=RIGHT, language=Language.ARABIC)
    assert changed == ["email", "language", "name"]
    with reading(engine) as session:
        person = session.get_one(Person, known.person)
    assert (person.name, person.email, person.language) == ("Zineb Right", RIGHT, Language.ARABIC)
    assert (person.undeliverable_since, person.undeliverable_cause) == (None, None)


def test_the_log_names_the_number_and_the_fields_and_no_value(engine: Engine) -> None:
    known = a_known_person(engine)
    correct(known, email=RIGHT)
    (entry,) = entries(engine)
    said = orjson.loads(entry.canonical)
    assert entry.kind == LogEntryKind.CORRECTED
    assert said["body"] == {"person": known.number, "fields": ["email"], "because": "wrong"}
    assert not {EMAIL.encode(), RIGHT.encode(), NAME.encode()} & {entry.canonical}
    assert b"commune.example" not in entry.canonical
    with reading(engine) as session:
        owed = session.scalars(select(LogPending.seq).where(LogPending.chain == 0)).all()
    assert owed == [entry.seq]


def test_a_name_alone_lifts_nothing(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        session.get_one(Person, known.person).undeliverable_since = date(2022, 10, 24)
    assert correct(known, name="Zineb Right") == ["name"]
    with reading(engine) as session:
        assert session.get_one(Person, known.person).undeliverable_since is not None


@pytest.mark.parametrize(
    ("right", "why"),
    [
        ({"email": "NEXT@commune.example"}, "is that of person:"),
        ({"email": "no address"}, "whole e-mail address"),
        ({"name": "  "}, "full name"),
        ({"name": NAME, "email": EMAIL}, "nothing would change"),
        ({}, "nothing would change"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_is_written(
    engine: Engine, right: dict[str, str], why: str
) -> None:
    known = a_known_person(engine)
    with pytest.raises(Refused, match=why) as refused:
        correct(known, **right)
    assert refused.value.phrase.ar
    assert refused.value.phrase.fr
    assert entries(engine) == []


def test_who_was_erased_is_corrected_no_more(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        erase_person(session, known.person, Because.ASKED, known.occasion())
    with pytest.raises(Refused, match="was erased"):
        correct(known, name="Zineb Right")


def test_a_reason_is_a_word_of_the_list() -> None:
    assert set(BECAUSE_NAMES) == set(Because)
    assert reason_of(" asked ") is Because.ASKED
    with pytest.raises(Refused, match="not_needed"):
        reason_of("because Zakaria wrote to me")
